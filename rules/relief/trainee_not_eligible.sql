-- One row for each subsidised place of a trainee who, when the class began, was paid as
-- staff, drew an employee's pension, was not of working age, or had school to go on.
WITH place AS MATERIALIZED (
    SELECT
        *,
        CASE fund_source WHEN '移民' THEN '移民技能培训' ELSE '就业技能培训' END AS scheme
    FROM resolved.training_enrolment
    WHERE
        is_tied(link_tier)
        AND subsidy_fen > 0
        AND fund_source IN ('移民', '人社')
        AND coalesce(payment_result, '') NOT IN ('失败', '退回')
),

pension AS (
    SELECT
        person_id,
        month_of(paid_for) AS paid_month,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND payment_flag = '已支付'
        AND scheme IN ('企业养老', '机关养老')
        AND amount_fen > 0
    GROUP BY person_id, month_of(paid_for)
),

aged AS (
    SELECT
        place.*,
        birth.birth_on,
        birth.is_disputed,
        birth.tier AS other_tier,
        birth.link_milli AS other_milli,
        birth.records,
        limits.youngest_age,
        -- Which of two ages holds for a woman depends on her post: the later counts.
        max(retire.age_months) AS oldest_months
    FROM place
    INNER JOIN state.birth AS birth ON place.person_id = birth.person_id
    LEFT JOIN policy.training_limits AS limits
        ON
            place.scheme = limits.scheme
            AND holds(limits.valid_from, limits.valid_to, place.started_on)
    LEFT JOIN policy.retire_age AS retire
        ON
            birth.sex = left(retire.category, 1)
            AND birth.birth_on BETWEEN
            cast(retire.born_from AS DATE) AND cast(retire.born_to AS DATE)
            AND holds(retire.valid_from, retire.valid_to, place.started_on)
    GROUP BY ALL
),

of_age AS (
    SELECT
        *,
        '不在劳动年龄' AS variant,
        CASE
            WHEN youngest_age IS NULL THEN '培训对象的最低年龄'
            WHEN oldest_months IS NULL THEN '学员性别或当时的退休年龄'
        END AS missing
    FROM aged
    WHERE
        youngest_age IS NULL
        OR oldest_months IS NULL
        OR birth_on + to_years(youngest_age) > started_on
        OR birth_on + to_months(oldest_months) < started_on
),

waged AS (
    SELECT
        place.*,
        '在财政工资册' AS variant,
        wage.category,
        wage.tier AS other_tier,
        wage.link_milli AS other_milli,
        wage.records,
        CASE WHEN wage.category IS NULL THEN '工资册中的人员身份' END AS missing
    FROM place
    INNER JOIN state.wage AS wage
        ON
            place.person_id = wage.person_id
            AND month_of(place.started_on) = wage.wage_month
    WHERE
        wage.category IS DISTINCT FROM 'survivor'
        AND coalesce(wage.staff_type, '') != '离退休'
        AND coalesce(wage.left_on >= place.started_on, TRUE)
),

retired AS (
    SELECT
        place.*,
        '已领养老金' AS variant,
        pension.tier AS other_tier,
        pension.link_milli AS other_milli,
        pension.records
    FROM place
    INNER JOIN pension
        ON
            place.person_id = pension.person_id
            AND month_of(place.started_on) = pension.paid_month
),

enrolled AS (
    SELECT
        place.*,
        '在校未到毕业学年' AS variant,
        student.link_tier AS other_tier,
        student.link_milli AS other_milli,
        [student.record_id] AS records,
        CASE WHEN student.expected_on IS NULL THEN '预计毕业日期' END AS missing
    FROM place
    INNER JOIN
        spell(
            'resolved.student',
            row(person_id, coalesce(school_organisation_id, school), student_number),
            enrolled_on,
            left_on
        ) AS student
        ON place.person_id = student.person_id
    WHERE
        is_tied(student.link_tier)
        AND coalesce(student.study_form, '全日制') = '全日制'
        AND student.enrolled_on <= place.started_on
        AND (student.held_to > place.started_on OR student.held_to IS NULL)
        AND (student.left_on IS NOT NULL OR student.status IN ('在籍', '休学'))
        AND coalesce(student.expected_on > place.started_on + to_years(1), TRUE)
),

found AS (
    SELECT * FROM waged
    UNION ALL BY NAME
    SELECT * FROM retired
    UNION ALL BY NAME
    SELECT * FROM enrolled
    UNION ALL BY NAME
    SELECT * FROM of_age
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/培训补贴' AS matter,
    record_id AS act,
    variant,
    started_on AS act_on,
    NULL AS event_on,
    started_on AS period_from,
    subsidy_fen AS amount_fen,
    missing,
    'S3' AS severity,
    coalesce(ended_on, started_on) AS period_to,
    greatest(link_tier, other_tier) AS tier,
    least(link_milli, other_milli) AS link_milli,
    [record_id] || records AS evidence_for,
    MAP {
        'staff_category': category,
        'birth_disputed': CASE WHEN is_disputed THEN 'yes' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, training_organisation)
        AS chain
FROM found
WHERE NOT is_chained(link_tier, other_tier)
-- One place counts once, by what is best known.
QUALIFY
    row_number() OVER (
        PARTITION BY record_id
        ORDER BY
            missing IS NOT NULL,
            coalesce(category = 'non_fiscal', FALSE),
            CASE variant
                WHEN '在财政工资册' THEN 1 WHEN '已领养老金' THEN 2
                WHEN '在校未到毕业学年' THEN 3 ELSE 4
            END,
            other_tier,
            records
    ) = 1
