-- One row for each subsidy of employment whose receiver, in the time it is for, was
-- dead, pensioned, past the retirement age, at work elsewhere, in business, or had
-- the one-off subsidy already.
WITH paid AS (
    SELECT
        *,
        coalesce(paid_for, started_on, paid_on) AS first_day,
        coalesce(paid_for_to, last_day(coalesce(paid_for, started_on, paid_on)))
            AS final_day,
        coalesce(
            datediff('month', paid_for, paid_for_to) + 1, 1
        ) AS span_months,
        subsidy_kind = '公益性岗位补贴' AS is_post,
        subsidy_kind = '一次性创业补贴' AS is_start,
        CASE
            WHEN id_kind = 'valid'
                THEN cast(strptime(substr(id_text, 7, 8), '%Y%m%d') AS DATE)
        END AS born_on,
        CASE
            WHEN sex IS NOT NULL THEN sex
            WHEN id_kind = 'valid' AND cast(substr(id_text, 17, 1) AS INTEGER) % 2 = 1
                THEN '男'
            WHEN id_kind = 'valid' THEN '女'
        END AS own_sex
    FROM resolved.employment_subsidy
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_result, '成功') = '成功'
        AND amount_fen > 0
),

contribution AS MATERIALIZED (SELECT * FROM state.contribution_month),

pension_month AS (
    SELECT DISTINCT
        person_id,
        month_of(paid_for) AS pension_month,
        link_tier AS tier,
        link_milli,
        record_id
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_flag, '已支付') = '已支付'
        AND amount_fen > coalesce(funeral_fen, 0)
        AND person_id IN (SELECT paid.person_id FROM paid)
),

insurer AS (
    -- How many of those a unit contributes for hold public posts.
    SELECT
        month.unit_id,
        count(DISTINCT month.person_id) AS people,
        count(DISTINCT holder.person_id) AS holders
    FROM contribution AS month
    LEFT JOIN paid AS holder
        ON month.person_id = holder.person_id AND holder.is_post
    GROUP BY month.unit_id
),

occupied AS (
    SELECT
        paid.record_id,
        '另有单位缴费' AS variant,
        4 AS place,
        month.paid_month AS busy_month,
        month.tier,
        month.link_milli,
        month.records,
        is_agency(insurer.holders, insurer.people, $agency_people) AS is_agency
    FROM paid
    INNER JOIN contribution AS month
        ON
            paid.person_id = month.person_id
            AND month.paid_month BETWEEN month_of(paid.first_day) AND paid.final_day
    INNER JOIN insurer ON month.unit_id = insurer.unit_id
    WHERE
        NOT paid.is_start
        AND coalesce(month.unit_id != paid.organisation_id, TRUE)
        AND coalesce(plain_name(month.unit_name) != plain_name(paid.unit_name), TRUE)
        AND NOT is_chained(paid.link_tier, month.tier)
    UNION ALL BY NAME
    SELECT
        paid.record_id,
        CASE wage.staff_type WHEN '村干部' THEN '村干部' ELSE '财政工资' END
            AS variant,
        CASE wage.staff_type WHEN '村干部' THEN 6 ELSE 3 END AS place,
        wage.wage_month AS busy_month,
        wage.tier,
        wage.link_milli,
        wage.records,
        FALSE AS is_agency
    FROM paid
    INNER JOIN state.wage AS wage
        ON
            paid.person_id = wage.person_id
            AND wage.wage_month BETWEEN month_of(paid.first_day) AND paid.final_day
    WHERE
        (
            (wage.category = 'fiscal' AND wage.staff_type != '离退休')
            OR (wage.staff_type = '村干部' AND NOT paid.is_start)
        )
        AND NOT is_chained(paid.link_tier, wage.tier)
    UNION ALL BY NAME
    SELECT
        paid.record_id,
        '已领养老待遇' AS variant,
        2 AS place,
        pension.pension_month AS busy_month,
        pension.tier,
        pension.link_milli,
        [pension.record_id] AS records,
        FALSE AS is_agency
    FROM paid
    INNER JOIN pension_month AS pension
        ON
            paid.person_id = pension.person_id
            AND pension.pension_month
            BETWEEN month_of(paid.first_day) AND paid.final_day
    WHERE NOT paid.is_start AND NOT is_chained(paid.link_tier, pension.tier)
),

busy AS (
    SELECT
        occupied.record_id,
        occupied.variant,
        occupied.place,
        occupied.is_agency,
        min(occupied.busy_month) AS event_on,
        count(DISTINCT occupied.busy_month) AS months,
        max(occupied.tier) AS tier,
        min(occupied.link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(occupied.records)))) AS records
    FROM occupied
    INNER JOIN paid ON occupied.record_id = paid.record_id
    GROUP BY
        occupied.record_id, occupied.variant, occupied.place, occupied.is_agency,
        paid.span_months
    HAVING count(DISTINCT occupied.busy_month) >= least(2, paid.span_months)
),

