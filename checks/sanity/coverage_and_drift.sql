-- Townships that dropped out, and sudden changes of rows, sums and valid numbers.
-- A month counts with its delivery; a register's replaced rows count as before.
WITH dated AS (
    SELECT
        fact.dataset,
        fact.supplier,
        fact.delivered_on,
        fact.town,
        fact.amount_fen,
        date_trunc('month', fact.period) AS month,
        fact.valid_to IS NULL AS is_standing,
        max(date_trunc('month', fact.period)) OVER (
            PARTITION BY fact.dataset, fact.supplier
        ) AS last_month,
        max(fact.delivered_on) OVER (
            PARTITION BY fact.dataset, fact.supplier
        ) AS last_day
    FROM fact
),

towns AS (
    SELECT
        dataset,
        supplier,
        town,
        count(*) AS rows
    FROM dated
    WHERE town IS NOT NULL
    GROUP BY dataset, supplier, town
    HAVING
        bool_and(month < last_month) IS NOT DISTINCT FROM TRUE
        OR (bool_and(month IS NULL) AND bool_and(NOT is_standing))
),

months AS (
    SELECT
        dataset,
        supplier,
        month,
        count(*) AS rows,
        sum(amount_fen) AS fen,
        max(delivered_on) = max(last_day) AS is_new
    FROM dated
    WHERE month IS NOT NULL
    GROUP BY dataset, supplier, month
),

beside AS (
    SELECT
        *,
        lag(rows) OVER (months_of) AS rows_before,
        lag(fen) OVER (months_of) AS fen_before,
        strftime(lag(month) OVER (months_of), '%Y-%m') AS before_text,
        strftime(month, '%Y-%m') AS month_text
    FROM months
    WINDOW months_of AS (PARTITION BY dataset, supplier ORDER BY month)
),

shares AS (
    SELECT
        dataset,
        supplier,
        column_name,
        delivered_on,
        count(*) AS rows,
        1000 * count(*) FILTER (
            WHERE id_kind NOT IN ('valid', 'valid15', 'disability')
        ) // count(*) AS milli
    FROM mention
    GROUP BY dataset, supplier, column_name, delivered_on
),

shares_beside AS (
    SELECT
        *,
        lag(milli) OVER (
            PARTITION BY dataset, supplier, column_name ORDER BY delivered_on
        ) AS milli_before,
        max(delivered_on) OVER (PARTITION BY dataset, supplier) AS last_day
    FROM shares
)

SELECT
    dataset,
    supplier,
    NULL AS delivery,
    NULL AS record_id,
    'town' AS column_name,
    'town' AS variant,
    town AS detail
FROM towns
WHERE rows >= $town_rows
UNION ALL
SELECT
    dataset,
    supplier,
    NULL AS delivery,
    NULL AS record_id,
    NULL AS column_name,
    'rows' AS variant,
    format(
        '{} {} 行，{} {} 行', before_text, rows_before, month_text, rows
    ) AS detail
FROM beside
WHERE
    is_new
    AND rows_before >= $least_rows
    AND abs(rows - rows_before) * 1000 > rows_before * $drift_milli
UNION ALL
SELECT
    dataset,
    supplier,
    NULL AS delivery,
    NULL AS record_id,
    NULL AS column_name,
    'sum' AS variant,
    format(
        '{} {} 元，{} {} 元',
        before_text, cast(fen_before // 100 AS BIGINT),
        month_text, cast(fen // 100 AS BIGINT)
    ) AS detail
FROM beside
WHERE
    is_new
    AND rows_before >= $least_rows
    AND abs(fen - fen_before) * 1000 > fen_before * $drift_milli
UNION ALL
SELECT
    dataset,
    supplier,
    NULL AS delivery,
    NULL AS record_id,
    column_name,
    'numbers' AS variant,
    format(
        '由千分之 {} 升到千分之 {}', milli_before, milli
    ) AS detail
FROM shares_beside
WHERE
    delivered_on = last_day
    AND rows >= $least_rows
    AND milli >= milli_before + $share_milli
