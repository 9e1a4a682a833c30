-- The money of the whole class went to the school: it had advanced the fees.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['whole_class'] = 'yes'
