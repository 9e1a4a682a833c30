-- The register's birth date and the number's differ: which one counts cannot be decided
-- before the file has been seen.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    [] AS evidence
FROM item
WHERE facts['birth_disputed'] = 'yes'
