-- The whole subsidy went back, as when the goods are returned.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['refunded'] = 'yes'
