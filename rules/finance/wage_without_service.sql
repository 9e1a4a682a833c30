-- One row for each wage of a month after death, wholly in prison, wholly abroad, after
-- the month of a dismissal or after the month in which the post was left by the payroll
-- itself, and one for each unit and month with more people on the payroll of the
-- establishment than posts in any version of its establishment.
WITH paid AS (
    SELECT
        payroll.*,
        staff.category,
        coalesce(payroll.paid_for_to, last_day(payroll.paid_for)) AS waged_to,
        coalesce(payroll.organisation_id, payroll.unit_code, payroll.unit_name)
            AS unit_id
    FROM resolved.staff_payroll AS payroll
    LEFT JOIN policy.staff_type AS staff
        ON
            payroll.staff_type = staff.staff_type
            AND holds(staff.valid_from, staff.valid_to, payroll.paid_for)
),

wage AS (
    SELECT * FROM paid
    WHERE is_tied(link_tier)
),

dead AS (
    SELECT
        wage.*,
        '死亡之后' AS variant,
        'death' AS registry,
        died.died_on AS event_on,
        died.tier AS event_tier,
        died.link_milli AS event_milli,
        died.records,
        died.other_records
    FROM wage
    INNER JOIN state.death AS died ON wage.person_id = died.person_id
    WHERE wage.paid_for > died.died_on
),

confined AS (
    SELECT
        wage.*,
        '服刑期间' AS variant,
        'custody' AS registry,
        custody.started_on AS event_on,
        custody.tier AS event_tier,
        custody.link_milli AS event_milli,
        custody.records,
        custody.is_unclear,
        [] AS other_records
    FROM wage
    INNER JOIN state.custody AS custody ON wage.person_id = custody.person_id
    WHERE
        wage.paid_for > custody.started_on
        AND coalesce(custody.ended_on >= wage.waged_to, TRUE)
        AND coalesce(custody.kind, '服刑') != '羁押'
    QUALIFY row_number() OVER (
        PARTITION BY wage.record_id
        ORDER BY
            custody.is_unclear, custody.tier, custody.started_on, custody.ended_on
    ) = 1
),

dismissed AS (
    SELECT
        wage.*,
        '停发决定之后' AS variant,
        NULL AS registry,
        coalesce(decision.effective_on, decision.decided_on) AS event_on,
        decision.link_tier AS event_tier,
        decision.link_milli AS event_milli,
        [decision.record_id] AS records,
        [] AS other_records
    FROM wage
    INNER JOIN resolved.discipline_decision AS decision
        ON wage.person_id = decision.person_id
    WHERE
        is_tied(decision.link_tier)
        AND (
            decision.decision_kind = '开除'
            OR decision.pay_consequence IN ('停发工资', '取消退休待遇')
        )
        AND wage.paid_for
        > last_day(coalesce(decision.effective_on, decision.decided_on))
        AND (decision.ended_on IS NULL OR decision.ended_on >= wage.waged_to)
    QUALIFY row_number() OVER (
        PARTITION BY wage.record_id
        ORDER BY
            decision.link_tier,
            coalesce(decision.effective_on, decision.decided_on),
            decision.record_id
    ) = 1
),

in_post AS (
    SELECT
        *,
        max(paid_for) FILTER (left_on IS NULL)
            OVER (PARTITION BY person_id, unit_id) AS latest_on
    FROM wage
    WHERE staff_type IN ('公务员', '参公', '事业在编', '工勤')
),

gone AS (
    SELECT
        in_post.*,
        '离岗之后' AS variant,
        in_post.left_on AS event_on,
        in_post.link_tier AS event_tier,
        in_post.link_milli AS event_milli,
        [] AS records,
        [] AS other_records,
        -- A later month without a day of leaving contradicts the day.
        CASE
            WHEN in_post.latest_on > last_day(in_post.left_on)
                THEN '离职或者停发工资的日期'
        END AS missing
    FROM in_post
    WHERE in_post.paid_for > last_day(in_post.left_on)
),

