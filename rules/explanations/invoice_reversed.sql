-- A later claim took the repeated amount back.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['reversed'] = 'yes'
