-- What is wanting to decide, in the words of the rule.
SELECT
    hit_id,
    list(DISTINCT missing ORDER BY missing) AS missing
FROM settled
WHERE counts AND missing IS NOT NULL
GROUP BY hit_id
