-- One row for each household on the register of the poor or watched and each kind of
-- thing that spoke against it on the day of identification: held by a member, by a
-- spouse left off the list, or in the home that a member had just left; or a child who
-- is listed without either parent while one of them was in office.
WITH home AS (
    SELECT
        *,
        cast(identified_on - to_months($split_months) AS DATE) AS split_from
    FROM
        spell(
            'resolved.registered_household',
            row(person_id, household_number),
            identified_on,
            removed_on
        )
    WHERE
        is_tied(link_tier)
        AND coalesce(status, '在册') != '清退'
),

listed AS (
    SELECT
        home.record_id AS home_record,
        home.identified_on,
        home.split_from,
        person.person_id,
        person.link_tier AS tier,
        person.link_milli,
        [person.record_id] AS records
    FROM home
    INNER JOIN
        spell(
            'resolved.registered_person',
            row(person_id, household_number),
            added_on,
            removed_on
        ) AS person
        ON home.household_number = person.household_number
    WHERE
        is_tied(person.link_tier)
        AND coalesce(person.added_on <= home.identified_on, TRUE)
        AND coalesce(person.held_to > home.identified_on, TRUE)
    UNION ALL BY NAME
    SELECT
        record_id AS home_record,
        identified_on,
        split_from,
        person_id,
        link_tier AS tier,
        link_milli,
        [] AS records
    FROM home
),

member AS (
    -- A member on two rows is one, by the firmer of them.
    SELECT
        home_record,
        identified_on,
        split_from,
        person_id,
        min(tier) AS tier,
        arg_min(link_milli, tier) AS link_milli,
        list_sort(list_distinct(flatten(list(records)))) AS records
    FROM listed
    GROUP BY home_record, identified_on, split_from, person_id
),

spouse AS (
    SELECT
        member.home_record,
        member.identified_on,
        '配偶' AS side,
        mate.spouse_id AS person_id,
        greatest(member.tier, mate.tier) AS tier,
        member.link_milli,
        member.records || mate.records AS records
    FROM member
    INNER JOIN state.spouse AS mate
        ON
            member.person_id = mate.person_id
            AND holds(mate.valid_from, mate.valid_to, member.identified_on)
    WHERE NOT is_chained(member.tier, mate.tier)
),

moved AS (
    -- The residents' register knew the member in another home within the year before.
    SELECT
        member.home_record,
        member.identified_on,
        member.person_id,
        member.tier,
        member.link_milli,
        former.household_number,
        former.valid_to AS left_on,
        member.records || [former.record_id, later.record_id] AS records
    FROM member
    INNER JOIN resolved.resident AS former
        ON
            member.person_id = former.person_id
            AND former.valid_to BETWEEN member.split_from AND member.identified_on
    INNER JOIN resolved.resident AS later
        ON
            member.person_id = later.person_id
            AND holds(later.valid_from, later.valid_to, member.identified_on)
    WHERE
        is_firm(former.link_tier) AND is_firm(later.link_tier)
        AND former.household_number != later.household_number
),

left_behind AS (
    SELECT
        moved.home_record,
        moved.identified_on,
        '原户' AS side,
        other.person_id,
        greatest(moved.tier, other.link_tier) AS tier,
        least(moved.link_milli, other.link_milli) AS link_milli,
        moved.records || [other.record_id] AS records
    FROM moved
    INNER JOIN resolved.resident AS other
        ON
            moved.household_number = other.household_number
            AND moved.person_id != other.person_id
            AND holds(other.valid_from, other.valid_to, moved.left_on)
    WHERE is_firm(other.link_tier)
),

near AS (
    SELECT
        home_record,
        identified_on,
        '成员' AS side,
        person_id,
        tier,
        link_milli,
        records
    FROM member
    UNION ALL BY NAME
    SELECT spouse.*
    FROM spouse
    ANTI JOIN member
        ON
            spouse.home_record = member.home_record
            AND spouse.person_id = member.person_id
    UNION ALL BY NAME
    SELECT left_behind.*
    FROM left_behind
    ANTI JOIN member
        ON
            left_behind.home_record = member.home_record
            AND left_behind.person_id = member.person_id
),

