-- The payment names the document by which the transfer was approved.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['approved_transfer'] = 'yes'
