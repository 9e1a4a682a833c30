-- One row for each start-up loan of a small firm whose new employees, as the register
-- of the insured has them, are fewer than the policy of its signing asks for.
WITH firm_loan AS (
    SELECT
        loan.*,
        cast(loan.signed_on - to_months(rule.within_months) AS DATE) AS new_after
    FROM state.loan AS loan
    LEFT JOIN policy.startup_loan_hiring AS rule
        ON
            rule.staff_from_count = 0
            AND holds(rule.valid_from, rule.valid_to, loan.signed_on)
    WHERE
        loan.loan_kind = $loan_kind
        AND regexp_matches(loan.borrower_kind, '小微企业|劳动密集')
        AND loan.firm_id IS NOT NULL
),

job AS (
    SELECT
        loan.record_id AS loan_record,
        loan.signed_on,
        loan.new_after,
        work.person_id,
        min(work.enrolled_on) AS from_on,
        CASE WHEN bool_and(work.maybe_to IS NOT NULL) THEN max(work.maybe_to) END
            AS until_on,
        min(work.record_id) AS record_id
    FROM firm_loan AS loan
    INNER JOIN state.enrolment AS work ON loan.firm_id = work.organisation_id
    GROUP BY loan.record_id, loan.signed_on, loan.new_after, work.person_id
),

firm_paid AS (
    SELECT DISTINCT
        loan.record_id AS loan_record,
        paid.person_id,
        month_of(paid.paid_for) AS paid_month
    FROM firm_loan AS loan
    INNER JOIN resolved.contribution AS paid ON loan.firm_id = paid.organisation_id
    WHERE
        is_firm(paid.link_tier)
        AND coalesce(paid.payer_kind, '单位') = '单位'
        AND coalesce(paid.unit_share_fen, 0) > 0
),

firm_month AS (
    SELECT DISTINCT
        loan_record,
        paid_month,
        min(paid_month) OVER (PARTITION BY loan_record) AS first_month
    FROM firm_paid
),

-- Still enrolled, while the firm paid for others and hardly for this one. Only where
-- its payments are known from before the hire on: what lies earlier is not seen.
hardly_paid AS (
    SELECT
        job.loan_record,
        job.person_id
    FROM job
    INNER JOIN firm_month AS month
        ON
            job.loan_record = month.loan_record
            AND month.first_month <= month_of(job.from_on)
            AND month.paid_month > month_of(job.from_on)
            AND coalesce(job.until_on >= month.paid_month, TRUE)
    LEFT JOIN firm_paid AS own
        ON
            job.loan_record = own.loan_record
            AND job.person_id = own.person_id
            AND month.paid_month = own.paid_month
    GROUP BY job.loan_record, job.person_id
    HAVING
        count(DISTINCT month.paid_month) >= $firm_months
        AND count(DISTINCT own.paid_month) <= $own_months
),

-- Insurance must follow within a month of taking somebody on.
staff AS (
    SELECT
        job.*,
        coalesce(job.from_on > job.new_after, FALSE) AS is_new,
        coalesce(job.from_on > job.signed_on, FALSE) AS is_late,
        coalesce(job.until_on < job.from_on + $short_days, FALSE)
        OR hardly_paid.person_id IS NOT NULL AS is_short
    FROM job
    LEFT JOIN hardly_paid
        ON
            job.loan_record = hardly_paid.loan_record
            AND job.person_id = hardly_paid.person_id
    WHERE
        holds(job.from_on, job.until_on, job.signed_on)
        OR job.from_on BETWEEN job.signed_on AND job.signed_on + $late_days
),

elsewhere AS (
    SELECT DISTINCT
        staff.loan_record,
        staff.person_id,
        other.record_id
    FROM staff
    INNER JOIN firm_loan AS loan ON staff.loan_record = loan.record_id
    INNER JOIN state.enrolment AS other ON staff.person_id = other.person_id
    WHERE
        staff.is_new
        AND other.organisation_id IS DISTINCT FROM loan.firm_id
        AND other.unit_name != ''
        AND other.enrolled_on <= staff.signed_on
        AND coalesce(other.held_to > staff.from_on + $short_days, TRUE)
    UNION
    SELECT
        staff.loan_record,
        staff.person_id,
        min(paid.record_id) AS record_id
    FROM staff
    INNER JOIN resolved.staff_payroll AS paid ON staff.person_id = paid.person_id
    WHERE
        staff.is_new
        AND is_firm(paid.link_tier)
        AND month_of(paid.paid_for) = month_of(staff.signed_on)
        AND coalesce(paid.staff_type, '') NOT IN ('离退休', '遗属补助')
    GROUP BY staff.loan_record, staff.person_id
),

led AS (
    SELECT
        loan.record_id AS loan_record,
        kin.other_id AS person_id,
        min(role.records) AS records
    FROM firm_loan AS loan
    INNER JOIN state.company_role AS role
        ON
            loan.firm_id = role.firm_id
            AND holds(role.valid_from, role.valid_to, loan.signed_on)
    INNER JOIN state.kin AS kin ON role.person_id = kin.person_id
    WHERE
        regexp_matches(role.roles, '法定代表人|经营者')
        AND is_firm(role.tier)
        AND is_firm(kin.tier)
        AND kin.relation IS DISTINCT FROM '非亲属'
    GROUP BY loan.record_id, kin.other_id
),

