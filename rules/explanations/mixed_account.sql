-- The account held as much of other money: whose money was spent cannot be told.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    CASE
        WHEN facts['other_record'] IS NULL THEN [] ELSE [facts['other_record']]
    END AS evidence
FROM item
WHERE cast(facts['other_fen'] AS BIGINT) >= cast(facts['spent_fen'] AS BIGINT)