retirement AS (
    -- Of a woman's two ages the higher one, for which of them holds is not known.
    SELECT
        paid.record_id,
        max(retire.age_months) AS age_months
    FROM paid
    INNER JOIN policy.retire_age AS retire
        ON
            paid.own_sex = left(retire.category, 1)
            AND paid.born_on BETWEEN
            cast(retire.born_from AS DATE) AND cast(retire.born_to AS DATE)
            AND holds(retire.valid_from, retire.valid_to, paid.first_day)
    GROUP BY paid.record_id
),

started AS (
    SELECT
        record_id,
        lag(record_id) OVER (PARTITION BY person_id ORDER BY first_day, record_id)
            AS own_before,
        lag(record_id) OVER (
            PARTITION BY coalesce(business_organisation_id, business_credit_code)
            ORDER BY first_day, record_id
        ) AS firm_before,
        coalesce(business_organisation_id, business_credit_code) IS NOT NULL AS has_firm
    FROM paid
    WHERE is_start
),

found AS (
    SELECT
        paid.record_id,
        '去世' AS variant,
        1 AS place,
        'death' AS registry,
        died.died_on AS event_on,
        died.tier,
        died.link_milli,
        died.records,
        FALSE AS is_agency,
        paid.span_months AS months
    FROM paid
    INNER JOIN state.death AS died ON paid.person_id = died.person_id
    WHERE
        paid.first_day > last_day(died.died_on)
        AND NOT is_chained(paid.link_tier, died.tier)
    UNION ALL BY NAME
    SELECT *
    FROM busy
    UNION ALL BY NAME
    SELECT
        paid.record_id,
        '超过退休年龄' AS variant,
        2 AS place,
        cast(paid.born_on + to_months(retirement.age_months) AS DATE) AS event_on,
        FALSE AS is_agency,
        paid.span_months AS months
    FROM paid
    INNER JOIN retirement ON paid.record_id = retirement.record_id
    WHERE
        NOT paid.is_start
        AND paid.first_day
        > last_day(cast(paid.born_on + to_months(retirement.age_months) AS DATE))
    UNION ALL BY NAME
    SELECT
        paid.record_id,
        '登记经营' AS variant,
        5 AS place,
        firm.valid_from AS event_on,
        firm.tier,
        firm.link_milli,
        firm.records,
        FALSE AS is_agency,
        paid.span_months AS months
    FROM paid
    INNER JOIN state.company_role AS firm ON paid.person_id = firm.person_id
    WHERE
        paid.is_post
        AND (firm.roles LIKE '%法定代表人%' OR firm.roles LIKE '%经营者%')
        AND coalesce(firm.company_kind NOT LIKE '%合作社%', TRUE)
        AND firm.valid_from <= paid.first_day
        AND coalesce(firm.valid_to >= paid.final_day, TRUE)
        AND NOT is_chained(paid.link_tier, firm.tier)
    UNION ALL BY NAME
    SELECT
        paid.record_id,
        '重复领取' AS variant,
        7 AS place,
        paid.first_day AS event_on,
        list_filter([
            started.own_before,
            CASE WHEN started.has_firm THEN started.firm_before END
        ], LAMBDA r: r IS NOT NULL) AS records,
        FALSE AS is_agency,
        paid.span_months AS months
    FROM paid
    INNER JOIN started ON paid.record_id = started.record_id
    WHERE
        started.own_before IS NOT NULL
        OR (started.has_firm AND started.firm_before IS NOT NULL)
)

SELECT
    'person' AS subject_kind,
    paid.person_id AS subject_id,
    paid.record_id AS act,
    found.variant,
    found.event_on,
    paid.first_day AS period_from,
    paid.final_day AS period_to,
    'social_security/' || paid.subsidy_kind AS matter,
    coalesce(paid.paid_on, paid.final_day) AS act_on,
    paid.amount_fen * least(found.months, paid.span_months) // paid.span_months
        AS amount_fen,
    greatest(paid.link_tier, coalesce(found.tier, paid.link_tier)) AS tier,
    least(paid.link_milli, coalesce(found.link_milli, paid.link_milli)) AS link_milli,
    [paid.record_id] || coalesce(found.records, []) AS evidence_for,
    handled(
        paid.accepted_by, paid.reviewed_by, paid.approved_by, paid.paid_by, paid.town
    ) AS chain,
    CASE found.variant WHEN '村干部' THEN 'S4' ELSE 'S3' END AS severity,
    MAP {
        'registry': found.registry,
        'agency': CASE WHEN found.is_agency THEN 'yes' END
    } AS facts
FROM paid
INNER JOIN found ON paid.record_id = found.record_id
QUALIFY row_number() OVER (
    PARTITION BY paid.record_id
    ORDER BY
        is_weak(found.tier), found.is_agency, found.place, found.variant,
        found.event_on, found.records
) = 1