journey AS (
    SELECT *
    FROM resolved.exit_entry
    WHERE is_tied(link_tier)
    QUALIFY
        row_number() OVER (
            PARTITION BY person_id, exited_on
            ORDER BY
                entered_on IS NULL, delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

abroad AS (
    SELECT
        in_post.*,
        '出境期间' AS variant,
        journey.exited_on AS event_on,
        journey.link_tier AS event_tier,
        journey.link_milli AS event_milli,
        [journey.record_id] AS records,
        [] AS other_records,
        journey.document_kind,
        CASE WHEN journey.entered_on IS NULL THEN '入境日期' END AS missing
    FROM in_post
    INNER JOIN journey ON in_post.person_id = journey.person_id
    WHERE
        in_post.paid_for > journey.exited_on
        AND in_post.waged_to < coalesce(journey.entered_on, journey.delivered_on)
    QUALIFY
        count(DISTINCT month_of(in_post.paid_for)) OVER (
            PARTITION BY journey.record_id
        ) >= $abroad_months
),

found AS (
    SELECT * FROM dead
    UNION ALL BY NAME
    SELECT * FROM confined
    UNION ALL BY NAME
    SELECT * FROM dismissed
    UNION ALL BY NAME
    SELECT * FROM gone
    UNION ALL BY NAME
    SELECT * FROM abroad
),

posts AS (
    SELECT
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        max(unit_name) AS unit_name,
        max(approved_posts) AS posts,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.headcount
    GROUP BY coalesce(organisation_id, unit_code, unit_name)
),

manned AS (
    -- Whoever is only weakly tied counts, too, but then the whole is a question: unless
    -- the name stands for nobody else in the unit, for that is a head, whosever it is.
    SELECT
        unit_id,
        month_of(paid_for) AS wage_month,
        count(DISTINCT person_id) FILTER (is_tied(link_tier)) AS people,
        count(DISTINCT person_id) FILTER (is_firm(link_tier)) AS firm_people,
        count(DISTINCT CASE WHEN is_tied(link_tier) THEN person_id ELSE name_key END)
            AS most_people,
        list(DISTINCT name_key) FILTER (
            is_firm(link_tier) AND name_key IS NOT NULL
        ) AS firm_names,
        list(DISTINCT name_key) FILTER (
            coalesce(NOT is_firm(link_tier), TRUE) AND name_key IS NOT NULL
        ) AS other_names,
        max(link_tier) FILTER (is_tied(link_tier)) AS weakest_tier,
        min(link_milli) FILTER (is_tied(link_tier)) AS weakest_milli,
        min(record_id) AS act,
        list(record_id ORDER BY record_id) AS records
    FROM paid
    WHERE
        staff_type IN ('公务员', '参公', '事业在编', '工勤')
        AND (left_on IS NULL OR left_on > last_day(paid_for))
    GROUP BY unit_id, month_of(paid_for)
),

counted AS (
    SELECT
        *,
        least(
            most_people,
            firm_people
            + coalesce(len(other_names), 0)
            - coalesce(len(list_intersect(other_names, firm_names)), 0)
        ) AS heads
    FROM manned
),

crowded AS (
    SELECT
        manned.unit_id,
        manned.wage_month,
        manned.act,
        posts.unit_name,
        posts.posts,
        CASE
            WHEN manned.heads > coalesce(posts.posts, -1)
                THEN 'T1'
            ELSE manned.weakest_tier
        END AS tier,
        CASE WHEN manned.heads <= posts.posts THEN manned.weakest_milli END
            AS link_milli,
        posts.records || manned.records AS records
    FROM counted AS manned
    INNER JOIN posts ON manned.unit_id = posts.unit_id
    WHERE greatest(manned.people, manned.heads) > coalesce(posts.posts, -1)
    QUALIFY count(*) OVER (PARTITION BY manned.unit_id) >= $crowded_months
),

told AS (
    SELECT
        'person' AS subject_kind,
        person_id AS subject_id,
        'finance/财政工资' AS matter,
        record_id AS act,
        variant,
        last_day(paid_for) AS act_on,
        event_on,
        paid_for AS period_from,
        waged_to AS period_to,
        gross_fen AS amount_fen,
        greatest(link_tier, event_tier) AS tier,
        least(link_milli, event_milli) AS link_milli,
        [record_id] || records AS evidence_for,
        other_records AS evidence_against,
        CASE
            WHEN is_unclear THEN '刑罚执行方式'
            WHEN missing IS NOT NULL THEN missing
            WHEN category IS NULL THEN '工资册中的人员身份'
        END AS missing,
        MAP {
            'registry': registry,
            'staff_category': CASE
                WHEN variant = '停发决定之后' OR category = 'survivor' THEN category
            END,
            'document_kind': document_kind,
            'money_kind': CASE
                WHEN
                    regexp_matches(concat_ws(' ', post_kind, position), '抚恤|丧葬')
                    THEN '抚恤'
            END
        } AS facts,
        handled(NULL, NULL, NULL, NULL, unit_name) AS chain,
        if(variant = '出境期间', 'S3', 'S2') AS severity,
        if(variant IN ('离岗之后', '出境期间'), severity, 'S1') AS severity_long
    FROM found
    WHERE NOT is_chained(link_tier, event_tier)
    UNION ALL BY NAME
    SELECT
        'unit' AS subject_kind,
        unit_id AS subject_id,
        'finance/财政工资' AS matter,
        act,
        '多于编制' AS variant,
        last_day(wage_month) AS act_on,
        NULL AS event_on,
        wage_month AS period_from,
        last_day(wage_month) AS period_to,
        NULL AS amount_fen,
        tier,
        link_milli,
        records AS evidence_for,
        [] AS evidence_against,
        CASE WHEN posts IS NULL THEN '核定编制数' END AS missing,
        NULL AS facts,
        handled(NULL, NULL, NULL, NULL, unit_name) AS chain,
        'S3' AS severity,
        'S3' AS severity_long
    FROM crowded
)

SELECT * FROM told
