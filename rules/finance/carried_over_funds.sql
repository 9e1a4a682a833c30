-- One row for each line of the budget kept too long, and for each grant handed on late.
WITH line AS (
    SELECT *
    FROM resolved.budget_item
    QUALIFY
        row_number() OVER (
            PARTITION BY indicator_number
            ORDER BY as_of_on DESC NULLS LAST, record_id DESC
        ) = 1
),

kept AS (
    SELECT
        line.*,
        '超期未收回' AS variant,
        cast(line.first_budgeted_for + to_months(rule.keep_months) AS DATE)
            AS event_on,
        line.first_budgeted_for AS from_on,
        line.as_of_on AS to_on,
        line.balance_fen - coalesce(line.contracted_fen, 0) AS amount_fen,
        'S3' AS severity
    FROM line
    INNER JOIN policy.fiscal_carryover AS rule
        ON
            coalesce(line.fund_source, '一般公共预算') = rule.fund_kind
            AND holds(rule.valid_from, rule.valid_to, line.as_of_on)
    WHERE
        line.first_budgeted_for + to_months(rule.keep_months) <= line.as_of_on
        AND line.balance_fen - coalesce(line.contracted_fen, 0) >= $least_fen
),

late AS (
    SELECT
        line.*,
        '下达超期' AS variant,
        line.received_on + rule.within_days AS event_on,
        line.received_on AS from_on,
        coalesce(line.allocated_on, line.as_of_on) AS to_on,
        line.available_fen AS amount_fen,
        'S4' AS severity
    FROM line
    INNER JOIN policy.grant_handing_on AS rule
        ON holds(rule.valid_from, rule.valid_to, line.received_on)
    WHERE
        line.parent_indicator_number IS NOT NULL
        AND line.received_on + rule.within_days
        < coalesce(line.allocated_on, line.as_of_on)
        AND line.available_fen >= $least_fen
),

found AS (
    SELECT * FROM kept
    UNION ALL BY NAME
    SELECT * FROM late
)

SELECT
    'project' AS subject_kind,
    indicator_number AS subject_id,
    'finance/预算指标' AS matter,
    record_id AS act,
    variant,
    to_on AS act_on,
    event_on,
    from_on AS period_from,
    to_on AS period_to,
    amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_id] AS evidence_for,
    CASE WHEN fund_source IS NULL AND variant = '超期未收回' THEN '资金性质' END
        AS missing,
    MAP {
        'works_of_years': CASE
            WHEN project_kind = '跨年度基建' AND variant = '超期未收回' THEN 'yes'
        END
    } AS facts,
    handled(NULL, NULL, NULL, NULL, unit_name) AS chain,
    severity
FROM found
