-- Paid later, for a time that begins no later than the month of the event.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE period_from <= last_day(event_on)
