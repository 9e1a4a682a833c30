-- One row for each month with a wage of somebody in service beside retired pay or an
-- employee's pension, and for each month with retired pay of the unit beside a pension.
WITH wage AS (
    SELECT
        payroll.person_id,
        month_of(payroll.paid_for) AS paid_month,
        coalesce(payroll.staff_type = '离退休', FALSE) AS is_retired,
        staff.category IS NULL AS is_unknown,
        max(payroll.unit_name) AS unit_name,
        cast(sum(payroll.gross_fen) AS BIGINT) AS paid_fen,
        min(payroll.record_id) AS act,
        list(payroll.record_id ORDER BY payroll.record_id) AS records,
        max(payroll.link_tier) AS tier,
        min(payroll.link_milli) AS link_milli
    FROM resolved.staff_payroll AS payroll
    LEFT JOIN policy.staff_type AS staff
        ON
            payroll.staff_type = staff.staff_type
            AND holds(staff.valid_from, staff.valid_to, payroll.paid_for)
    WHERE
        is_tied(payroll.link_tier)
        AND coalesce(staff.category, 'fiscal') = 'fiscal'
        AND coalesce(payroll.gross_fen, 0) > 0
    GROUP BY
        payroll.person_id, month_of(payroll.paid_for),
        coalesce(payroll.staff_type = '离退休', FALSE),
        staff.category IS NULL
),

pension AS (
    SELECT
        person_id,
        month_of(paid_for) AS paid_month,
        cast(sum(amount_fen - coalesce(funeral_fen, 0)) AS BIGINT) AS paid_fen,
        list(record_id ORDER BY record_id) AS records,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND scheme IN ('机关养老', '企业养老')
        AND coalesce(payment_flag, '已支付') = '已支付'
        AND person_id IN (SELECT known.person_id FROM wage AS known)
    GROUP BY person_id, month_of(paid_for)
),

serving AS (
    SELECT
        *,
        max(paid_month) OVER (PARTITION BY person_id) AS last_month
    FROM wage
    WHERE NOT is_retired
),

retired AS (
    SELECT
        *,
        min(paid_month) OVER (PARTITION BY person_id) AS first_month
    FROM wage
    WHERE is_retired
),

drawn AS (
    SELECT
        *,
        min(paid_month) OVER (PARTITION BY person_id) AS first_month
    FROM pension
),

beside_retired AS (
    SELECT
        serving.person_id,
        serving.paid_month,
        serving.act,
        serving.unit_name,
        '在职工资与离退休费' AS variant,
        least(serving.paid_fen, retired.paid_fen) AS amount_fen,
        serving.records || retired.records AS records,
        serving.tier AS tier_one,
        retired.tier AS tier_other,
        least(serving.link_milli, retired.link_milli) AS link_milli,
        serving.is_unknown OR retired.is_unknown AS is_unknown,
        serving.paid_month IN (serving.last_month, retired.first_month) AS is_edge
    FROM serving
    INNER JOIN retired
        ON
            serving.person_id = retired.person_id
            AND serving.paid_month = retired.paid_month
),

beside_pension AS (
    SELECT
        serving.person_id,
        serving.paid_month,
        serving.act,
        serving.unit_name,
        '在职工资与养老金' AS variant,
        least(serving.paid_fen, drawn.paid_fen) AS amount_fen,
        serving.records || drawn.records AS records,
        serving.tier AS tier_one,
        drawn.tier AS tier_other,
        least(serving.link_milli, drawn.link_milli) AS link_milli,
        serving.is_unknown,
        serving.paid_month IN (serving.last_month, drawn.first_month) AS is_edge
    FROM serving
    INNER JOIN drawn
        ON
            serving.person_id = drawn.person_id
            AND serving.paid_month = drawn.paid_month
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM retired
            WHERE
                serving.person_id = retired.person_id
                AND serving.paid_month = retired.paid_month
        )
),

twice_retired AS (
    SELECT
        retired.person_id,
        retired.paid_month,
        retired.act,
        retired.unit_name,
        '离退休费与养老金' AS variant,
        retired.paid_fen AS amount_fen,
        retired.records || drawn.records AS records,
        retired.tier AS tier_one,
        drawn.tier AS tier_other,
        least(retired.link_milli, drawn.link_milli) AS link_milli,
        retired.is_unknown,
        FALSE AS is_edge,
        drawn.paid_fen AS pension_fen
    FROM retired
    INNER JOIN drawn
        ON
            retired.person_id = drawn.person_id
            AND retired.paid_month = drawn.paid_month
),

found AS (
    SELECT * FROM beside_retired
    UNION ALL BY NAME
    SELECT * FROM beside_pension
    UNION ALL BY NAME
    SELECT * FROM twice_retired
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'finance/财政工资' AS matter,
    act,
    variant,
    last_day(paid_month) AS act_on,
    NULL AS event_on,
    paid_month AS period_from,
    last_day(paid_month) AS period_to,
    amount_fen,
    greatest(tier_one, tier_other) AS tier,
    link_milli,
    records AS evidence_for,
    CASE WHEN is_unknown THEN '工资册中的人员身份' END AS missing,
    MAP {
        'transfer': CASE
            WHEN is_edge AND count(*) OVER (PARTITION BY person_id, variant) = 1
                THEN 'yes'
        END,
        'paid_fen': CASE
            WHEN pension_fen IS NOT NULL THEN cast(amount_fen AS VARCHAR)
        END,
        'pension_fen': cast(pension_fen AS VARCHAR),
        'allowance_ppm': cast($allowance_ppm AS VARCHAR)
    } AS facts,
    handled(NULL, NULL, NULL, NULL, unit_name) AS chain,
    'S3' AS severity
FROM found
WHERE NOT is_chained(tier_one, tier_other)
