-- The first month with that employer, in which the benefit could still be due.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['first_month'] = 'yes'
