-- The payroll row is aid to a survivor, not a wage.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE facts['staff_category'] = 'survivor'
