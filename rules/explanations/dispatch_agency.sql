-- The unit is an agency that enrols people for others.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['dispatch'] = 'yes'
