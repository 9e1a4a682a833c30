-- The days of acts that lie wholly in what a needed dataset cannot speak for.
WITH span AS (
    SELECT DISTINCT
        acted_from,
        acted_to
    FROM act
)

SELECT
    span.acted_from,
    span.acted_to,
    string_agg(DISTINCT gap.words, '、' ORDER BY gap.words) AS words
FROM span
INNER JOIN gap
    ON
        gap.side = 'needed'
        AND lies_in(span.acted_from, span.acted_to, gap.gap_from, gap.gap_to)
GROUP BY span.acted_from, span.acted_to
