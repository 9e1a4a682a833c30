-- One row for each withdrawal for buying a home in the county that the land register
-- does not bear out: the home named is another's, no home was registered at all, or it
-- was soon given on.
WITH purchase AS MATERIALIZED (
    SELECT *
    FROM state.fund_withdrawal
    WHERE reason = '购房' AND home_place IS DISTINCT FROM '外地'
),

dwelling AS MATERIALIZED (
    SELECT
        record_id,
        person_id,
        name_key,
        link_tier AS tier,
        link_milli,
        unit_number,
        registered_on,
        ended_on,
        regexp_replace(upper(certificate_number), '[^0-9A-Z\p{Han}]', '', 'g')
            AS home_key,
        is_gone OR coalesce(status, '现势') != '现势' AS is_past,
        coalesce(register_kind = '预告', FALSE) AS is_notice
    FROM
        spell(
            'resolved.real_estate',
            row(person_id, name_key, unit_number, certificate_number, register_kind),
            registered_on,
            ended_on
        )
    WHERE
        unit_number IS NOT NULL
        AND registered_on IS NOT NULL
        AND coalesce(use_kind, '住宅') = '住宅'
        AND coalesce(register_kind, '首次') != '注销'
),

seen AS (
    SELECT coalesce(max(delivered_on), max(registered_on)) AS seen_on
    FROM resolved.real_estate
),

-- The home that the number names, whoever owns it.
named AS (
    SELECT
        purchase.record_id,
        dwelling.unit_number,
        list(dwelling.record_id ORDER BY dwelling.record_id) AS records
    FROM purchase
    INNER JOIN dwelling ON purchase.home_key = dwelling.home_key
    GROUP BY purchase.record_id, dwelling.unit_number
),

named_home AS (
    SELECT
        record_id,
        list_sort(flatten(list(records))) AS records
    FROM named
    GROUP BY record_id
),

-- Who may own it: the person, and relatives until the register can know of it. The day
-- stands here too, so that homes are looked up by owner, never by days alone.
owner AS MATERIALIZED (
    SELECT
        record_id,
        applied_on,
        person_id AS owner_id,
        FALSE AS is_kin
    FROM purchase
    UNION ALL BY NAME
    SELECT DISTINCT
        purchase.record_id,
        purchase.applied_on,
        kin.other_id AS owner_id,
        TRUE AS is_kin
    FROM purchase
    INNER JOIN state.kin AS kin
        ON
            purchase.person_id = kin.person_id
            AND meets(
                kin.valid_from, kin.valid_to, purchase.applied_on,
                purchase.applied_on + to_months($wait_months)
            )
),

bought AS (
    SELECT
        owner.record_id,
        owner.is_kin,
        dwelling.unit_number,
        dwelling.record_id AS right_id,
        dwelling.registered_on,
        dwelling.ended_on,
        dwelling.tier,
        dwelling.link_milli,
        dwelling.is_past
        AND NOT dwelling.is_notice
        AND dwelling.ended_on > owner.applied_on
        AND dwelling.ended_on <= dwelling.registered_on + to_months($short_months)
            AS is_short
    FROM owner
    INNER JOIN dwelling
        ON
            owner.owner_id = dwelling.person_id
            AND dwelling.registered_on <= owner.applied_on + to_months($wait_months)
    LEFT JOIN named
        ON
            owner.record_id = named.record_id
            AND dwelling.unit_number = named.unit_number
    LEFT JOIN named_home ON owner.record_id = named_home.record_id
    WHERE
        is_tied(dwelling.tier)
        AND (
            named.unit_number IS NOT NULL
            OR (
                named_home.record_id IS NULL
                AND dwelling.registered_on
                >= owner.applied_on - to_months($before_months)
            )
        )
),

-- Given on to somebody who is neither the person nor a relative.
given_on AS (
    SELECT
        bought.record_id,
        bought.right_id,
        min(next_right.record_id) AS next_id
    FROM bought
    INNER JOIN dwelling AS next_right
        ON
            bought.unit_number = next_right.unit_number
            AND bought.ended_on <= next_right.registered_on + $same_days
            AND bought.right_id != next_right.record_id
            AND NOT next_right.is_notice
    LEFT JOIN owner
        ON
            bought.record_id = owner.record_id
            AND next_right.person_id = owner.owner_id
    WHERE bought.is_short AND owner.owner_id IS NULL
    GROUP BY bought.record_id, bought.right_id
),

