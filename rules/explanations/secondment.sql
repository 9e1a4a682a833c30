-- The smaller payment is an allowance of somebody lent to the other unit.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['secondment'] = 'yes'
