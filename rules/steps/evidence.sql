-- The cited records as pointers into the files they came from, in the order of those:
-- by dataset, file, sheet and row. What has no sheet or row comes last.
WITH pointed AS (
    SELECT
        cited.hit_id,
        cited.side,
        source.dataset,
        source.source_file,
        source.delivery,
        source.source_sheet,
        source.source_row,
        source.record_id,
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
),

placed AS (
    SELECT
        hit_id,
        side,
        pointer,
        row_number() OVER (
            PARTITION BY hit_id, side
            ORDER BY
                dataset ASC NULLS LAST,
                source_file ASC NULLS LAST,
                delivery ASC NULLS LAST,
                source_sheet ASC NULLS LAST,
                source_row ASC NULLS LAST,
                record_id ASC
        ) AS place
    FROM pointed
)

SELECT
    hit_id,
    list(pointer ORDER BY place)
    FILTER (WHERE side = 'for') AS evidence_for,
    list(pointer ORDER BY place)
    FILTER (WHERE side = 'against') AS evidence_against
FROM placed
GROUP BY hit_id
