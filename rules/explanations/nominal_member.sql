-- A mere member of a farmers' cooperative, one among many and without an office.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE facts['nominal_member'] = 'yes'
