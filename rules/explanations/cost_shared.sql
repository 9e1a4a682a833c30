-- Approved as a cost that several units share.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['shared_cost'] = 'yes'
