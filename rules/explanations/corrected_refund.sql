-- What was sent by mistake went back whole.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['corrected'] = 'yes'
