-- Named as an emergency or as secret, or what is neither stays below the limit.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['emergency'] = 'yes'
