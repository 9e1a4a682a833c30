-- The list itself says that the allowance is running out (渐退).
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE facts['fading'] = 'yes'
