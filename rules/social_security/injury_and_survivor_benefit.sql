-- One row for each payment of the injury insurance that something else excludes: a
-- pension beside an allowance, a survivor who is grown, works, married again or died,
-- a second funeral grant.
WITH paid AS (
    SELECT
        *,
        month_of(paid_for) AS benefit_month,
        coalesce(paid_for_to, last_day(paid_for)) AS benefit_to
    FROM resolved.injury_payment
    WHERE coalesce(payment_result, '成功') = '成功'
),

pension AS (
    SELECT
        person_id,
        month_of(paid_for) AS pension_month,
        cast(sum(amount_fen - coalesce(funeral_fen, 0)) AS BIGINT) AS pension_fen,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND scheme IN ('企业养老', '机关养老')
        AND coalesce(payment_flag, '已支付') = '已支付'
        AND amount_fen > coalesce(funeral_fen, 0)
    GROUP BY person_id, month_of(paid_for)
),

first_pension AS (
    SELECT
        person_id,
        min(pension_month) AS first_month
    FROM pension
    GROUP BY person_id
),

full_allowance AS (
    SELECT
        paid.person_id,
        max(paid.amount_fen) AS full_fen
    FROM paid
    INNER JOIN first_pension ON paid.person_id = first_pension.person_id
    WHERE
        paid.benefit_item = '伤残津贴'
        AND is_tied(paid.link_tier)
        AND paid.benefit_month < first_pension.first_month
    GROUP BY paid.person_id
),

allowance AS (
    SELECT
        paid.*,
        first_pension.first_month,
        pension.pension_fen,
        pension.tier AS event_tier,
        pension.link_milli AS event_milli,
        pension.records,
        full_allowance.full_fen
    FROM paid
    INNER JOIN pension
        ON
            paid.person_id = pension.person_id
            AND paid.benefit_month = pension.pension_month
    INNER JOIN first_pension ON paid.person_id = first_pension.person_id
    LEFT JOIN full_allowance ON paid.person_id = full_allowance.person_id
    WHERE
        paid.benefit_item = '伤残津贴'
        AND is_tied(paid.link_tier)
        AND paid.benefit_month > first_pension.first_month
        AND NOT is_chained(paid.link_tier, pension.tier)
),

funeral AS (
    SELECT
        person_id,
        cast(sum(funeral_fen) AS BIGINT) AS funeral_fen,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        min(coalesce(paid_in, paid_for)) AS paid_in,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND funeral_fen > 0
        AND coalesce(payment_flag, '已支付') = '已支付'
    GROUP BY person_id
),

survivor AS (
    SELECT
        * EXCLUDE (kin_birth_on),
        coalesce(kin_birth_on, CASE
            WHEN kin_id_kind = 'valid'
                THEN cast(strptime(substr(kin_id_text, 7, 8), '%Y%m%d') AS DATE)
        END) AS born_on
    FROM paid
    WHERE benefit_item = '供养亲属抚恤金' AND is_tied(kin_link_tier)
),

employed AS (
    SELECT
        person_id,
        paid_month AS work_month,
        tier,
        link_milli,
        records
    FROM state.contribution_month
    UNION ALL BY NAME
    SELECT
        person_id,
        wage_month AS work_month,
        tier,
        link_milli,
        records
    FROM state.wage
    WHERE staff_type NOT IN ('离退休', '遗属补助', '村干部', '公益性岗位')
),

working AS (
    SELECT
        survivor.record_id,
        employed.tier,
        employed.link_milli,
        employed.records,
        min(survivor.benefit_month) OVER (
            PARTITION BY survivor.kin_person_id
        ) AS first_month,
        survivor.benefit_month
    FROM survivor
    INNER JOIN employed
        ON
            survivor.kin_person_id = employed.person_id
            AND survivor.benefit_month = employed.work_month
),

wedding AS (
    SELECT
        person_id,
        registered_on,
        link_tier AS tier,
        link_milli,
        record_id
    FROM resolved.marriage
    WHERE kind = '结婚' AND is_tied(link_tier)
    UNION ALL BY NAME
    SELECT
        spouse_person_id AS person_id,
        registered_on,
        spouse_link_tier AS tier,
        spouse_link_milli AS link_milli,
        record_id
    FROM resolved.marriage
    WHERE kind = '结婚' AND is_tied(spouse_link_tier)
),

