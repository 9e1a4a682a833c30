-- One row for each allowance of a rural post paid through the card whose holder, in
-- the time it is for, drew a fiscal wage, was insured by an employer, led a firm, or
-- was past the last age of the post.
WITH line AS (
    SELECT
        *,
        regexp_extract(project_name, $project_pattern) AS post,
        coalesce(paid_for_to, last_day(paid_for)) AS final_day,
        coalesce(datediff('month', paid_for, paid_for_to) + 1, 1) AS span_months
    FROM resolved.subsidy_payment
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_result, '成功') = '成功'
        AND paid_for IS NOT NULL
        AND regexp_matches(project_name, $project_pattern)
),

paid AS MATERIALIZED (
    -- A payment with its own reversal has come back.
    SELECT line.*
    FROM line
    LEFT JOIN line AS back
        ON
            line.person_id = back.person_id
            AND line.project_name = back.project_name
            AND line.paid_for = back.paid_for
            AND line.amount_fen = -back.amount_fen
    WHERE line.amount_fen > 0 AND back.record_id IS NULL
),

-- Who is insured against injury at work alone is no employee.
employed AS (
    SELECT
        person_id,
        month_of(paid_for) AS paid_month,
        coalesce(organisation_id, unit_number, unit_name) AS unit_id
    FROM resolved.contribution
    WHERE is_tied(link_tier) AND insurance != '工伤'
),

insured AS MATERIALIZED (
    SELECT month.*
    FROM state.contribution_month AS month
    SEMI JOIN employed
        ON
            month.person_id = employed.person_id
            AND month.paid_month = employed.paid_month
            AND month.unit_id = employed.unit_id
),

insurer AS (
    -- How many of those a unit contributes for hold posts.
    SELECT
        insured.unit_id,
        count(DISTINCT insured.person_id) AS people,
        count(DISTINCT paid.person_id) AS holders
    FROM insured
    LEFT JOIN paid ON insured.person_id = paid.person_id
    GROUP BY insured.unit_id
),

occupied AS (
    SELECT
        paid.record_id,
        '单位缴费' AS variant,
        2 AS place,
        insured.paid_month AS busy_month,
        insured.tier,
        insured.link_milli,
        insured.records,
        is_agency(insurer.holders, insurer.people, $agency_people) AS is_agency
    FROM paid
    INNER JOIN insured
        ON
            paid.person_id = insured.person_id
            AND insured.paid_month BETWEEN month_of(paid.paid_for) AND paid.final_day
    INNER JOIN insurer ON insured.unit_id = insurer.unit_id
    WHERE NOT is_chained(paid.link_tier, insured.tier)
    UNION ALL BY NAME
    SELECT
        paid.record_id,
        '财政工资' AS variant,
        1 AS place,
        wage.wage_month AS busy_month,
        wage.tier,
        wage.link_milli,
        wage.records,
        FALSE AS is_agency
    FROM paid
    INNER JOIN state.wage AS wage
        ON
            paid.person_id = wage.person_id
            AND wage.wage_month BETWEEN month_of(paid.paid_for) AND paid.final_day
    WHERE
        wage.category = 'fiscal'
        AND wage.staff_type != '离退休'
        AND NOT is_chained(paid.link_tier, wage.tier)
),

found AS (
    SELECT
        paid.record_id,
        occupied.variant,
        occupied.place,
        occupied.is_agency,
        FALSE AS is_disputed,
        FALSE AS is_unknown,
        min(occupied.busy_month) AS event_on,
        count(DISTINCT occupied.busy_month) AS months,
        max(occupied.tier) AS tier,
        min(occupied.link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(occupied.records)))) AS records
    FROM occupied
    INNER JOIN paid ON occupied.record_id = paid.record_id
    GROUP BY
        paid.record_id, paid.span_months, occupied.variant, occupied.place,
        occupied.is_agency
    HAVING count(DISTINCT occupied.busy_month) >= least(2, paid.span_months)
    UNION ALL BY NAME
    SELECT
        paid.record_id,
        '登记经营' AS variant,
        3 AS place,
        FALSE AS is_agency,
        FALSE AS is_disputed,
        FALSE AS is_unknown,
        firm.valid_from AS event_on,
        paid.span_months AS months,
        firm.tier,
        firm.link_milli,
        firm.records
    FROM paid
    INNER JOIN state.company_role AS firm ON paid.person_id = firm.person_id
    WHERE
        (firm.roles LIKE '%法定代表人%' OR firm.roles LIKE '%经营者%')
        AND coalesce(firm.company_kind NOT LIKE '%合作社%', TRUE)
        AND firm.valid_from <= paid.paid_for
        AND coalesce(firm.valid_to >= paid.final_day, TRUE)
        AND NOT is_chained(paid.link_tier, firm.tier)
    UNION ALL BY NAME
    SELECT
        paid.record_id,
        '超过年龄上限' AS variant,
        4 AS place,
        FALSE AS is_agency,
        birth.is_disputed,
        age.last_age IS NULL AS is_unknown,
        cast(
            birth.birth_on + to_years(coalesce(age.last_age + 1, $settled_years))
            AS DATE
        ) AS event_on,
        paid.span_months AS months,
        birth.tier,
        birth.link_milli,
        birth.records
    FROM paid
    INNER JOIN state.birth AS birth ON paid.person_id = birth.person_id
    LEFT JOIN policy.rural_post_age AS age
        ON
            paid.post = age.post
            AND holds(age.valid_from, age.valid_to, paid.paid_for)
    WHERE
        paid.paid_for > last_day(cast(
            birth.birth_on + to_years(coalesce(age.last_age + 1, $settled_years))
            AS DATE
        ))
        AND NOT is_chained(paid.link_tier, birth.tier)
)

SELECT
    'person' AS subject_kind,
    paid.person_id AS subject_id,
    paid.record_id AS act,
    found.variant,
    found.event_on,
    paid.paid_for AS period_from,
    paid.final_day AS period_to,
    'relief/' || paid.project_name AS matter,
    coalesce(paid.paid_on, paid.final_day) AS act_on,
    paid.amount_fen * least(found.months, paid.span_months) // paid.span_months
        AS amount_fen,
    greatest(paid.link_tier, found.tier) AS tier,
    least(paid.link_milli, found.link_milli) AS link_milli,
    [paid.record_id] || found.records AS evidence_for,
    CASE WHEN found.is_unknown THEN '本地该岗位的年龄上限' END AS missing,
    MAP {
        'agency': CASE WHEN found.is_agency THEN 'yes' END,
        'birth_disputed': CASE WHEN found.is_disputed THEN 'yes' END
    } AS facts,
    handled(
        paid.accepted_by, paid.reviewed_by, paid.approved_by, paid.paid_by, paid.town
    ) AS chain,
    CASE WHEN found.place <= 2 THEN 'S3' ELSE 'S4' END AS severity
FROM paid
INNER JOIN found ON paid.record_id = found.record_id
QUALIFY row_number() OVER (
    PARTITION BY paid.record_id
    ORDER BY
        found.is_unknown, is_weak(found.tier), found.is_agency, found.place,
        found.event_on, found.records
) = 1