found AS (
    SELECT
        near.home_record,
        near.side,
        means.sort,
        means.held_from,
        means.is_unclear,
        rule.treatment,
        greatest(near.tier, means.tier) AS tier,
        least(near.link_milli, means.link_milli) AS link_milli,
        near.records || means.records AS records
    FROM near
    INNER JOIN state.means_held AS means ON near.person_id = means.person_id
    LEFT JOIN policy.registration_asset AS rule
        ON
            means.asset = rule.asset
            AND holds(rule.valid_from, rule.valid_to, near.identified_on)
    WHERE
        (near.identified_on IS NULL OR means.held_from < near.identified_on)
        AND (means.held_to IS NULL OR means.held_to > near.identified_on)
        AND (near.side != '配偶' OR means.sort = '公职')
        AND coalesce(rule.treatment, '未载明') != '不计入'
        AND NOT is_chained(near.tier, means.tier)
),

parent AS (
    -- A member under age and whose child it is: a household's head's or a declarer's.
    SELECT
        member.home_record,
        member.identified_on,
        member.person_id AS child_id,
        kin.person_id AS parent_id,
        greatest(member.tier, kin.tier) AS tier,
        member.link_milli,
        member.records || kin.records || born.records AS records
    FROM member
    INNER JOIN state.birth AS born
        ON
            member.person_id = born.person_id
            AND is_firm(born.tier)
            AND member.identified_on
            < cast(born.birth_on + to_years($grown_years) AS DATE)
    INNER JOIN state.kin AS kin
        ON
            member.person_id = kin.other_id
            AND kin.relation IN ('子', '女')
            AND kin.kind != '婚姻'
    WHERE
        coalesce(kin.own_relation, '户主') IN ('户主', '本人', '父', '母')
        AND NOT is_chained(member.tier, kin.tier)
),

with_parent AS (
    SELECT DISTINCT
        parent.home_record,
        parent.child_id
    FROM parent
    INNER JOIN member
        ON
            parent.home_record = member.home_record
            AND parent.parent_id = member.person_id
),

sent_away AS (
    -- None of its parents is listed with it, and one of them was in office.
    SELECT
        parent.home_record,
        '子女' AS side,
        official.appointed_on AS held_from,
        FALSE AS is_unclear,
        '计入' AS treatment,
        greatest(parent.tier, official.tier) AS tier,
        least(parent.link_milli, official.link_milli) AS link_milli,
        parent.records || official.records AS records
    FROM parent
    INNER JOIN state.official AS official
        ON
            parent.parent_id = official.person_id
            AND parent.identified_on > official.appointed_on
            AND coalesce(parent.identified_on < official.removed_on, TRUE)
    ANTI JOIN with_parent
        ON
            parent.home_record = with_parent.home_record
            AND parent.child_id = with_parent.child_id
    WHERE NOT is_chained(parent.tier, official.tier)
),

stated AS (
    SELECT * FROM found
    UNION ALL BY NAME
    SELECT * FROM sent_away
),

named AS (
    SELECT
        *,
        CASE
            WHEN side = '子女' THEN '干部子女另户'
            WHEN side = '配偶' THEN '配偶公职'
            WHEN side = '原户' THEN '识别前分户'
            WHEN sort = '公职' THEN '成员公职'
            WHEN sort = '车辆' THEN '成员有车'
            WHEN sort = '住房' THEN '成员有商品房'
            ELSE '成员有企业'
        END AS variant,
        CASE
            WHEN is_unclear THEN '离开名下的日期'
            WHEN coalesce(treatment, '') != '计入' THEN '本地识别时的排除条件'
        END AS lack
    FROM stated
)

SELECT
    'household' AS subject_kind,
    home.person_id AS subject_id,
    'relief/' || $benefit AS matter,
    home.record_id AS act,
    named.variant,
    home.identified_on AS act_on,
    min(named.held_from) AS event_on,
    home.identified_on AS period_from,
    home.identified_on AS period_to,
    cast(NULL AS BIGINT) AS amount_fen,
    greatest(home.link_tier, min(named.tier)) AS tier,
    least(home.link_milli, min(named.link_milli)) AS link_milli,
    list_sort(list_distinct([home.record_id] || flatten(list(named.records))))
        AS evidence_for,
    CASE
        WHEN home.identified_on IS NULL THEN '识别时间'
        WHEN bool_and(named.lack IS NOT NULL) THEN min(named.lack)
    END AS missing,
    handled(
        home.accepted_by, home.reviewed_by, home.approved_by, NULL, home.town
    ) AS chain,
    CASE WHEN named.variant = '识别前分户' THEN 'S4' ELSE 'S3' END AS severity
FROM named
INNER JOIN home ON named.home_record = home.record_id
WHERE NOT is_chained(home.link_tier, named.tier)
GROUP BY
    home.record_id, home.person_id, home.identified_on, home.link_tier,
    home.link_milli, home.accepted_by, home.reviewed_by, home.approved_by,
    home.town, named.variant
