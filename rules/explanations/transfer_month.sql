-- One month at the change from one payer to the other.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['transfer'] = 'yes'
