-- A relative is paid by the treasury; the one who is insured is insured alone, with
-- a disability of the first or second grade.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE
    facts['insured_alone'] = 'yes'
    AND facts['severe'] = 'yes'
    AND facts['relation'] IS NOT NULL
