-- The acts in question, numbered in one total order.
SELECT
    raw_item.*,
    cast(row_number() OVER (
        ORDER BY
            raw_item.subject_kind,
            raw_item.subject_id,
            raw_item.matter,
            raw_item.act,
            raw_item.variant
    ) AS INTEGER) AS item_no
FROM raw_item
