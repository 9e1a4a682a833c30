-- One row for each month's allowance while a member, near kin of one in the same
-- registered household, or a spouse by the marriage register, was paid by the treasury.
WITH paid AS MATERIALIZED (
    SELECT *
    FROM resolved.dibao_payment
    WHERE coalesce(payment_result, '成功') = '成功'
),

insured AS MATERIALIZED (SELECT * FROM state.dibao_member_month),

headcount AS (
    SELECT DISTINCT
        payment_record,
        members
    FROM insured
),

waged AS MATERIALIZED (
    SELECT
        payroll.*,
        staff.category,
        coalesce(payroll.paid_for_to, last_day(payroll.paid_for)) AS waged_to,
        CASE staff.category
            WHEN 'fiscal' THEN 1 WHEN 'survivor' THEN 3 WHEN 'non_fiscal' THEN 4
            ELSE 2
        END AS closeness
    FROM resolved.staff_payroll AS payroll
    LEFT JOIN policy.staff_type AS staff
        ON
            payroll.staff_type = staff.staff_type
            AND payroll.paid_for >= staff.valid_from
            AND (staff.valid_to IS NULL OR payroll.paid_for <= staff.valid_to)
    WHERE is_tied(payroll.link_tier)
),

own_wage AS (
    SELECT
        insured.*,
        waged.record_id,
        waged.category,
        waged.closeness,
        waged.link_tier AS wage_tier,
        waged.link_milli AS wage_milli
    FROM insured
    INNER JOIN waged
        ON
            insured.person_id = waged.person_id
            AND insured.paid_for <= waged.waged_to
            AND insured.paid_for_to >= waged.paid_for
    WHERE NOT is_chained(insured.tier, waged.link_tier)
    QUALIFY
        is_firm(waged.link_tier)
        OR NOT bool_or(is_firm(waged.link_tier))
            OVER (PARTITION BY insured.payment_record, insured.person_id)
),

self_waged AS MATERIALIZED (
    SELECT
        payment_record,
        person_id AS subject_id,
        person_id AS waged_id,
        '本人在册' AS variant,
        greatest(tier, max(wage_tier)) AS tier,
        least(link_milli, min(wage_milli)) AS link_milli,
        is_fading,
        is_severe,
        is_unclear,
        arg_min(category, (closeness, record_id)) AS category,
        min(closeness) AS closeness,
        -- Survivors' aid and pay outside the establishment hide no relative's wage.
        min(closeness) <= 2 AS is_of_post,
        records || list(record_id ORDER BY record_id) AS records,
        NULL AS relation,
        'S2' AS severity
    FROM own_wage
    GROUP BY
        payment_record, person_id, tier, link_milli, is_fading, is_severe,
        is_unclear, records
),

near (relation, other_relation, kin_relation) AS (
    -- What either is to the head, and so the other to the one.
    VALUES
    ('户主', '配偶', '配偶'), ('户主', '子', '子'), ('户主', '女', '女'),
    ('户主', '父母', '父母'), ('配偶', '户主', '配偶'), ('配偶', '子', '子'),
    ('配偶', '女', '女'), ('子', '户主', '父母'), ('子', '配偶', '父母'),
    ('女', '户主', '父母'), ('女', '配偶', '父母'), ('父母', '户主', '子女'),
    ('父母', '父母', '配偶')
),

wed AS MATERIALIZED (
    SELECT * FROM state.kin
    WHERE kind = '婚姻'
),

kin AS MATERIALIZED (
    -- Few; found first, whatever the planner thinks.
    SELECT
        home.person_id,
        relative.person_id AS waged_id,
        near.kin_relation,
        greatest(home.link_tier, relative.link_tier) AS tier,
        least(home.link_milli, relative.link_milli) AS link_milli,
        [home.record_id, relative.record_id] AS records,
        greatest(home.valid_from, relative.valid_from) AS valid_from,
        least(
            home.valid_to,
            relative.valid_to,
            CASE WHEN near.kin_relation = '配偶' THEN wed.valid_to END
        ) AS valid_to
    FROM resolved.resident AS home
    INNER JOIN resolved.resident AS relative
        ON home.household_number = relative.household_number
    INNER JOIN near
        ON
            home.relation_to_head = near.relation
            AND relative.relation_to_head = near.other_relation
    LEFT JOIN wed
        ON home.person_id = wed.person_id AND relative.person_id = wed.other_id
    WHERE
        home.person_id IN (SELECT insured.person_id FROM insured)
        AND relative.person_id IN (SELECT waged.person_id FROM waged)
        AND home.person_id != relative.person_id
        AND is_tied(home.link_tier)
        AND is_tied(relative.link_tier)
        AND NOT is_chained(home.link_tier, relative.link_tier)
        AND home.status = '正常'
        AND relative.status IN ('正常', '迁出')
    UNION ALL BY NAME
    SELECT
        person_id,
        other_id AS waged_id,
        '配偶' AS kin_relation,
        tier,
        records,
        valid_from,
        valid_to
    FROM wed
),

unplaced AS (
    -- Entries of the list that were tied to nobody: which might be the relative's.
    SELECT
        paid.record_id AS payment_record,
        list(listed.name_key) AS names
    FROM paid
    INNER JOIN resolved.dibao_member AS listed
        ON
            paid.certificate_number = listed.certificate_number
            OR paid.person_id = listed.head_person_id
    WHERE NOT is_tied(listed.link_tier)
    GROUP BY paid.record_id
),