held AS (
    SELECT
        bought.record_id,
        bool_or(NOT bought.is_kin AND given_on.right_id IS NULL) AS is_own,
        bool_or(bought.is_kin AND given_on.right_id IS NULL) AS is_kin,
        min(bought.ended_on) FILTER (WHERE given_on.right_id IS NOT NULL) AS ended_on,
        max(bought.tier) FILTER (WHERE given_on.right_id IS NOT NULL) AS tier,
        min(bought.link_milli) FILTER (WHERE given_on.right_id IS NOT NULL)
            AS link_milli,
        list_sort(list_distinct(
            list(bought.right_id) FILTER (WHERE given_on.right_id IS NOT NULL)
            || list(given_on.next_id) FILTER (WHERE given_on.right_id IS NOT NULL)
        )) AS records
    FROM bought
    LEFT JOIN given_on
        ON
            bought.record_id = given_on.record_id
            AND bought.right_id = given_on.right_id
    GROUP BY bought.record_id
),

-- Rows of the same name that are not firmly tied to anybody may be the person's own.
namesake AS (
    SELECT DISTINCT purchase.record_id
    FROM purchase
    INNER JOIN dwelling
        ON
            purchase.name_key = dwelling.name_key
            AND dwelling.registered_on BETWEEN
            purchase.applied_on - to_months($before_months)
            AND purchase.applied_on + to_months($wait_months)
    WHERE NOT coalesce(is_firm(dwelling.tier), FALSE)
),

judged AS (
    SELECT
        purchase.*,
        seen.seen_on,
        held.ended_on,
        CASE
            WHEN held.ended_on IS NOT NULL AND NOT held.is_kin THEN '短期转出'
            WHEN named_home.record_id IS NOT NULL THEN '登记在他人名下'
            ELSE '未见登记'
        END AS variant,
        held.tier AS right_tier,
        held.link_milli AS right_milli,
        coalesce(held.is_kin, FALSE) AS is_kins,
        namesake.record_id IS NOT NULL AS is_namesake,
        coalesce(named_home.records, []) AS named_records,
        coalesce(held.records, []) AS given_records
    FROM purchase
    CROSS JOIN seen
    LEFT JOIN held ON purchase.record_id = held.record_id
    LEFT JOIN named_home ON purchase.record_id = named_home.record_id
    LEFT JOIN namesake ON purchase.record_id = namesake.record_id
    WHERE NOT coalesce(held.is_own, FALSE)
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'finance/住房公积金购房提取' AS matter,
    record_id AS act,
    variant,
    coalesce(paid_on, applied_on) AS act_on,
    coalesce(ended_on, applied_on) AS event_on,
    applied_on AS period_from,
    greatest(applied_on, paid_on) AS period_to,
    asked_fen AS amount_fen,
    CASE WHEN variant = '短期转出' THEN greatest(tier, right_tier) ELSE tier END
        AS tier,
    CASE
        WHEN variant = '短期转出' THEN least(link_milli, right_milli) ELSE link_milli
    END AS link_milli,
    list_distinct([record_id] || CASE
        WHEN variant = '短期转出' THEN given_records
        WHEN variant = '登记在他人名下' THEN named_records
        ELSE []
    END) AS evidence_for,
    CASE
        WHEN variant != '短期转出' AND is_namesake
            THEN '不动产登记中同名权利人的身份'
    END AS missing,
    MAP {
        'paid': CASE WHEN is_returned THEN 'no' END,
        'kin_home': CASE WHEN variant != '短期转出' AND is_kins THEN 'yes' END,
        'seen_on': strftime(seen_on, '%Y-%m-%d'),
        'registered_until': CASE
            WHEN variant = '未见登记'
                THEN strftime(applied_on + to_months($wait_months), '%Y-%m-%d')
        END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, NULL) AS chain,
    CASE WHEN variant = '登记在他人名下' THEN 'S2' ELSE 'S3' END AS severity
FROM judged
WHERE
    variant != '短期转出'
    OR NOT is_chained(tier, right_tier)
