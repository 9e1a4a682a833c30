-- Paid before the death could be known: within the lag, or in the month of a
-- registration that itself came within the lag.
SELECT
    item.item_no,
    CASE WHEN lag.days IS NULL THEN 'cannot_decide' ELSE 'explained' END AS verdict,
    [item.act] AS evidence
FROM item
LEFT JOIN policy.registry_lag AS lag
    ON
        lag.registry = 'death'
        AND item.act_on >= lag.valid_from
        AND (lag.valid_to IS NULL OR item.act_on <= lag.valid_to)
WHERE
    lag.days IS NULL
    OR item.act_on <= item.event_on + lag.days
    OR (
        cast(item.facts['registered_on'] AS DATE)
        <= item.event_on + lag.days
        AND item.act_on <= last_day(cast(item.facts['registered_on'] AS DATE))
    )
