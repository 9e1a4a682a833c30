-- The parent holds a valid certificate of the first or second grade of disability.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE facts['parent_severe'] = 'yes'
