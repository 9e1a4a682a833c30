-- The rent came out of an open auction.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['reason'] = 'let_by_auction'
