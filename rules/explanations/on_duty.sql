-- The car was dispatched, or the slip says that somebody was on duty.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['on_duty'] = 'yes'
