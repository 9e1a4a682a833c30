-- The verdicts of one explanation, one for each act; an explanation holds as
-- soon as one of its rows says so.
SELECT
    cast($ordinal AS INTEGER) AS ordinal,
    item_no,
    CASE
        WHEN bool_or(verdict = 'explained') THEN 'explained'
        ELSE min(verdict)
    END AS verdict,
    list_sort(list_distinct(flatten(list(coalesce(evidence, []))))) AS evidence
FROM verdict_row
GROUP BY item_no