odd AS (
    SELECT
        loan_record,
        person_id,
        list(record_id ORDER BY record_id) AS records
    FROM elsewhere
    GROUP BY loan_record, person_id
    UNION ALL
    SELECT
        led.loan_record,
        led.person_id,
        led.records
    FROM led
    LEFT JOIN elsewhere
        ON
            led.loan_record = elsewhere.loan_record
            AND led.person_id = elsewhere.person_id
    WHERE elsewhere.person_id IS NULL
),

counted AS (
    SELECT
        staff.loan_record,
        count(*) FILTER (NOT staff.is_late) AS staff_count,
        count(*) FILTER (NOT staff.is_new) AS settled_count,
        count(*) FILTER (staff.is_new AND NOT staff.is_late) AS hire_count,
        count(*) FILTER (staff.is_late AND NOT staff.is_short) AS late_count,
        count(*) FILTER (staff.is_new AND NOT staff.is_late AND NOT staff.is_short)
            AS lasting_count,
        count(*) FILTER (
            staff.is_new
            AND NOT staff.is_late
            AND NOT staff.is_short
            AND odd.person_id IS NULL
        ) AS own_count,
        list_sort(list_distinct(
            list(staff.record_id) FILTER (staff.is_new)
            || flatten(list(coalesce(odd.records, [])) FILTER (staff.is_new))
            || [min(staff.record_id)]
        )) AS records
    FROM staff
    LEFT JOIN odd
        ON staff.loan_record = odd.loan_record AND staff.person_id = odd.person_id
    GROUP BY staff.loan_record
),

-- Hires whose rows were tied to nobody for sure: they might make up the number.
untold AS (
    SELECT
        loan.record_id AS loan_record,
        count(DISTINCT coalesce(
            work.person_id, nullif(work.name_key || work.id_text, ''), work.record_id
        )) AS hires,
        list(work.record_id ORDER BY work.record_id) AS records
    FROM firm_loan AS loan
    INNER JOIN resolved.employee_enrolment AS work
        ON loan.firm_id = work.organisation_id
    LEFT JOIN staff
        ON loan.record_id = staff.loan_record AND work.person_id = staff.person_id
    WHERE
        NOT is_firm(work.link_tier)
        AND staff.person_id IS NULL
        AND coalesce(work.payer_kind, '单位') = '单位'
        AND work.enrolled_on > loan.new_after
        AND work.enrolled_on <= loan.signed_on + $late_days
        AND coalesce(work.stopped_on >= loan.signed_on, TRUE)
    GROUP BY loan.record_id
),

asked AS (
    SELECT
        loan.*,
        arg_max(share.hire_share_ppm, share.staff_from_count) AS share_ppm
    FROM firm_loan AS loan
    LEFT JOIN counted ON loan.record_id = counted.loan_record
    LEFT JOIN policy.startup_loan_hiring AS share
        ON
            holds(share.valid_from, share.valid_to, loan.signed_on)
            AND coalesce(counted.staff_count, 0) >= share.staff_from_count
    GROUP BY ALL
),

judged AS (
    SELECT
        asked.*,
        counted.records AS staff_records,
        counted.hire_count,
        counted.lasting_count,
        counted.own_count,
        counted.settled_count,
        coalesce(untold.hires, 0) AS untold_count,
        coalesce(untold.records, []) AS untold_records,
        (counted.hire_count + counted.late_count) * 1000000
        >= counted.settled_count * asked.share_ppm AS is_reached_late,
        CASE
            WHEN asked.share_ppm IS NULL THEN '新招用人员占比规定'
            WHEN counted.loan_record IS NULL THEN '该企业职工的参保登记'
        END AS missing,
        CASE
            WHEN asked.share_ppm IS NULL OR counted.loan_record IS NULL
                THEN '新招用占比不足'
            WHEN
                counted.hire_count * 1000000
                < counted.settled_count * asked.share_ppm
                THEN '新招用占比不足'
            WHEN
                counted.lasting_count * 1000000
                < counted.settled_count * asked.share_ppm
                THEN '新招用人员短期参保'
            WHEN
                counted.own_count * 1000000
                < counted.settled_count * asked.share_ppm
                THEN '新招用人员另有单位或为负责人近亲属'
        END AS variant
    FROM asked
    LEFT JOIN counted ON asked.record_id = counted.loan_record
    LEFT JOIN untold ON asked.record_id = untold.loan_record
),

weighed AS (
    SELECT
        *,
        (
            untold_count + CASE variant
                WHEN '新招用占比不足' THEN hire_count
                WHEN '新招用人员短期参保' THEN lasting_count
                ELSE own_count
            END
        ) * 1000000 >= settled_count * share_ppm AND untold_count > 0 AS is_open
    FROM judged
)

SELECT
    'organisation' AS subject_kind,
    firm_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    record_id AS act,
    variant,
    signed_on AS act_on,
    NULL AS event_on,
    signed_on AS period_from,
    due_on AS period_to,
    subsidy_fen AS amount_fen,
    'T1' AS tier,
    cast(NULL AS INTEGER) AS link_milli,
    coalesce(missing, CASE WHEN is_open THEN '新参保人员的身份' END) AS missing,
    [record_id] || coalesce(staff_records, []) || CASE
        WHEN is_open THEN untold_records ELSE []
    END AS evidence_for,
    MAP { 'late': CASE WHEN is_reached_late THEN 'yes' ELSE 'no' END } AS facts,
    handled(
        accepted_by, reviewed_by, approved_by, paid_by, accepting_unit
    ) AS chain,
    'S3' AS severity
FROM weighed
WHERE variant IS NOT NULL
