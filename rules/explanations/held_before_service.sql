-- Shares held since before the person was employed: only the file says whether they
-- were reported and settled.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    [] AS evidence
FROM item
WHERE
    facts['roles'] = '股东'
    AND cast(facts['role_from'] AS DATE) < cast(facts['joined_on'] AS DATE)
