-- One row for each grant for a dangerous house and each thing that speaks against it:
-- an earlier grant to the household, a resettlement, a flat, a post in public service,
-- or work finished before the decision.
WITH said AS (
    -- A grant was made, whether or not a later list repeats it; of one that was
    -- corrected, in its year too, the last word counts.
    SELECT *
    FROM resolved.housing_grant
    WHERE is_tied(link_tier)
    QUALIFY
        rank() OVER (
            PARTITION BY person_id, granted_for ORDER BY valid_to DESC NULLS FIRST
        ) = 1
        AND rank() OVER (
            PARTITION BY person_id, coalesce(cast(decided_on AS VARCHAR), record_id)
            ORDER BY valid_to DESC NULLS FIRST
        ) = 1
),

granted AS MATERIALIZED (
    SELECT
        *,
        coalesce(decided_on, paid_on, granted_for) AS granted_on
    FROM said
    WHERE coalesce(payment_result, '成功') = '成功'
),

member AS (
    -- Who lived in the grantee's household on that day; the grantee always did.
    SELECT
        granted.record_id AS grant_record,
        other.person_id AS other_id,
        greatest(own.tier, other.tier) AS tier,
        least(own.link_milli, other.link_milli) AS link_milli,
        list_concat(own.records, other.records) AS records
    FROM granted
    INNER JOIN state.home AS own
        ON
            granted.person_id = own.person_id
            AND holds(own.held_from, own.held_to, granted.granted_on)
    INNER JOIN state.home AS other
        ON
            own.household_number = other.household_number
            AND holds(other.held_from, other.held_to, granted.granted_on)
            AND own.person_id != other.person_id
            AND NOT is_chained(own.tier, other.tier)
    UNION ALL BY NAME
    SELECT
        record_id AS grant_record,
        person_id AS other_id,
        'T1' AS tier,
        cast(NULL AS INTEGER) AS link_milli,
        [] AS records
    FROM granted
),

again AS (
    SELECT
        granted.record_id,
        '再次补助' AS variant,
        earlier.granted_on AS event_on,
        gap.gap_years IS NULL AS is_open,
        greatest(member.tier, earlier.link_tier) AS tier,
        least(member.link_milli, earlier.link_milli) AS link_milli,
        member.records || [earlier.record_id] AS records
    FROM granted
    INNER JOIN member ON granted.record_id = member.grant_record
    INNER JOIN granted AS earlier
        ON
            member.other_id = earlier.person_id
            AND (granted.granted_on, granted.record_id)
            > (earlier.granted_on, earlier.record_id)
            AND NOT is_chained(member.tier, earlier.link_tier)
    LEFT JOIN policy.housing_grant AS gap
        ON
            gap.benefit = $benefit
            AND holds(gap.valid_from, gap.valid_to, granted.granted_on)
    WHERE
        granted.granted_on < earlier.granted_on + to_years(coalesce(gap.gap_years, 99))
),

moved AS (
    SELECT
        granted.record_id,
        '另有搬迁安置' AS variant,
        coalesce(resettled.moved_in_on, resettled.paid_on) AS event_on,
        exclusion.benefit IS NULL AS is_open,
        greatest(member.tier, resettled.link_tier) AS tier,
        least(member.link_milli, resettled.link_milli) AS link_milli,
        member.records || [resettled.record_id] AS records
    FROM granted
    INNER JOIN member ON granted.record_id = member.grant_record
    INNER JOIN resolved.resettled_household AS resettled
        ON member.other_id = resettled.person_id
    LEFT JOIN policy.mutual_exclusion AS exclusion
        ON
            exclusion.benefit = $benefit
            AND exclusion.other_benefit = '易地扶贫搬迁'
            AND holds(exclusion.valid_from, exclusion.valid_to, granted.granted_on)
    WHERE
        is_tied(resettled.link_tier)
        AND NOT is_chained(member.tier, resettled.link_tier)
        AND coalesce(resettled.valid_to >= granted.granted_on, TRUE)
),

housed AS (
    SELECT
        granted.record_id,
        '另有商品房' AS variant,
        home.held_from AS event_on,
        home.is_unclear AS is_open,
        home.tier,
        home.link_milli,
        home.records
    FROM granted
    INNER JOIN state.home_held AS home ON granted.person_id = home.person_id
    WHERE
        home.nature = '商品房'
        AND NOT home.is_minor_share
        AND home.held_from < granted.granted_on
        AND (home.held_to IS NULL OR home.held_to > granted.granted_on)
),

serving AS (
    SELECT
        granted.record_id,
        '在编人员' AS variant,
        official.appointed_on AS event_on,
        FALSE AS is_open,
        official.tier,
        official.link_milli,
        official.records
    FROM granted
    INNER JOIN state.official AS official
        ON granted.person_id = official.person_id
    WHERE
        official.identity IN ('公务员', '参公', '事业在编')
        AND official.appointed_on <= granted.granted_on
        AND (official.removed_on IS NULL OR official.removed_on > granted.granted_on)
),

early AS (
    SELECT
        record_id,
        '先完工后批准' AS variant,
        finished_on AS event_on,
        FALSE AS is_open,
        link_tier AS tier,
        link_milli,
        [] AS records
    FROM granted
    WHERE finished_on < decided_on
),

found AS (
    SELECT * FROM again
    UNION ALL BY NAME
    SELECT * FROM moved
    UNION ALL BY NAME
    SELECT * FROM housed
    UNION ALL BY NAME
    SELECT * FROM serving
    UNION ALL BY NAME
    SELECT * FROM early
)

SELECT
    'person' AS subject_kind,
    granted.person_id AS subject_id,
    'relief/' || $benefit AS matter,
    granted.record_id AS act,
    found.variant,
    granted.granted_on AS act_on,
    min(found.event_on) AS event_on,
    granted.granted_on AS period_from,
    granted.granted_on AS period_to,
    granted.amount_fen,
    greatest(granted.link_tier, min(found.tier)) AS tier,
    least(granted.link_milli, min(found.link_milli)) AS link_milli,
    list_sort(list_distinct(
        [granted.record_id] || flatten(list(found.records))
    )) AS evidence_for,
    CASE
        WHEN NOT bool_and(found.is_open) THEN NULL
        WHEN found.variant = '另有商品房' THEN '房屋转移或灭失的日期'
        ELSE '能否再次或同时享受住房补助的规定'
    END AS missing,
    handled(
        granted.accepted_by, granted.reviewed_by, granted.approved_by,
        granted.paid_by, granted.town
    ) AS chain,
    CASE WHEN found.variant = '先完工后批准' THEN 'S4' ELSE 'S3' END AS severity
FROM found
INNER JOIN granted ON found.record_id = granted.record_id
WHERE NOT is_chained(granted.link_tier, found.tier)
GROUP BY
    granted.record_id, granted.person_id, granted.granted_on, granted.amount_fen,
    granted.link_tier, granted.link_milli, granted.accepted_by,
    granted.reviewed_by, granted.approved_by, granted.paid_by, granted.town,
    found.variant
