-- The later class teaches another level of the same trade.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['next_level'] = 'yes'
