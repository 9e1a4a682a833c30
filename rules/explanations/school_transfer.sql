-- Between two schools: the next one is entered within the days that a move takes.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['between_schools'] = 'yes'
