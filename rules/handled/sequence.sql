-- The order of the steps, for each approver: how many acts carry both dates, and in
-- how many of them the later step has the earlier date, or one approver decided a
-- whole batch on the day of acceptance.
WITH dated AS (
    SELECT
        approver,
        coalesce(office, '') AS unit,
        applied_on,
        decided_on,
        paid_on,
        count(*) FILTER (WHERE applied_on = decided_on)
            OVER (PARTITION BY approver, coalesce(office, ''), decided_on)
            AS same_day
    FROM act
    WHERE decided_on IS NOT NULL
),

checked AS (
    SELECT
        'decided_first' AS check_name,
        approver AS name,
        unit,
        applied_on IS NOT NULL AS is_dated,
        decided_on < applied_on AS is_found
    FROM dated
    UNION ALL
    SELECT
        'same_day_batch' AS check_name,
        approver AS name,
        unit,
        applied_on IS NOT NULL AS is_dated,
        applied_on = decided_on AND same_day >= $batch AS is_found
    FROM dated
    UNION ALL
    SELECT
        'paid_first' AS check_name,
        approver AS name,
        unit,
        paid_on IS NOT NULL AS is_dated,
        paid_on < decided_on AS is_found
    FROM dated
)

SELECT
    check_name,
    coalesce(name, '') AS name,
    unit,
    count(*) AS acts,
    count(*) FILTER (WHERE is_found) AS found
FROM checked
WHERE is_dated
GROUP BY check_name, coalesce(name, ''), unit
