-- Done before the unit could know of the event: within the lag of the registry that
-- the act rests on.
SELECT
    item.item_no,
    CASE WHEN lag.days IS NULL THEN 'cannot_decide' ELSE 'explained' END AS verdict,
    [] AS evidence
FROM item
LEFT JOIN policy.registry_lag AS lag
    ON
        lag.registry = item.facts['registry']
        AND holds(lag.valid_from, lag.valid_to, item.act_on)
WHERE
    item.facts['registry'] IS NOT NULL
    AND (lag.days IS NULL OR item.act_on <= item.event_on + lag.days)
