-- One row for each month in which somebody was paid no less than before a decision that
-- lowers the pay, from the second month after it took effect until its end. The month
-- before it took effect is the measure. What was stopped wholly is asked by FN-01.
WITH decision AS (
    -- Decisions are delivered one after another: each stands until the office that made
    -- it sends it anew, and `ended_on` says when it ceased to have effect.
    SELECT
        *,
        coalesce(effective_on, decided_on) AS since,
        pay_consequence IS NOT NULL AS is_lowered
    FROM resolved.discipline_decision
    WHERE
        is_tied(link_tier)
        AND coalesce(effective_on, decided_on) IS NOT NULL
        AND (
            pay_consequence IN ('降低工资', '停发部分', '降低退休待遇')
            OR (
                pay_consequence IS NULL
                AND decision_kind IN ('撤职', '降级', '刑事判决')
            )
        )
),

wage AS (
    SELECT
        payroll.person_id,
        month_of(payroll.paid_for) AS wage_month,
        min(payroll.record_id) AS record_id,
        max(payroll.unit_name) AS unit_name,
        cast(sum(payroll.gross_fen) AS BIGINT) AS gross_fen,
        cast(sum(payroll.net_fen) AS BIGINT) AS net_fen,
        bool_or(staff.category IS NULL) AS is_unknown,
        max(payroll.link_tier) AS tier,
        min(payroll.link_milli) AS link_milli,
        list(payroll.record_id ORDER BY payroll.record_id) AS records
    FROM resolved.staff_payroll AS payroll
    LEFT JOIN policy.staff_type AS staff
        ON
            payroll.staff_type = staff.staff_type
            AND holds(staff.valid_from, staff.valid_to, payroll.paid_for)
    WHERE
        is_tied(payroll.link_tier)
        AND coalesce(staff.category, 'fiscal') = 'fiscal'
        AND payroll.person_id IN (SELECT decision.person_id FROM decision)
    GROUP BY payroll.person_id, month_of(payroll.paid_for)
),

paid AS (
    SELECT
        wage.*,
        decision.record_id AS decision_record,
        decision.since,
        decision.is_lowered,
        decision.pay_consequence,
        before.gross_fen AS gross_before_fen,
        before.net_fen AS net_before_fen,
        before.records AS records_before,
        decision.link_tier AS decision_tier,
        decision.link_milli AS decision_milli
    FROM wage
    INNER JOIN decision ON wage.person_id = decision.person_id
    LEFT JOIN wage AS before
        ON
            wage.person_id = before.person_id
            AND before.wage_month = month_of(decision.since) - to_months(1)
    WHERE
        wage.wage_month > month_of(decision.since) + to_months($grace_months)
        AND (
            decision.ended_on IS NULL
            OR decision.ended_on >= last_day(wage.wage_month)
        )
        AND NOT is_chained(wage.tier, decision.link_tier)
        AND coalesce(wage.gross_fen >= before.gross_fen, TRUE)
    QUALIFY row_number() OVER (
        PARTITION BY wage.person_id, wage.wage_month
        ORDER BY decision.is_lowered DESC, decision.since ASC, decision.record_id ASC
    ) = 1
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'finance/财政工资' AS matter,
    record_id AS act,
    CASE
        WHEN NOT is_lowered THEN '处理未写明'
        WHEN pay_consequence = '停发部分' THEN '应停发部分'
        ELSE '应降低'
    END AS variant,
    last_day(wage_month) AS act_on,
    since AS event_on,
    wage_month AS period_from,
    last_day(wage_month) AS period_to,
    NULL AS amount_fen,
    greatest(tier, decision_tier) AS tier,
    least(link_milli, decision_milli) AS link_milli,
    list_distinct(records || coalesce(records_before, []) || [decision_record])
        AS evidence_for,
    CASE
        WHEN NOT is_lowered THEN '处分、判决之后的工资待遇处理决定'
        WHEN gross_before_fen IS NULL THEN '处分生效前一个月的工资册'
        WHEN is_unknown THEN '工资册中的人员身份'
    END AS missing,
    MAP {
        'withheld': CASE
            WHEN net_fen < net_before_fen AND gross_fen = gross_before_fen
                THEN 'yes'
        END
    } AS facts,
    handled(NULL, NULL, NULL, NULL, unit_name) AS chain,
    'S3' AS severity,
    'S2' AS severity_long
FROM paid
