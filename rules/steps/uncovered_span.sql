-- What is wanting for the days of acts, in words.
SELECT
    acted_from,
    acted_to,
    string_agg(DISTINCT words, '、' ORDER BY words) AS words
FROM span_gap
GROUP BY acted_from, acted_to
