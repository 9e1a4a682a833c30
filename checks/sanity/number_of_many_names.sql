-- One number under names that cannot be one person's; one person's name and birth
-- date under several numbers in one village.
WITH born AS (
    SELECT
        *,
        CASE id_kind
            WHEN 'valid15' THEN '19' || substr(id_text, 7, 6)
            ELSE substr(id_text, 7, 8)
        END AS birth_text,
        -- The fifteen digits of both spellings, so that old and new are one number.
        CASE id_kind
            WHEN 'valid15' THEN id_text
            ELSE left(id_text, 6) || substr(id_text, 9, 9)
        END AS bare
    FROM mention
    WHERE id_kind IN ('valid', 'valid15') AND name_key IS NOT NULL
),

spread AS (
    SELECT
        dataset,
        name_key,
        birth_text,
        town,
        village
    FROM born
    WHERE village IS NOT NULL
    GROUP BY dataset, name_key, birth_text, town, village
    HAVING count(DISTINCT bare) > 1
)

SELECT
    mention.dataset,
    mention.supplier,
    mention.delivery,
    mention.record_id,
    mention.column_name,
    'many_names' AS variant,
    NULL AS detail
FROM mention
INNER JOIN conflict
    ON
        mention.dataset = conflict.dataset
        AND mention.record_id = conflict.record_id
        AND mention.person_name = conflict.person_name
        AND left(mention.id_text, 6) = left(conflict.id_number, 6)
UNION ALL
SELECT
    born.dataset,
    born.supplier,
    born.delivery,
    born.record_id,
    born.column_name,
    'many_numbers' AS variant,
    NULL AS detail
FROM born
INNER JOIN spread
    ON
        born.dataset = spread.dataset
        AND born.name_key = spread.name_key
        AND born.birth_text = spread.birth_text
        AND born.village = spread.village
        AND born.town IS NOT DISTINCT FROM spread.town
