-- One row for each payment of land compensation to an official or an official's
-- relative who was neither registered in the village when the land was called in nor
-- holds a plot there. Where the house is compensated and the recipient owns one,
-- somebody has to see where it lies.
WITH paid AS MATERIALIZED (
    SELECT
        *,
        coalesce(signed_on, paid_on) AS agreed_on,
        coalesce(announced_on, signed_on, paid_on) AS called_on,
        plain_name(town) AS town_key,
        plain_name(village) AS village_key
    FROM resolved.land_compensation
    WHERE
        is_tied(link_tier)
        AND amount_fen > 0
        AND village IS NOT NULL
        AND coalesce(payment_result, '成功') = '成功'
),

registered AS (
    SELECT
        person_id,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.resident
    WHERE
        is_tied(link_tier)
        AND village IS NOT NULL
        AND person_id IN (SELECT paid.person_id FROM paid)
    GROUP BY person_id
),

placed AS (
    -- Two towns may have villages of one name; who came after the call came late.
    SELECT
        person_id,
        plain_name(town) AS town_key,
        plain_name(village) AS village_key,
        valid_from AS since_on
    FROM resolved.resident
    WHERE is_tied(link_tier)
    UNION ALL
    SELECT
        person_id,
        plain_name(town) AS town_key,
        plain_name(village) AS village_key,
        NULL AS since_on
    FROM resolved.land_subsidy
    WHERE is_tied(link_tier) AND coalesce(contract_area_milli, 0) > 0
),

of_the_village AS (
    SELECT DISTINCT paid.record_id
    FROM paid
    INNER JOIN placed
        ON
            paid.person_id = placed.person_id
            AND paid.village_key = placed.village_key
    WHERE
        coalesce(placed.since_on <= paid.called_on, TRUE)
        AND coalesce(
            contains(paid.town_key, placed.town_key)
            OR contains(placed.town_key, paid.town_key),
            TRUE
        )
),

homed AS (
    SELECT DISTINCT paid.record_id
    FROM paid
    INNER JOIN resolved.real_estate AS estate ON paid.person_id = estate.person_id
    WHERE
        is_tied(estate.link_tier)
        AND paid.house_fen > 0
        AND coalesce(estate.registered_on <= paid.agreed_on, TRUE)
),

stranger AS (
    SELECT
        paid.*,
        registered.records AS home_records,
        registered.person_id IS NULL AS is_unregistered,
        homed.record_id IS NOT NULL AS has_home
    FROM paid
    LEFT JOIN registered ON paid.person_id = registered.person_id
    LEFT JOIN of_the_village ON paid.record_id = of_the_village.record_id
    LEFT JOIN homed ON paid.record_id = homed.record_id
    WHERE of_the_village.record_id IS NULL
),

near AS (
    SELECT
        stranger.*,
        stranger.person_id AS official_id,
        '本人' AS variant,
        'T1' AS kin_tier,
        [] AS kin_records
    FROM stranger
    UNION ALL BY NAME
    SELECT
        stranger.*,
        kin.other_id AS official_id,
        '近亲属' AS variant,
        kin.tier AS kin_tier,
        kin.records AS kin_records
    FROM stranger
    INNER JOIN state.kin AS kin ON stranger.person_id = kin.person_id
    WHERE holds(kin.valid_from, kin.valid_to, stranger.agreed_on)
),

found AS (
    SELECT
        near.*,
        official.records AS official_records,
        greatest(near.link_tier, near.kin_tier, official.tier) AS weakest_tier,
        least(near.link_milli, official.link_milli) AS weakest_milli,
        coalesce(
            official.town = near.town
            OR plain_name(official.village) = near.village_key,
            FALSE
        ) AS is_of_the_place
    FROM near
    INNER JOIN state.official AS official ON near.official_id = official.person_id
    WHERE
        holds(official.appointed_on, official.removed_on, near.agreed_on)
        AND NOT is_chained(near.link_tier, near.kin_tier)
        AND NOT is_chained(greatest(near.link_tier, near.kin_tier), official.tier)
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'finance/征地拆迁补偿' AS matter,
    record_id AS act,
    variant,
    agreed_on AS act_on,
    announced_on AS event_on,
    paid_on AS period_from,
    paid_on AS period_to,
    amount_fen,
    min(weakest_tier) AS tier,
    max(weakest_milli) AS link_milli,
    list_sort(list_distinct(
        [record_id]
        || flatten(list(kin_records))
        || flatten(list(official_records))
        || flatten(list(coalesce(home_records, [])))
    )) AS evidence_for,
    CASE
        WHEN bool_and(is_unregistered) THEN '户籍登记所在村'
        WHEN bool_and(has_home) THEN '本人名下房屋是否坐落在该村'
    END AS missing,
    handled(
        min(accepted_by), min(reviewed_by), min(approved_by), min(paid_by), min(town)
    ) AS chain,
    CASE WHEN bool_or(is_of_the_place) THEN 'S2' ELSE 'S3' END AS severity
FROM found
GROUP BY person_id, record_id, variant, agreed_on, announced_on, paid_on, amount_fen
