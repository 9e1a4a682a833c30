-- Numbers that can be read only after repair, and numbers that a program destroyed.
SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    column_name,
    NULL AS detail,
    CASE id_kind
        WHEN 'excel_damaged' THEN 'damaged'
        WHEN 'valid15' THEN 'fifteen'
        ELSE 'respelled'
    END AS variant
FROM mention
WHERE
    id_kind IN ('excel_damaged', 'valid15')
    OR (id_kind IN ('valid', 'disability') AND id_number != id_text)
