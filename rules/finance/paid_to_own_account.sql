-- One row for each payment in December to the unit's own account, where they make up
-- much of its year's budget, and each payment to the wage account of an employee.
WITH payment AS (
    SELECT
        *,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        regexp_matches(summary, '〔20[0-9]{2}〕|批复|批准') AS is_approved
    FROM resolved.treasury_payment
    WHERE amount_fen > 0
    QUALIFY
        row_number() OVER (
            PARTITION BY payment_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

budget AS (
    SELECT
        unit_id,
        budget_year,
        sum(available_fen) AS year_fen
    FROM (
        SELECT
            coalesce(organisation_id, unit_code, unit_name) AS unit_id,
            year(budget_for) AS budget_year,
            coalesce(available_fen, initial_fen + coalesce(adjusted_fen, 0))
                AS available_fen
        FROM resolved.budget_item
        QUALIFY
            row_number() OVER (
                PARTITION BY indicator_number
                ORDER BY as_of_on DESC NULLS LAST, record_id DESC
            ) = 1
    ) AS line
    GROUP BY unit_id, budget_year
),

moved AS (
    SELECT
        *,
        year(paid_on) AS paid_year,
        sum(amount_fen) OVER (PARTITION BY unit_id, year(paid_on)) AS moved_fen
    FROM payment
    WHERE
        month(paid_on) = 12
        AND (
            payee_organisation_id = organisation_id
            OR plain_name(payee_name) = plain_name(unit_name)
        )
        AND NOT coalesce(regexp_matches(economic_code, '^(30228|3011)'), FALSE)
),

wage_account AS (
    SELECT
        account_number,
        max(record_id) AS wage_record
    FROM resolved.staff_payroll
    WHERE
        account_number IS NOT NULL
        AND staff_type IN ('公务员', '参公', '事业在编', '工勤', '国企')
    GROUP BY account_number
),

personal AS (
    SELECT
        payment.*,
        wage_account.wage_record
    FROM payment
    INNER JOIN wage_account
        ON payment.payee_account_number = wage_account.account_number
    WHERE
        payment.amount_fen >= $least_fen
        AND NOT coalesce(
            regexp_matches(
                payment.economic_code, '^(3010|3011|30199|30211|30226|30239|303)'
            ),
            FALSE
        )
    QUALIFY
        count(payment.payee_account_number) OVER (
            PARTITION BY
                payment.unit_id, month_of(payment.paid_on), payment.amount_fen
        ) < $batch_count
),

found AS (
    SELECT
        moved.* EXCLUDE (paid_year, moved_fen),
        '年末划转' AS variant,
        NULL AS wage_record,
        FALSE AS is_cost,
        CASE WHEN budget.year_fen IS NULL THEN '本单位当年预算' END AS missing
    FROM moved
    LEFT JOIN budget
        ON moved.unit_id = budget.unit_id AND moved.paid_year = budget.budget_year
    WHERE
        budget.year_fen IS NULL
        OR 1000 * moved.moved_fen >= $december_permille * budget.year_fen
    UNION ALL BY NAME
    SELECT
        *,
        '付到个人账户' AS variant,
        coalesce(
            regexp_matches(
                summary, '差旅|交通|误餐|培训费|会议费|体检|公务卡|退|垫付'
            ),
            FALSE
        ) AS is_cost
    FROM personal
)

SELECT
    'unit' AS subject_kind,
    unit_id AS subject_id,
    'finance/国库支付' AS matter,
    record_id AS act,
    variant,
    paid_on AS act_on,
    NULL AS event_on,
    paid_on AS period_from,
    paid_on AS period_to,
    amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    CASE
        WHEN wage_record IS NULL THEN [record_id]
        ELSE [record_id, wage_record]
    END AS evidence_for,
    missing,
    MAP {
        'approved_transfer': CASE
            WHEN is_approved AND variant = '年末划转' THEN 'yes'
        END,
        'cost_of_duty': CASE WHEN is_cost THEN 'yes' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, unit_name) AS chain,
    'S3' AS severity
FROM found
