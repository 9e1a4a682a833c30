-- How much each hit weighs: the gravest of its acts, after escalation.
WITH spread AS (
    SELECT
        shared,
        count(DISTINCT subject_id) AS subjects
    FROM settled
    WHERE outcome = 'hit' AND shared IS NOT NULL
    GROUP BY shared
),

span AS (
    SELECT
        hit_id,
        count(DISTINCT date_trunc('month', period_from)) AS months
    FROM settled
    WHERE counts
    GROUP BY hit_id
)

SELECT
    settled.hit_id,
    min(CASE
        WHEN spread.subjects >= ruling.subjects THEN ruling.severity_shared
        WHEN span.months >= ruling.months THEN settled.severity_long
        ELSE settled.severity
    END) AS severity
FROM settled
CROSS JOIN ruling
LEFT JOIN spread ON settled.shared = spread.shared
LEFT JOIN span ON settled.hit_id = span.hit_id
WHERE settled.counts
GROUP BY settled.hit_id
