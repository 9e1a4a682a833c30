-- Rows and keys that stand twice in the deliveries of one day; files that came twice.
WITH whole AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY dataset, supplier, delivered_on, content ORDER BY record_id
        ) AS place
    FROM content
),

identified AS (
    SELECT
        keyed.dataset,
        keyed.supplier,
        keyed.delivery,
        keyed.record_id,
        row_number() OVER (
            PARTITION BY
                keyed.dataset, keyed.supplier, keyed.delivered_on, keyed.content
            ORDER BY keyed.record_id
        ) AS place
    FROM keyed
    INNER JOIN whole
        ON keyed.dataset = whole.dataset AND keyed.record_id = whole.record_id
    WHERE keyed.content IS NOT NULL AND whole.place = 1
)

SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    NULL AS column_name,
    'row' AS variant,
    NULL AS detail
FROM whole
WHERE place > 1
UNION ALL
SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    NULL AS column_name,
    'key' AS variant,
    NULL AS detail
FROM identified
WHERE place > 1
UNION ALL
SELECT
    dataset,
    supplier,
    max(delivery_name) AS delivery,
    NULL AS record_id,
    NULL AS column_name,
    'redelivered' AS variant,
    string_agg(DISTINCT delivery_name, '、' ORDER BY delivery_name) AS detail
FROM part
GROUP BY dataset, supplier, sha256
HAVING count(DISTINCT delivery_name) > 1
