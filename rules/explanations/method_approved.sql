-- Another way of buying was approved, or what was not approved stays below the limit.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['method_approval'] = 'yes'
