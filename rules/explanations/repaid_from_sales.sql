-- Who repays the loan also buys from the borrower, for no less: what is owed is kept
-- back from what is sold.
SELECT
    item_no,
    'explained' AS verdict,
    [facts['sold_record']] AS evidence
FROM item
WHERE
    variant = '同一单位代为还款'
    AND cast(facts['sold_fen'] AS BIGINT) >= cast(facts['repaid_fen'] AS BIGINT)
