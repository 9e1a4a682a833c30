-- Births and deaths that have not come yet, deaths before birth, deaths registered
-- before they happened.
WITH born AS (
    SELECT
        *,
        coalesce(birth_on, try_cast(try_strptime(
            CASE id_kind
                WHEN 'valid' THEN substr(id_text, 7, 8)
                WHEN 'valid15' THEN '19' || substr(id_text, 7, 6)
            END,
            '%Y%m%d'
        ) AS DATE)) AS born_on
    FROM life
),

judged AS (
    SELECT
        *,
        unnest([
            CASE WHEN birth_on > delivered_on THEN 'future_birth' END,
            CASE WHEN died_on > delivered_on THEN 'future_death' END,
            CASE WHEN registered_on < died_on THEN 'registered_before_death' END,
            CASE WHEN died_on < born_on THEN 'death_before_birth' END
        ]) AS variant
    FROM born
)

SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    variant,
    NULL AS detail,
    CASE variant
        WHEN 'future_birth' THEN 'birth_on'
        WHEN 'registered_before_death' THEN 'registered_on'
        ELSE 'died_on'
    END AS column_name
FROM judged
WHERE variant IS NOT NULL
