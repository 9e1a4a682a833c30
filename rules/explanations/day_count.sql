-- Within tolerance once the last day is counted too. (A year of 365 days makes the
-- sum due smaller, so it can never explain a sum that is too large.)
WITH sum AS (
    SELECT
        item_no,
        cast(facts['paid_fen'] AS BIGINT) AS paid_fen,
        cast(facts['tolerance_ppm'] AS BIGINT) AS tolerance_ppm,
        cast(facts['tolerance_fen'] AS BIGINT) AS tolerance_fen,
        cast(facts['principal_fen'] AS BIGINT) * cast(facts['triple_ppm'] AS BIGINT)
        * (period_to - period_from + 1)
        // (3000000 * cast(facts['year_days'] AS BIGINT)) + 1 AS due_fen
    FROM item
    WHERE variant IN ('高于复算', '本金未减')
)

SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM sum
WHERE
    paid_fen * 1000000
    <= due_fen * (1000000 + tolerance_ppm) + tolerance_fen * 1000000
