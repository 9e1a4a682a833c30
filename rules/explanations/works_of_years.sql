-- The budget's own line says that these works last for years.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['works_of_years'] = 'yes'
