-- The list itself says that the class was held online, in the evening or at weekends.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['not_daily'] = 'yes'
