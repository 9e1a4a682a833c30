-- Done within the days that the register needs until the paying office can know.
SELECT
    item.item_no,
    'explained' AS verdict,
    [item.act] AS evidence
FROM item
INNER JOIN policy.registry_lag AS lag
    ON
        item.facts['registry'] = lag.registry
        AND holds(lag.valid_from, lag.valid_to, item.act_on)
WHERE item.act_on <= item.event_on + lag.days
