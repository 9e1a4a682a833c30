-- One row for each child kept as an orphan or as one whom nobody brings up, of whom a
-- parent had work or a business in enough months of that time, behind no bars.
WITH child AS MATERIALIZED (
    SELECT
        *,
        coalesce(stopped_on, delivered_on) AS seen_on
    FROM resolved.orphan
    WHERE
        is_tied(link_tier)
        AND first_for IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY person_id, first_for
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

parent AS (
    SELECT
        record_id,
        father_person_id AS parent_id,
        father_state AS parent_state,
        father_link_tier AS tier,
        father_link_milli AS link_milli,
        [] AS records
    FROM child
    WHERE is_tied(father_link_tier)
    UNION ALL BY NAME
    SELECT
        record_id,
        mother_person_id AS parent_id,
        mother_state AS parent_state,
        mother_link_tier AS tier,
        mother_link_milli AS link_milli,
        [] AS records
    FROM child
    WHERE is_tied(mother_link_tier)
    UNION ALL BY NAME
    -- Whom the list does not name and a register or a declaration does: the head of
    -- the household whose child it is; a spouse of the head may be a step-parent.
    SELECT
        child.record_id,
        kin.person_id AS parent_id,
        cast(NULL AS VARCHAR) AS parent_state,
        kin.tier,
        cast(NULL AS INTEGER) AS link_milli,
        kin.records
    FROM child
    INNER JOIN state.kin AS kin ON child.person_id = kin.other_id
    WHERE
        kin.relation IN ('子', '女')
        AND coalesce(kin.own_relation, '户主') IN ('户主', '本人', '父', '母')
        AND kin.kind != '婚姻'
        AND kin.person_id IS DISTINCT FROM child.father_person_id
        AND kin.person_id IS DISTINCT FROM child.mother_person_id
),

sign AS (
    SELECT
        parent.record_id,
        parent.parent_id,
        '父母在业' AS variant,
        work.paid_month AS sign_month,
        work.tier,
        work.link_milli,
        work.records
    FROM parent
    INNER JOIN state.contribution_month AS work ON parent.parent_id = work.person_id
    UNION ALL BY NAME
    SELECT
        parent.record_id,
        parent.parent_id,
        '父母在业' AS variant,
        wage.wage_month AS sign_month,
        wage.tier,
        wage.link_milli,
        wage.records
    FROM parent
    INNER JOIN state.wage AS wage ON parent.parent_id = wage.person_id
    WHERE wage.category IS DISTINCT FROM 'survivor'
),

month AS (
    SELECT
        sign.record_id,
        sign.parent_id,
        sign.sign_month,
        min(sign.tier) AS tier,
        arg_min(sign.link_milli, (sign.tier, sign.link_milli)) AS link_milli,
        flatten(list(sign.records)) AS records,
        bool_or(coalesce(custody.is_unclear, FALSE)) AS is_doubtful
    FROM sign
    INNER JOIN child ON sign.record_id = child.record_id
    LEFT JOIN state.custody AS custody
        ON
            sign.parent_id = custody.person_id
            AND holds(custody.started_on, custody.maybe_to, last_day(sign.sign_month))
    WHERE
        sign.sign_month > child.first_for
        AND last_day(sign.sign_month) <= last_day(child.seen_on)
    GROUP BY sign.record_id, sign.parent_id, sign.sign_month
    HAVING bool_and(coalesce(custody.is_unclear, TRUE))
),

counted AS (
    SELECT
        *,
        count(*) FILTER (is_firm(tier)) OVER (PARTITION BY record_id, parent_id)
        >= $least_months AS is_sure
    FROM month
),

working AS (
    -- Months on a weak tie count only where there are too few others.
    SELECT
        record_id,
        parent_id,
        min(sign_month) AS first_month,
        max(sign_month) AS last_month,
        count(*) AS months,
        count(*) FILTER (WHERE NOT is_doubtful) < $least_months AS is_doubtful,
        max(tier) AS sign_tier,
        min(link_milli) AS sign_milli,
        list_sort(list_distinct(flatten(list(records)))) AS records
    FROM counted
    WHERE NOT is_sure OR is_firm(tier)
    GROUP BY record_id, parent_id
    HAVING count(*) >= $least_months
),

severe AS (
    SELECT
        working.record_id,
        working.parent_id
    FROM working
    INNER JOIN state.disability_held AS certificate
        ON working.parent_id = certificate.person_id
    WHERE
        is_firm(certificate.link_tier)
        AND certificate.disability_grade IN ('一级', '二级')
        -- It speaks for the parent, so the days that nobody knows count.
        AND meets(
            certificate.held_from,
            certificate.maybe_to,
            working.first_month,
            last_day(working.last_month)
        )
    GROUP BY working.record_id, working.parent_id
),

found AS (
    SELECT
        child.*,
        parent.parent_state,
        working.parent_id,
        working.first_month,
        working.last_month,
        working.months,
        working.is_doubtful,
        greatest(parent.tier, working.sign_tier) AS other_tier,
        least(parent.link_milli, working.sign_milli) AS other_milli,
        parent.records || working.records AS records,
        severe.parent_id IS NOT NULL AS is_severe,
        CASE
            WHEN parent.parent_state IN ('死亡', '查找不到') THEN '登记与在业不符'
            ELSE '父母在业'
        END AS variant
    FROM working
    INNER JOIN child ON working.record_id = child.record_id
    INNER JOIN parent
        ON
            working.record_id = parent.record_id
            AND working.parent_id = parent.parent_id
    LEFT JOIN state.death AS death ON working.parent_id = death.person_id
    LEFT JOIN severe
        ON
            working.record_id = severe.record_id
            AND working.parent_id = severe.parent_id
    -- Months up to the death were the parent's; what came after it is another matter.
    WHERE
        (
            death.died_on IS NULL
            OR death.died_on > working.first_month + to_months($least_months)
        )
        AND NOT is_chained(parent.tier, working.sign_tier)
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || CASE child_kind
        WHEN '孤儿' THEN '孤儿基本生活费' ELSE '事实无人抚养儿童补贴'
    END AS matter,
    record_id AS act,
    variant,
    last_day(last_month) AS act_on,
    first_month AS event_on,
    first_month AS period_from,
    last_day(last_month) AS period_to,
    standard_fen * months AS amount_fen,
    greatest(link_tier, other_tier) AS tier,
    least(link_milli, other_milli) AS link_milli,
    list_sort(list_distinct([record_id] || records)) AS evidence_for,
    CASE WHEN is_doubtful THEN '父母的刑罚执行方式' END AS missing,
    MAP {
        'parent_severe': CASE WHEN is_severe THEN 'yes' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    CASE variant WHEN '登记与在业不符' THEN 'S2' ELSE 'S3' END AS severity
FROM found
WHERE NOT is_chained(link_tier, other_tier)
-- One child counts once, by the parent who worked longest.
QUALIFY
    row_number() OVER (
        PARTITION BY record_id
        ORDER BY is_severe ASC, is_doubtful ASC, months DESC, parent_id ASC
    ) = 1
