-- One row for each registered person: the birth date and sex of the register of
-- residents, and whether the number says another date. Neither changes: the rows of the
-- last register that had the person count, and who has gone from it keeps them.
WITH tied AS (
    SELECT *
    FROM resolved.resident
    WHERE is_tied(link_tier)
),

standing AS (
    SELECT *
    FROM tied
    WHERE valid_to IS NULL
),

gone AS (
    SELECT tied.*
    FROM tied
    ANTI JOIN standing ON tied.person_id = standing.person_id
    WHERE tied.valid_to IS NOT NULL
    QUALIFY rank() OVER (PARTITION BY tied.person_id ORDER BY tied.valid_to DESC) = 1
),

said AS (
    SELECT *
    FROM standing
    UNION ALL BY NAME
    SELECT *
    FROM gone
)

SELECT
    person_id,
    min(birth_on) AS birth_on,
    CASE WHEN count(DISTINCT sex) = 1 THEN min(sex) END AS sex,
    coalesce(
        count(DISTINCT birth_on) > 1
        OR bool_or(
            try_strptime(substr(id_text, 7, 8), '%Y%m%d') IS DISTINCT FROM birth_on
        ),
        FALSE
    ) AS is_disputed,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list(record_id ORDER BY record_id) AS records
FROM said
WHERE birth_on IS NOT NULL
GROUP BY person_id