ending AS (
    SELECT
        survivor.record_id,
        '亲属去世' AS variant,
        1 AS place,
        'death' AS registry,
        died.died_on AS event_on,
        died.tier,
        died.link_milli,
        died.records
    FROM survivor
    INNER JOIN state.death AS died ON survivor.kin_person_id = died.person_id
    WHERE survivor.paid_for > last_day(died.died_on)
    UNION ALL BY NAME
    SELECT
        survivor.record_id,
        '配偶再婚' AS variant,
        2 AS place,
        wedding.registered_on AS event_on,
        wedding.tier,
        wedding.link_milli,
        [wedding.record_id] AS records
    FROM survivor
    INNER JOIN wedding ON survivor.kin_person_id = wedding.person_id
    WHERE
        survivor.kin_relation = '配偶'
        AND wedding.registered_on > survivor.injured_on
        AND survivor.paid_for > last_day(wedding.registered_on)
    UNION ALL BY NAME
    SELECT
        survivor.record_id,
        '亲属已成年' AS variant,
        3 AS place,
        cast(survivor.born_on + to_months(age.until_months) AS DATE) AS event_on,
        CASE
            WHEN survivor.kin_is_unable IS NULL THEN '亲属的劳动能力鉴定结论'
        END AS missing
    FROM survivor
    INNER JOIN policy.survivor_age AS age
        ON
            survivor.kin_relation = age.relation
            AND holds(age.valid_from, age.valid_to, survivor.paid_for)
    WHERE
        coalesce(survivor.kin_is_unable, '否') != '是'
        AND survivor.paid_for
        > last_day(cast(survivor.born_on + to_months(age.until_months) AS DATE))
    UNION ALL BY NAME
    SELECT
        working.record_id,
        '亲属已就业' AS variant,
        4 AS place,
        working.first_month AS event_on,
        working.tier,
        working.link_milli,
        working.records
    FROM working
    WHERE working.benefit_month > working.first_month
),

found AS (
    SELECT
        * EXCLUDE (
            kin_person_id, first_month, pension_fen, full_fen, link_tier, link_milli
        ),
        '津贴与养老' AS variant,
        1 AS place,
        person_id AS subject_id,
        first_month AS event_on,
        pension_fen,
        full_fen,
        link_tier AS own_tier,
        link_milli AS own_milli,
        amount_fen AS due_fen
    FROM allowance
    UNION ALL BY NAME
    SELECT
        paid.* EXCLUDE (kin_person_id, link_tier, link_milli),
        '丧葬补助两处' AS variant,
        1 AS place,
        paid.person_id AS subject_id,
        funeral.paid_in AS event_on,
        funeral.tier AS event_tier,
        funeral.link_milli AS event_milli,
        funeral.records,
        paid.link_tier AS own_tier,
        paid.link_milli AS own_milli,
        least(paid.amount_fen, funeral.funeral_fen) AS due_fen
    FROM paid
    INNER JOIN funeral ON paid.person_id = funeral.person_id
    WHERE
        paid.benefit_item = '丧葬补助金'
        AND is_tied(paid.link_tier)
        AND NOT is_chained(paid.link_tier, funeral.tier)
    UNION ALL BY NAME
    SELECT
        survivor.* EXCLUDE (kin_person_id, born_on, link_tier, link_milli),
        ending.variant,
        ending.place,
        survivor.kin_person_id AS subject_id,
        ending.event_on,
        ending.registry,
        ending.missing,
        ending.records,
        survivor.kin_link_tier AS own_tier,
        survivor.kin_link_milli AS own_milli,
        survivor.amount_fen AS due_fen,
        coalesce(ending.tier, survivor.kin_link_tier) AS event_tier,
        coalesce(ending.link_milli, survivor.kin_link_milli) AS event_milli
    FROM survivor
    INNER JOIN ending ON survivor.record_id = ending.record_id
    WHERE NOT is_chained(survivor.kin_link_tier, ending.tier)
)

SELECT
    'person' AS subject_kind,
    subject_id,
    record_id AS act,
    variant,
    event_on,
    paid_for AS period_from,
    benefit_to AS period_to,
    due_fen AS amount_fen,
    missing,
    'S3' AS severity,
    'social_security/' || benefit_item AS matter,
    coalesce(paid_on, benefit_to) AS act_on,
    greatest(own_tier, event_tier) AS tier,
    least(own_milli, event_milli) AS link_milli,
    [record_id] || coalesce(records, []) AS evidence_for,
    handled(accepted_by, reviewed_by, approved_by, paid_by, NULL) AS chain,
    MAP {
        'registry': registry,
        'pension_fen': cast(pension_fen AS VARCHAR),
        'full_fen': cast(full_fen AS VARCHAR),
        'topping_fen': cast($topping_fen AS VARCHAR)
    } AS facts
FROM found
QUALIFY row_number() OVER (
    PARTITION BY record_id
    ORDER BY is_weak(event_tier), place, event_on, records
) = 1
