-- Rows that carry a placeholder, or a value that many people carry.
WITH numbered AS (
    SELECT
        *,
        CASE id_kind WHEN 'disability' THEN left(id_text, 18) ELSE id_text END AS value
    FROM mention
)

SELECT
    numbered.dataset,
    numbered.supplier,
    numbered.delivery,
    numbered.record_id,
    numbered.column_name,
    CASE
        WHEN numbered.id_kind = 'placeholder' THEN 'placeholder'
        ELSE generic_value.kind
    END AS variant,
    NULL AS detail
FROM numbered
LEFT JOIN generic_value
    ON
        generic_value.meaning = 'id_number'
        AND numbered.value = generic_value.value
WHERE numbered.id_kind = 'placeholder' OR generic_value.kind IS NOT NULL
UNION ALL
SELECT
    contact.dataset,
    contact.supplier,
    contact.delivery,
    contact.record_id,
    contact.column_name,
    generic_value.kind AS variant,
    NULL AS detail
FROM contact
INNER JOIN generic_value
    ON
        contact.meaning = generic_value.meaning
        AND contact.value = generic_value.value
UNION ALL
SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    name_column AS column_name,
    'unnamed' AS variant,
    NULL AS detail
FROM mention
WHERE name_column != '' AND person_name IS NOT NULL AND name_key IS NULL
