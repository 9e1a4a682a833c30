-- Months that are wanting between others, deliveries that are overdue, months that
-- had not come when they were delivered.
WITH span AS (
    SELECT
        dataset,
        supplier,
        min(date_trunc('month', period)) AS first_month,
        max(date_trunc('month', period)) AS last_month
    FROM fact
    WHERE period IS NOT NULL AND period <= delivered_on
    GROUP BY dataset, supplier
),

wanted AS (
    SELECT
        span.dataset,
        span.supplier,
        unnest(
            generate_series(
                span.first_month, span.last_month, INTERVAL 1 MONTH
            )
        ) AS month
    FROM span
    INNER JOIN agreed
        ON span.dataset = agreed.dataset AND agreed.frequency_months = 1
),

lacking AS (
    SELECT
        wanted.dataset,
        wanted.supplier,
        wanted.month
    FROM wanted
    ANTI JOIN fact
        ON
            wanted.dataset = fact.dataset
            AND wanted.supplier = fact.supplier
            AND wanted.month = date_trunc('month', fact.period)
),

latest AS (
    SELECT
        control.dataset,
        control.supplier,
        arg_max(control.delivery, (control.delivered_on, control.delivery)) AS delivery,
        max(control.delivered_on) AS delivered_on
    FROM control
    GROUP BY control.dataset, control.supplier
)

SELECT
    latest.dataset,
    latest.supplier,
    latest.delivery,
    NULL AS record_id,
    NULL AS column_name,
    'gap' AS variant,
    string_agg(strftime(lacking.month, '%Y-%m'), '、' ORDER BY lacking.month) AS detail
FROM lacking
INNER JOIN latest
    ON lacking.dataset = latest.dataset AND lacking.supplier = latest.supplier
GROUP BY latest.dataset, latest.supplier, latest.delivery
UNION ALL
SELECT
    latest.dataset,
    latest.supplier,
    latest.delivery,
    NULL AS record_id,
    NULL AS column_name,
    'late' AS variant,
    format(
        '上次 {}，应每 {} 个月报送一次',
        strftime(latest.delivered_on, '%Y-%m-%d'), agreed.frequency_months
    ) AS detail
FROM latest
INNER JOIN agreed ON latest.dataset = agreed.dataset
CROSS JOIN tonight
WHERE
    agreed.frequency_months > 0
    AND tonight.as_of
    > latest.delivered_on + to_months(agreed.frequency_months)
    + to_days(cast(agreed.latency_days + $grace_days AS INTEGER))
UNION ALL
SELECT
    dataset,
    supplier,
    delivery,
    record_id,
    NULL AS column_name,
    'ahead' AS variant,
    NULL AS detail
FROM fact
WHERE period > last_day(delivered_on)
