-- What counts of the deposits came to the bank by a competition.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['won'] = 'yes'
