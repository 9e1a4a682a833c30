-- Deliveries whose hand-over sheet states another number of rows, or none.
SELECT
    dataset,
    supplier,
    delivery,
    NULL AS record_id,
    NULL AS column_name,
    CASE WHEN stated_rows IS NULL THEN 'unstated' ELSE 'rows' END AS variant,
    CASE
        WHEN stated_rows IS NOT NULL
            THEN format('交接单 {} 行，读到 {} 行', stated_rows, rows)
    END AS detail
FROM control
WHERE stated_rows IS DISTINCT FROM rows
