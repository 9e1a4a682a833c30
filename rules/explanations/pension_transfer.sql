-- The other benefit began in that very month.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['transfer'] = 'yes'
