-- One row for each month's allowance of a household whose insured members owned more
-- dwellings than the local rule allows, or bought a commercial flat while insured.
WITH since AS (
    SELECT
        person_id,
        min(first_for) AS first_for
    FROM resolved.dibao_member
    WHERE is_tied(link_tier)
    GROUP BY person_id
),

held AS (
    SELECT
        insured.*,
        home.unit_number,
        home.held_from,
        home.is_unclear AS is_gone,
        home.records AS home_records,
        since.first_for,
        home.acquired_by IN ('拆迁安置', '继承', '赠与')
        OR home.nature IN ('安置房', '保障房')
        OR home.is_minor_share AS is_excused,
        home.nature = '商品房' AND home.acquired_by = '购买' AS is_bought,
        greatest(insured.tier, home.tier) AS weakest_tier,
        least(insured.link_milli, home.link_milli) AS weakest_milli
    FROM state.dibao_member_month AS insured
    INNER JOIN state.home_held AS home
        ON insured.person_id = home.person_id
    LEFT JOIN since ON insured.person_id = since.person_id
    WHERE
        home.held_from < insured.paid_for
        AND (home.held_to IS NULL OR home.held_to > insured.paid_for_to)
        AND NOT is_chained(insured.tier, home.tier)
),

dwelling AS (
    -- What two members own together is one dwelling.
    SELECT
        payment_record,
        unit_number,
        bool_and(coalesce(is_excused, FALSE)) AS is_excused,
        bool_or(coalesce(is_bought AND held_from >= first_for, FALSE)) AS is_new,
        bool_and(is_gone) AS is_gone,
        min(held_from) AS held_from,
        max(weakest_tier) AS tier,
        min(weakest_milli) AS link_milli,
        list_sort(list_distinct(
            flatten(list(records)) || flatten(list(home_records))
        )) AS records
    FROM held
    GROUP BY payment_record, unit_number
),

household AS (
    SELECT
        payment_record,
        count(*) AS homes,
        count(*) FILTER (WHERE NOT is_excused) AS own_homes,
        count(*) FILTER (WHERE is_new AND NOT is_excused) AS new_homes,
        bool_or(is_gone) AS is_gone,
        max(held_from) AS held_from,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(records)))) AS records
    FROM dwelling
    GROUP BY payment_record
),

paid AS (
    SELECT
        payment_record,
        paid_for,
        paid_for_to,
        max(amount_fen) AS amount_fen,
        coalesce(max(head_id), min(person_id)) AS subject_id,
        bool_or(is_fading) AS is_fading,
        bool_or(is_unclear) AS is_unclear,
        min(accepted_by) AS accepted_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by,
        min(paid_by) AS paid_by,
        min(town) AS town
    FROM state.dibao_member_month
    GROUP BY payment_record, paid_for, paid_for_to
)

SELECT
    'household' AS subject_kind,
    paid.subject_id,
    'relief/' || $benefit AS matter,
    paid.payment_record AS act,
    CASE WHEN household.new_homes > 0 THEN '入保后购买' ELSE '多套住房' END AS variant,
    paid.paid_for_to AS act_on,
    household.held_from AS event_on,
    paid.paid_for AS period_from,
    paid.paid_for_to AS period_to,
    paid.amount_fen,
    household.tier,
    household.link_milli,
    [paid.payment_record] || household.records AS evidence_for,
    CASE
        WHEN paid.is_unclear THEN '停保日期'
        WHEN household.is_gone THEN '房屋转移或灭失的日期'
        WHEN limits.limit_count IS NULL AND household.new_homes = 0
            THEN '本地低保家庭住房套数的规定'
    END AS missing,
    MAP {
        'benefit': $benefit,
        'fading': CASE WHEN paid.is_fading THEN 'yes' END,
        'excused_home': CASE
            WHEN
                household.new_homes = 0
                AND household.own_homes <= coalesce(limits.limit_count, 1)
                THEN 'yes'
        END
    } AS facts,
    handled(
        paid.accepted_by, paid.reviewed_by, paid.approved_by, paid.paid_by, paid.town
    ) AS chain,
    'S3' AS severity
FROM household
INNER JOIN paid ON household.payment_record = paid.payment_record
LEFT JOIN policy.dibao_asset_limit AS limits
    ON
        limits.asset = '住房'
        AND holds(limits.valid_from, limits.valid_to, paid.paid_for)
WHERE
    household.new_homes > 0
    OR household.homes > coalesce(limits.limit_count, 1)
