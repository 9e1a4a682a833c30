-- Acts and distinct subjects for each handler, place, batch and group of people.
-- Subjects do not add up over cells, so each division is counted by itself.
WITH merged AS MATERIALIZED (
    SELECT
        subject,
        handler,
        reviewer,
        approver,
        payer,
        unit,
        office,
        counter,
        town,
        village,
        scheme,
        max(counted) AS counted,
        count(*) AS acts
    FROM act
    GROUP BY ALL
),

numbered AS MATERIALIZED (
    -- A subject is counted by a number, which costs less than its text.
    SELECT
        merged.* EXCLUDE (subject),
        portrait.subject_no AS subject,
        portrait.sex,
        cast($year AS INTEGER) - portrait.birth_year AS age
    FROM merged
    INNER JOIN portrait ON merged.subject = portrait.subject
),

placed AS (
    -- A branch for each breakdown: a list of them, unnested, takes half as long again.
    SELECT
        'handler' AS breakdown,
        handler AS name,
        coalesce(counter, office, town) AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'reviewer' AS breakdown,
        reviewer AS name,
        office AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'approver' AS breakdown,
        approver AS name,
        office AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'payer' AS breakdown,
        payer AS name,
        office AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'unit' AS breakdown,
        unit AS name,
        NULL AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'town' AS breakdown,
        town AS name,
        NULL AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'village' AS breakdown,
        village AS name,
        town AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'scheme' AS breakdown,
        scheme AS name,
        NULL AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'sex' AS breakdown,
        sex AS name,
        NULL AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'age' AS breakdown,
        CASE
            WHEN age < 18 THEN '18岁以下'
            WHEN age < 40 THEN '18至39岁'
            WHEN age < 60 THEN '40至59岁'
            WHEN age < 75 THEN '60至74岁'
            WHEN age >= 75 THEN '75岁及以上'
        END AS name,
        NULL AS unit,
        counted,
        acts,
        subject
    FROM numbered
    UNION ALL
    SELECT
        'all' AS breakdown,
        '' AS name,
        NULL AS unit,
        counted,
        acts,
        subject
    FROM numbered
)

SELECT
    breakdown,
    coalesce(name, '') AS name,
    coalesce(unit, '') AS unit,
    max(counted) AS counted,
    cast(sum(acts) AS BIGINT) AS acts,
    count(DISTINCT subject) AS subjects
FROM placed
GROUP BY breakdown, coalesce(name, ''), coalesce(unit, '')
UNION ALL
SELECT
    'batch' AS breakdown,
    coalesce(batch, '') AS name,
    coalesce(unit, '') AS unit,
    max(counted) AS counted,
    count(*) AS acts,
    count(DISTINCT subject) AS subjects
FROM act
GROUP BY coalesce(batch, ''), coalesce(unit, '')
