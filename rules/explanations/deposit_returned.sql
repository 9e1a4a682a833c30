-- A deposit given back is no price.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['deposit'] = 'yes'
