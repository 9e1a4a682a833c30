-- How much each hit weighs: the gravest of its acts, after escalation; one step
-- less where it is not settled who the records are of.
WITH spread AS (
    SELECT
        shared,
        count(DISTINCT subject_id) AS subjects
    FROM settled
    WHERE outcome = 'hit' AND NOT is_weak AND shared IS NOT NULL
    GROUP BY shared
),

span AS (
    SELECT
        hit_id,
        count(DISTINCT date_trunc('month', period_from)) AS months
    FROM settled
    WHERE counts
    GROUP BY hit_id
),

weighed AS (
    SELECT
        settled.hit_id,
        bool_or(settled.is_weak) AS is_weak,
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
)

SELECT
    hit_id,
    CASE
        WHEN is_weak
            THEN 'S' || least(cast(right(severity, 1) AS INTEGER) + 1, 4)
        ELSE severity
    END AS severity
FROM weighed
