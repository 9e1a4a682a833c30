-- The payment did not reach the account.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['paid'] = 'no'
