-- Within tolerance once a begun month is counted as thirty days.
WITH sum AS (
    SELECT
        item_no,
        cast(facts['paid_fen'] AS BIGINT) AS paid_fen,
        cast(facts['tolerance_ppm'] AS BIGINT) AS tolerance_ppm,
        cast(facts['tolerance_fen'] AS BIGINT) AS tolerance_fen,
        cast(facts['principal_fen'] AS BIGINT) * cast(facts['triple_ppm'] AS BIGINT)
        * 30 * (
            datesub('month', period_from, period_to)
            + CASE
                WHEN
                    period_from
                    + to_months(
                        cast(datesub('month', period_from, period_to) AS INTEGER)
                    ) < period_to THEN 1
                ELSE 0
            END
        ) // (3000000 * cast(facts['year_days'] AS BIGINT)) + 1 AS due_fen
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
