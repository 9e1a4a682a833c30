-- One row for each unemployment benefit paid for a month in which the person worked:
-- for an employer that contributed, on the fiscal payroll, or as the owner of a firm
-- founded since that contributes for its staff.
WITH paid AS (
    SELECT
        *,
        month_of(paid_for) AS benefit_month,
        coalesce(registered_on, first_for, paid_for) AS jobless_on,
        coalesce(former_unit_organisation_id, former_unit) AS former_id
    FROM resolved.unemployment_benefit
    WHERE is_tied(link_tier) AND coalesce(payment_result, '成功') = '成功'
),

contribution AS MATERIALIZED (SELECT * FROM state.contribution_month),

drawer AS (
    SELECT DISTINCT person_id
    FROM paid
),

employed AS (
    SELECT
        person_id,
        paid_month AS work_month,
        unit_id,
        unit_name,
        tier,
        link_milli,
        records,
        DATE '0001-01-01' AS founded_on,
        '单位缴费' AS variant
    FROM contribution
    WHERE person_id IN (SELECT drawer.person_id FROM drawer)
    UNION ALL BY NAME
    SELECT
        person_id,
        wage_month AS work_month,
        unit_name AS unit_id,
        unit_name,
        tier,
        link_milli,
        records,
        DATE '0001-01-01' AS founded_on,
        '财政工资' AS variant
    FROM state.wage
    WHERE
        staff_type NOT IN ('离退休', '遗属补助', '村干部', '公益性岗位')
        AND person_id IN (SELECT drawer.person_id FROM drawer)
),

own_firm AS (
    SELECT *
    FROM state.company_role
    WHERE
        person_id IN (SELECT drawer.person_id FROM drawer)
        AND (roles LIKE '%法定代表人%' OR roles LIKE '%经营者%')
),

employer_month AS (
    SELECT
        unit_id,
        paid_month,
        min(records[1]) AS record_id
    FROM contribution
    WHERE unit_id IN (SELECT own_firm.firm_id FROM own_firm)
    GROUP BY unit_id, paid_month
),

worked AS (
    SELECT *
    FROM employed
    UNION ALL BY NAME
    SELECT
        own_firm.person_id,
        employer_month.paid_month AS work_month,
        own_firm.firm_id AS unit_id,
        own_firm.firm_name AS unit_name,
        own_firm.tier,
        own_firm.link_milli,
        own_firm.records || [employer_month.record_id] AS records,
        own_firm.founded_on,
        '登记经营' AS variant
    FROM own_firm
    INNER JOIN employer_month
        ON
            own_firm.firm_id = employer_month.unit_id
            AND own_firm.founded_on <= employer_month.paid_month
            AND coalesce(own_firm.valid_from <= employer_month.paid_month, TRUE)
            AND coalesce(own_firm.valid_to >= employer_month.paid_month, TRUE)
),

posted AS (
    SELECT DISTINCT paid.record_id
    FROM paid
    INNER JOIN resolved.employment_subsidy AS subsidy
        ON paid.person_id = subsidy.person_id
    WHERE
        is_tied(subsidy.link_tier)
        AND subsidy.subsidy_kind = '公益性岗位补贴'
        AND holds(
            month_of(subsidy.started_on), subsidy.ended_on, paid.benefit_month
        )
    UNION
    SELECT DISTINCT paid.record_id
    FROM paid
    INNER JOIN resolved.staff_payroll AS payroll
        ON
            paid.person_id = payroll.person_id
            AND paid.benefit_month = month_of(payroll.paid_for)
    WHERE is_tied(payroll.link_tier) AND payroll.staff_type = '公益性岗位'
),

overlapping AS (
    SELECT
        paid.*,
        worked.variant,
        worked.unit_id,
        worked.unit_name,
        worked.tier AS work_tier,
        worked.link_milli AS work_milli,
        worked.records,
        (
            worked.unit_id = paid.former_id
            OR plain_name(worked.unit_name) = plain_name(paid.former_unit)
        ) AS is_former,
        min(paid.benefit_month) OVER (
            PARTITION BY paid.person_id, worked.unit_id
        ) AS first_month
    FROM paid
    INNER JOIN worked
        ON
            paid.person_id = worked.person_id
            AND paid.benefit_month = worked.work_month
    WHERE
        NOT is_chained(paid.link_tier, worked.tier)
        AND (
            worked.variant != '登记经营'
            OR worked.founded_on > paid.jobless_on
        )
    QUALIFY row_number() OVER (
        PARTITION BY paid.record_id
        ORDER BY is_former, worked.tier, worked.variant, worked.unit_id
    ) = 1
)

SELECT
    'person' AS subject_kind,
    overlapping.person_id AS subject_id,
    overlapping.record_id AS act,
    overlapping.variant,
    overlapping.first_month AS event_on,
    overlapping.paid_for AS period_from,
    overlapping.unit_id AS shared,
    'S3' AS severity,
    'S2' AS severity_long,
    'social_security/失业保险金' AS matter,
    coalesce(overlapping.paid_on, last_day(overlapping.paid_for)) AS act_on,
    coalesce(overlapping.paid_for_to, last_day(overlapping.paid_for)) AS period_to,
    overlapping.amount_fen + coalesce(overlapping.medical_premium_fen, 0)
        AS amount_fen,
    greatest(overlapping.link_tier, overlapping.work_tier) AS tier,
    least(overlapping.link_milli, overlapping.work_milli) AS link_milli,
    [overlapping.record_id] || overlapping.records AS evidence_for,
    handled(
        overlapping.accepted_by, overlapping.reviewed_by, overlapping.approved_by,
        overlapping.paid_by, NULL
    ) AS chain,
    MAP {
        'first_month': CASE
            WHEN overlapping.benefit_month = overlapping.first_month THEN 'yes'
        END,
        'late_report': CASE
            WHEN
                overlapping.is_former
                AND overlapping.benefit_month
                <= month_of(overlapping.jobless_on) + to_months($late_months)
                THEN 'yes'
        END,
        'public_post': CASE WHEN posted.record_id IS NOT NULL THEN 'yes' END
    } AS facts
FROM overlapping
LEFT JOIN posted ON overlapping.record_id = posted.record_id
