-- The line bears a rate up to one point off the contract's, and with that rate the
-- sum is within tolerance: only the bank's notice can tell.
WITH sum AS (
    SELECT
        item_no,
        cast(facts['paid_fen'] AS BIGINT) AS paid_fen,
        cast(facts['tolerance_ppm'] AS BIGINT) AS tolerance_ppm,
        cast(facts['tolerance_fen'] AS BIGINT) AS tolerance_fen,
        cast(facts['line_ppm'] AS BIGINT) AS line_ppm,
        cast(facts['contract_ppm'] AS BIGINT) AS contract_ppm,
        cast(facts['principal_fen'] AS BIGINT) * (
            cast(facts['triple_ppm'] AS BIGINT)
            + 3 * (
                cast(facts['line_ppm'] AS BIGINT)
                - cast(facts['contract_ppm'] AS BIGINT)
            )
        ) * (period_to - period_from)
        // (3000000 * cast(facts['year_days'] AS BIGINT)) + 1 AS due_fen
    FROM item
    WHERE variant IN ('高于复算', '本金未减')
)

SELECT
    item_no,
    'cannot_decide' AS verdict,
    [] AS evidence
FROM sum
WHERE
    line_ppm > contract_ppm
    AND line_ppm - contract_ppm <= 10000
    AND paid_fen * 1000000
    <= due_fen * (1000000 + tolerance_ppm) + tolerance_fen * 1000000
