-- What a rule's query must never return; all counts are nought.
WITH keyed AS (
    SELECT
        item.variant,
        concat_ws(
            chr(31), item.subject_kind, item.subject_id, item.matter, item.act,
            item.variant
        ) AS item_key,
        (
            item.subject_kind IS NULL OR item.subject_id IS NULL
            OR item.matter IS NULL OR item.act IS NULL
        ) AS is_unnamed
    FROM item
)

SELECT
    count(*) - count(DISTINCT keyed.item_key) AS repeated,
    count(*) FILTER (WHERE keyed.is_unnamed) AS unnamed,
    count(*) FILTER (WHERE template.variant IS NULL) AS unworded
FROM keyed
LEFT JOIN template ON keyed.variant = template.variant
