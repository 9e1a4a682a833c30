-- One row for each professional registration at a unit whose holder was all the time
-- paid or insured by another one. Months in which the registering unit insured or paid
-- the holder as well do not count, nor the first ones after the registration.
WITH licence AS (
    SELECT
        *,
        coalesce(organisation_id, unit_credit_code, unit_name) AS unit_id,
        plain_name(unit_name) AS unit_key
    FROM
        spell(
            'resolved.professional_registration',
            row(
                person_id,
                coalesce(certificate_number, record_id),
                coalesce(organisation_id, unit_credit_code, unit_name)
            ),
            registered_on,
            valid_until
        )
    WHERE
        is_tied(link_tier)
        AND coalesce(status, '有效') = '有效'
        AND registered_on IS NOT NULL
        AND coalesce(organisation_id, unit_credit_code, unit_name) IS NOT NULL
),

job AS (
    SELECT
        payroll.person_id,
        month_of(payroll.paid_for) AS work_month,
        coalesce(payroll.organisation_id, payroll.unit_code, payroll.unit_name)
            AS unit_id,
        max(payroll.unit_name) AS unit_name,
        TRUE AS is_fiscal,
        staff.category IS NULL AS is_unknown,
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
        AND coalesce(payroll.staff_type, '') != '离退休'
        AND payroll.person_id IN (SELECT licence.person_id FROM licence)
    GROUP BY
        payroll.person_id,
        month_of(payroll.paid_for),
        coalesce(payroll.organisation_id, payroll.unit_code, payroll.unit_name),
        staff.category IS NULL
    UNION ALL BY NAME
    SELECT
        person_id,
        paid_month AS work_month,
        unit_id,
        unit_name,
        FALSE AS is_fiscal,
        FALSE AS is_unknown,
        tier,
        link_milli,
        records
    FROM state.contribution_month
    WHERE person_id IN (SELECT licence.person_id FROM licence)
),

worked AS (
    SELECT
        licence.record_id,
        licence.person_id,
        licence.kind,
        licence.unit_name AS registering_unit,
        licence.registered_on,
        licence.link_tier,
        licence.link_milli AS licence_milli,
        job.work_month,
        job.unit_id,
        job.unit_name,
        job.is_fiscal,
        job.is_unknown,
        job.tier,
        job.link_milli,
        job.records,
        bool_or(
            job.unit_id = licence.unit_id
            OR coalesce(
                contains(plain_name(job.unit_name), licence.unit_key)
                OR contains(licence.unit_key, plain_name(job.unit_name)),
                FALSE
            )
        ) OVER (PARTITION BY licence.record_id, job.work_month) AS is_there_too
    FROM licence
    INNER JOIN job ON licence.person_id = job.person_id
    WHERE
        job.work_month
        > month_of(licence.registered_on) + to_months($grace_months)
        AND coalesce(licence.held_to >= last_day(job.work_month), TRUE)
        AND NOT is_chained(licence.link_tier, job.tier)
),

elsewhere AS (
    -- Months as staff of a kind that nobody knows count only where others do not do.
    SELECT
        record_id,
        person_id,
        kind,
        registering_unit,
        registered_on,
        unit_id,
        max(unit_name) AS unit_name,
        count(DISTINCT work_month) FILTER (WHERE NOT is_unknown) < $least_months
            AS is_unknown,
        bool_or(is_fiscal AND NOT is_unknown)
        OR count(DISTINCT work_month) FILTER (WHERE NOT is_unknown) < $least_months
            AS is_fiscal,
        min(work_month) AS first_month,
        max(work_month) AS last_month,
        greatest(link_tier, max(tier)) AS tier,
        least(licence_milli, min(link_milli)) AS link_milli,
        list_sort(list_distinct(flatten(list(records)))) AS records
    FROM worked
    WHERE NOT is_there_too
    GROUP BY
        record_id, person_id, kind, registering_unit, registered_on, unit_id,
        link_tier, licence_milli
    HAVING count(DISTINCT work_month) >= $least_months
),

practice AS (
    SELECT DISTINCT
        person_id,
        unit_id
    FROM licence
    WHERE kind IN ('执业医师', '护士') AND is_firm(link_tier)
),

seen AS (
    -- Where the holder may practise too, or an agency enrols: lawful, and no reason to
    -- overlook a third unit.
    SELECT
        elsewhere.*,
        regexp_matches(
            coalesce(elsewhere.unit_name, ''),
            '劳务派遣|劳务外包|(人力资源|人才服务).*公司'
        ) AS is_agency,
        practice.unit_id IS NOT NULL AS is_practice
    FROM elsewhere
    LEFT JOIN practice
        ON
            elsewhere.person_id = practice.person_id
            AND elsewhere.unit_id = practice.unit_id
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'registry/' || kind AS matter,
    record_id AS act,
    CASE WHEN is_fiscal THEN '财政供养单位' ELSE '其他单位参保' END AS variant,
    last_day(last_month) AS act_on,
    registered_on AS event_on,
    first_month AS period_from,
    last_day(last_month) AS period_to,
    NULL AS amount_fen,
    tier,
    link_milli,
    [record_id] || records AS evidence_for,
    CASE WHEN is_unknown THEN '工资册中的人员身份' END AS missing,
    MAP {
        'other_unit': unit_id,
        'dispatch': CASE WHEN is_agency THEN 'yes' END
    } AS facts,
    handled(NULL, NULL, NULL, NULL, registering_unit) AS chain,
    CASE WHEN is_fiscal THEN 'S2' ELSE 'S3' END AS severity
FROM seen
QUALIFY row_number() OVER (
    PARTITION BY record_id, is_fiscal
    ORDER BY
        is_practice OR is_agency ASC,
        is_unknown ASC, first_month ASC, last_month DESC, unit_id ASC
) = 1
