-- The cited records as pointers into the files they came from.
WITH pointed AS (
    SELECT
        cited.hit_id,
        cited.side,
        struct_pack(
            dataset := source.dataset,
            file := source.source_file,
            sheet := source.source_sheet,
            row := source.source_row,
            delivery := source.delivery,
            record_id := source.record_id
        ) AS pointer
    FROM cited
    INNER JOIN resolved_row AS source ON cited.record_id = source.record_id
)

SELECT
    hit_id,
    list(pointer ORDER BY pointer)
    FILTER (WHERE side = 'for') AS evidence_for,
    list(pointer ORDER BY pointer)
    FILTER (WHERE side = 'against') AS evidence_against
FROM pointed
GROUP BY hit_id
