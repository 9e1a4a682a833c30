-- The days of acts that lie wholly in what a needed dataset cannot speak for, or that
-- meet days from which on a policy table has no row in force, and what is wanting.
WITH span AS (
    SELECT DISTINCT
        acted_from,
        acted_to
    FROM act
)

SELECT
    span.acted_from,
    span.acted_to,
    gap.words
FROM span
INNER JOIN gap
    ON
        gap.side IN ('needed', 'policy', 'policy_key')
        AND CASE
            WHEN gap.side != 'needed' AND gap.gap_to IS NULL
                THEN meets(span.acted_from, span.acted_to, gap.gap_from, gap.gap_to)
            ELSE
                lies_in(span.acted_from, span.acted_to, gap.gap_from, gap.gap_to)
        END
