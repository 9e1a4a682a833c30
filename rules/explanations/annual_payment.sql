-- A payment for more than a month, in the middle of which the event fell.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE
    event_on BETWEEN period_from AND period_to
    AND period_to > last_day(period_from)
