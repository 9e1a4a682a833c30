-- The first payment came back and was sent again.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['paid_anew'] = 'yes'
