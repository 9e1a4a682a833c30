-- One row for each payment outside the payroll to the wage account of an employee,
-- where the unit paid most of its staff the same sum in that month.
WITH wage AS (
    SELECT
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        month_of(paid_for) AS wage_month,
        account_number,
        max(record_id) AS wage_record
    FROM resolved.staff_payroll
    WHERE account_number IS NOT NULL
    GROUP BY
        coalesce(organisation_id, unit_code, unit_name),
        month_of(paid_for),
        account_number
),

staff AS (
    SELECT
        unit_id,
        wage_month,
        count(*) AS people
    FROM wage
    GROUP BY unit_id, wage_month
),

payment AS (
    SELECT
        record_id,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        unit_name,
        paid_on,
        payee_account_number AS account_number,
        amount_fen,
        summary,
        economic_code,
        accepted_by,
        reviewed_by,
        approved_by,
        paid_by
    FROM resolved.treasury_payment
    WHERE
        NOT coalesce(
            regexp_matches(economic_code, '^(30101|30108|30109|3011|30211|30239|303)'),
            FALSE
        )
    QUALIFY
        row_number() OVER (
            PARTITION BY payment_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
    UNION ALL BY NAME
    SELECT
        record_id,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        unit_name,
        booked_on AS paid_on,
        counterparty_account_number AS account_number,
        debit_fen AS amount_fen,
        summary,
        NULL AS economic_code,
        prepared_by AS accepted_by,
        reviewed_by,
        approved_by,
        paid_by
    FROM resolved.voucher
    WHERE debit_fen > 0 AND nullif(trim(payment_number), '') IS NULL
    UNION ALL BY NAME
    SELECT
        record_id,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        unit_name,
        reimbursed_on AS paid_on,
        account_number,
        amount_fen,
        expense_kind AS summary,
        NULL AS economic_code,
        accepted_by,
        reviewed_by,
        approved_by,
        paid_by
    FROM resolved.expense_claim
    WHERE coalesce(expense_kind, '') NOT IN ('差旅费', '公务接待费', '公车运维费')
),

to_staff AS (
    SELECT
        payment.*,
        wage.wage_record,
        staff.people AS staff_people,
        month_of(payment.paid_on) AS paid_month
    FROM payment
    INNER JOIN wage
        ON
            payment.unit_id = wage.unit_id
            AND payment.account_number = wage.account_number
            AND month_of(payment.paid_on) = wage.wage_month
    INNER JOIN staff
        ON wage.unit_id = staff.unit_id AND wage.wage_month = staff.wage_month
    WHERE payment.amount_fen > 0
),

equal AS (
    SELECT
        unit_id,
        paid_month,
        amount_fen
    FROM to_staff
    GROUP BY unit_id, paid_month, amount_fen
    HAVING
        count(DISTINCT account_number) >= $staff_people
        AND 1000 * count(DISTINCT account_number)
        >= $staff_permille * max(staff_people)
),

feast AS (
    SELECT DISTINCT to_staff.paid_on
    FROM to_staff
    INNER JOIN policy.holiday AS holiday
        ON
            holiday.kind = 'holiday'
            AND holds(
                holiday.valid_from - $before_holiday_days,
                holiday.valid_to,
                to_staff.paid_on
            )
)

SELECT
    'unit' AS subject_kind,
    paid.unit_id AS subject_id,
    'finance/津贴补贴' AS matter,
    paid.record_id AS act,
    '同额发放' AS variant,
    paid.paid_on AS act_on,
    NULL AS event_on,
    paid.paid_on AS period_from,
    paid.paid_on AS period_to,
    paid.amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [paid.record_id, paid.wage_record] AS evidence_for,
    MAP {
        'approved_bonus': CASE
            WHEN
                regexp_matches(paid.economic_code, '^(30102|30103|30107)')
                OR regexp_matches(paid.summary, '〔20[0-9]{2}〕|批复|绩效|考核奖|年终一次性')
                THEN 'yes'
        END,
        'cost_of_duty': CASE
            WHEN
                regexp_matches(
                    paid.summary, '差旅|交通|误餐|培训费|会议费|体检|公积金|退|垫付'
                )
                THEN 'yes'
        END
    } AS facts,
    handled(
        paid.accepted_by, paid.reviewed_by, paid.approved_by, paid.paid_by,
        paid.unit_name
    ) AS chain,
    CASE WHEN feast.paid_on IS NOT NULL THEN 'S2' ELSE 'S3' END AS severity
FROM to_staff AS paid
INNER JOIN equal
    ON
        paid.unit_id = equal.unit_id
        AND paid.paid_month = equal.paid_month
        AND paid.amount_fen = equal.amount_fen
LEFT JOIN feast ON paid.paid_on = feast.paid_on
