-- One row for each withdrawal for rent by somebody who, alone or by the spouse, owned a
-- dwelling in the county for a while then.
WITH rented AS (
    SELECT *
    FROM state.fund_withdrawal
    WHERE reason = '租房'
),

tenant AS (
    SELECT
        record_id,
        person_id AS owner_id,
        '本人有住房' AS variant,
        cast([] AS VARCHAR[]) AS proof,
        tier,
        applied_on
    FROM rented
    UNION ALL BY NAME
    SELECT
        rented.record_id,
        kin.other_id AS owner_id,
        '配偶有住房' AS variant,
        kin.records AS proof,
        greatest(rented.tier, kin.tier) AS tier,
        rented.applied_on
    FROM rented
    INNER JOIN state.kin AS kin
        ON
            rented.person_id = kin.person_id
            AND kin.kind = '婚姻'
            AND holds(kin.valid_from, kin.valid_to, rented.applied_on)
    WHERE NOT is_chained(rented.tier, kin.tier)
),

owned AS (
    SELECT
        tenant.record_id,
        min(tenant.variant) AS variant,
        min(home.held_from) AS held_from,
        bool_and(coalesce(home.nature = '自建房', FALSE)) AS is_farmhouse,
        bool_and(
            home.is_minor_share
            OR coalesce(home.acquired_by IN ('继承', '赠与'), FALSE)
        ) AS is_excused,
        bool_and(home.is_unclear) AS is_unclear,
        max(greatest(tenant.tier, home.tier)) AS tier,
        min(home.link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(home.records || tenant.proof))))
            AS records
    FROM tenant
    INNER JOIN state.home_held AS home
        ON
            tenant.owner_id = home.person_id
            AND tenant.applied_on >= home.held_from + to_months($settled_months)
            AND coalesce(tenant.applied_on < home.held_to, TRUE)
    WHERE NOT is_chained(tenant.tier, home.tier)
    GROUP BY tenant.record_id
)

SELECT
    'person' AS subject_kind,
    rented.person_id AS subject_id,
    'finance/住房公积金租房提取' AS matter,
    rented.record_id AS act,
    owned.variant,
    coalesce(rented.paid_on, rented.applied_on) AS act_on,
    owned.held_from AS event_on,
    rented.applied_on AS period_from,
    greatest(rented.applied_on, rented.paid_on) AS period_to,
    rented.asked_fen AS amount_fen,
    greatest(rented.tier, owned.tier) AS tier,
    least(rented.link_milli, owned.link_milli) AS link_milli,
    [rented.record_id] || owned.records AS evidence_for,
    CASE WHEN owned.is_unclear THEN '房屋转移或灭失的日期' END AS missing,
    MAP {
        'paid': CASE WHEN rented.is_returned THEN 'no' END,
        'farmhouse': CASE WHEN owned.is_farmhouse THEN 'yes' END,
        'excused_home': CASE WHEN owned.is_excused THEN 'yes' END
    } AS facts,
    handled(
        rented.accepted_by, rented.reviewed_by, rented.approved_by, rented.paid_by,
        NULL
    ) AS chain,
    'S3' AS severity,
    'S2' AS severity_long
FROM rented
INNER JOIN owned ON rented.record_id = owned.record_id
