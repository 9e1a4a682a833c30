-- What is owned is a house of one's own building on village land, not a flat in town.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['farmhouse'] = 'yes'