beside AS MATERIALIZED (
    SELECT
        insured.*,
        kin.waged_id,
        kin.kin_relation,
        kin.tier AS kin_tier,
        kin.link_milli AS kin_milli,
        kin.records AS kin_records
    FROM kin
    INNER JOIN insured ON kin.person_id = insured.person_id
    WHERE
        (kin.valid_from IS NULL OR kin.valid_from <= insured.paid_for_to)
        AND (kin.valid_to IS NULL OR kin.valid_to >= insured.paid_for)
        AND NOT is_chained(kin.tier, insured.tier)
        AND kin.waged_id NOT IN (
            SELECT listed.person_id
            FROM resolved.dibao_member AS listed
            WHERE is_tied(listed.link_tier)
        )
        AND insured.payment_record NOT IN (
            SELECT self_waged.payment_record
            FROM self_waged
            WHERE is_firm(self_waged.tier) AND self_waged.is_of_post
        )
),

kin_waged AS MATERIALIZED (
    SELECT
        beside.payment_record,
        beside.person_id,
        beside.head_id,
        beside.waged_id,
        beside.is_fading,
        beside.is_severe,
        beside.is_unclear,
        list_contains(unplaced.names, waged.name_key) AS is_unplaced,
        waged.category,
        waged.closeness,
        beside.kin_relation,
        greatest(beside.tier, beside.kin_tier, waged.link_tier) AS tier,
        least(beside.link_milli, beside.kin_milli, waged.link_milli) AS link_milli,
        beside.records || beside.kin_records || [waged.record_id] AS records
    FROM beside
    LEFT JOIN unplaced ON beside.payment_record = unplaced.payment_record
    INNER JOIN waged
        ON
            beside.waged_id = waged.person_id
            AND beside.paid_for <= waged.waged_to
            AND beside.paid_for_to >= waged.paid_for
    WHERE NOT is_chained(greatest(beside.tier, beside.kin_tier), waged.link_tier)
    QUALIFY
        is_firm(tier)
        OR NOT bool_or(is_firm(tier)) OVER (PARTITION BY beside.payment_record)
),

family_waged AS MATERIALIZED (
    SELECT
        kin_waged.payment_record,
        coalesce(min(kin_waged.head_id), min(kin_waged.person_id)) AS subject_id,
        arg_min(kin_waged.waged_id, (kin_waged.closeness, kin_waged.waged_id))
            AS waged_id,
        '亲属在册' AS variant,
        max(kin_waged.tier) AS tier,
        min(kin_waged.link_milli) AS link_milli,
        bool_or(kin_waged.is_fading) AS is_fading,
        bool_or(kin_waged.is_severe) AS is_severe,
        bool_or(kin_waged.is_unclear) AS is_unclear,
        bool_and(coalesce(kin_waged.is_unplaced, FALSE)) AS is_unplaced,
        arg_min(
            kin_waged.category,
            (kin_waged.closeness, kin_waged.waged_id, kin_waged.category)
        ) AS category,
        min(kin_waged.closeness) AS closeness,
        list_sort(list_distinct(flatten(list(kin_waged.records)))) AS records,
        arg_min(
            kin_waged.kin_relation,
            (kin_waged.closeness, kin_waged.waged_id, kin_waged.kin_relation)
        ) AS relation,
        'S3' AS severity
    FROM kin_waged
    WHERE
        is_firm(kin_waged.tier)
        OR kin_waged.payment_record NOT IN (
            SELECT self_waged.payment_record
            FROM self_waged
            WHERE self_waged.is_of_post
        )
    GROUP BY kin_waged.payment_record
),

found AS (
    SELECT * EXCLUDE (is_of_post) FROM self_waged
    UNION ALL BY NAME
    SELECT * FROM family_waged
)

SELECT
    'person' AS subject_kind,
    found.subject_id,
    'relief/' || $benefit AS matter,
    paid.record_id AS act,
    found.variant,
    coalesce(paid.paid_for_to, last_day(paid.paid_for)) AS act_on,
    NULL AS event_on,
    paid.paid_for AS period_from,
    coalesce(paid.paid_for_to, last_day(paid.paid_for)) AS period_to,
    paid.amount_fen,
    found.tier,
    found.link_milli,
    [paid.record_id] || found.records AS evidence_for,
    CASE
        WHEN found.category IS NULL THEN '工资册中的人员身份'
        WHEN found.is_unclear THEN '停保日期'
        WHEN found.is_unplaced THEN '保障对象中同名人员的身份'
    END AS missing,
    MAP {
        'staff_category': found.category,
        'waged_id': found.waged_id,
        'benefit': $benefit,
        'fading': CASE WHEN found.is_fading THEN 'yes' END,
        'insured_alone': CASE
            WHEN coalesce(paid.insured_count, headcount.members) = 1 THEN 'yes'
        END,
        'severe': CASE WHEN found.is_severe THEN 'yes' END,
        'relation': found.relation
    } AS facts,
    [
        struct_pack(
            step := '受理', person := paid.accepted_by, unit := NULL, "on" := NULL
        ),
        struct_pack(
            step := '审核', person := paid.reviewed_by, unit := paid.town,
            "on" := NULL
        ),
        struct_pack(
            step := '审批', person := paid.approved_by, unit := NULL, "on" := NULL
        ),
        struct_pack(
            step := '拨付', person := paid.paid_by, unit := NULL,
            "on" := paid.paid_on
        )
    ] AS chain,
    found.severity
FROM found
INNER JOIN paid ON found.payment_record = paid.record_id
LEFT JOIN headcount ON paid.record_id = headcount.payment_record
