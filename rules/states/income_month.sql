-- One row for each person of the allowance, month and kind of income that a register
-- shows, with what of it counts as a household's income by the policy table (null where
-- the table has no share for it). Wages and the bases of contributions mostly tell of
-- one and the same job; the fund's base is only taken for the year before its last
-- payment. Weak ties count only in months without a firm one.
WITH claimant AS (
    SELECT person_id
    FROM resolved.dibao_member
    UNION
    SELECT head_person_id AS person_id
    FROM resolved.dibao_member
    UNION
    SELECT person_id
    FROM resolved.dibao_payment
),

pension AS (
    SELECT
        person_id,
        month_of(paid_for) AS income_month,
        CASE
            WHEN scheme = '居民养老' THEN '居民基本养老金' ELSE '职工基本养老金'
        END AS income_kind,
        coalesce(amount_fen, 0) - coalesce(funeral_fen, 0) AS income_fen,
        link_tier AS tier,
        link_milli,
        [record_id] AS records
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND person_id IN (SELECT claimant.person_id FROM claimant)
        AND coalesce(payment_flag, '已支付') = '已支付'
    QUALIFY
        is_firm(link_tier)
        OR NOT bool_or(is_firm(link_tier))
            OVER (PARTITION BY person_id, month_of(paid_for))
),

benefit AS (
    SELECT
        person_id,
        month_of(paid_for) AS income_month,
        '失业保险金' AS income_kind,
        amount_fen AS income_fen,
        link_tier AS tier,
        link_milli,
        [record_id] AS records
    FROM resolved.unemployment_benefit
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_result, '成功') = '成功'
    QUALIFY
        is_firm(link_tier)
        OR NOT bool_or(is_firm(link_tier))
            OVER (PARTITION BY person_id, month_of(paid_for))
),

fund AS (
    SELECT
        person_id,
        base_fen AS income_fen,
        link_tier AS tier,
        link_milli,
        record_id,
        greatest(month_of(opened_on), month_of(paid_until) - INTERVAL 11 MONTH)
            AS first_for,
        month_of(paid_until) AS last_for
    FROM
        spell(
            'resolved.housing_fund',
            row(person_id, coalesce(fund_account_number, record_id)),
            opened_on,
            closed_on
        )
    WHERE
        is_tied(link_tier)
        AND base_fen > 0
        AND coalesce(monthly_fen, 1) > 0
        AND opened_on IS NOT NULL
        AND paid_until IS NOT NULL
),

fund_month AS (
    SELECT
        person_id,
        cast(unnest(generate_series(first_for, last_for, INTERVAL 1 MONTH)) AS DATE)
            AS income_month,
        '公积金缴存基数' AS income_kind,
        income_fen,
        tier,
        link_milli,
        [record_id] AS records
    FROM fund
),

earned AS (
    SELECT
        person_id,
        income_month,
        income_kind,
        income_fen,
        tier,
        link_milli,
        records
    FROM pension
    UNION ALL BY NAME
    SELECT
        person_id,
        wage_month AS income_month,
        '工资' AS income_kind,
        gross_fen AS income_fen,
        tier,
        link_milli,
        records
    FROM state.wage
    UNION ALL BY NAME
    SELECT
        person_id,
        paid_month AS income_month,
        '社保缴费基数' AS income_kind,
        base_fen AS income_fen,
        tier,
        link_milli,
        records
    FROM state.contribution_month
    UNION ALL BY NAME
    SELECT * FROM fund_month
    UNION ALL BY NAME
    SELECT * FROM benefit
)

SELECT
    earned.person_id,
    earned.income_month,
    earned.income_kind,
    -- Pensions add up; of several jobs' bases the largest stands for all.
    cast(CASE
        WHEN earned.income_kind IN ('社保缴费基数', '公积金缴存基数')
            THEN max(earned.income_fen * counted.counted_ppm // 1000000)
        ELSE sum(earned.income_fen * counted.counted_ppm // 1000000)
    END AS BIGINT) AS counted_fen,
    bool_or(counted.counted_ppm IS NULL) AS is_open,
    max(earned.tier) AS tier,
    min(earned.link_milli) AS link_milli,
    list_sort(list_distinct(flatten(list(earned.records)))) AS records
FROM earned
SEMI JOIN claimant ON earned.person_id = claimant.person_id
LEFT JOIN policy.dibao_income AS counted
    ON
        earned.income_kind = counted.income_kind
        AND holds(counted.valid_from, counted.valid_to, earned.income_month)
WHERE earned.income_fen > 0
GROUP BY earned.person_id, earned.income_month, earned.income_kind
