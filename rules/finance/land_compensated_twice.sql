-- One row for each payment of land compensation beyond what its agreement grants, and
-- for each agreement that repeats one of the same person or of a relative: same works,
-- same areas, same sum. Instalments and rows for land and house apart add up to the
-- agreement and are none.
WITH paid AS MATERIALIZED (
    SELECT
        *,
        coalesce(
            land_fen, resettlement_fen, crops_fen, house_fen, reward_fen
        ) IS NOT NULL AS has_parts,
        max(coalesce(land_fen, 0)) OVER agreed
        + max(coalesce(resettlement_fen, 0)) OVER agreed
        + max(coalesce(crops_fen, 0)) OVER agreed
        + max(coalesce(house_fen, 0)) OVER agreed
        + max(coalesce(reward_fen, 0)) OVER agreed AS granted_fen,
        sum(amount_fen) OVER (
            PARTITION BY agreement_number, person_id
            ORDER BY paid_on, record_id
        ) AS paid_so_far_fen,
        min(record_id) OVER agreed AS first_record,
        count(*) OVER agreed AS payments
    FROM resolved.land_compensation
    WHERE
        is_tied(link_tier)
        AND amount_fen > 0
        AND coalesce(payment_result, '成功') = '成功'
        AND agreement_number IS NOT NULL
    WINDOW agreed AS (PARTITION BY agreement_number, person_id)
),

agreement AS (
    SELECT
        agreement_number,
        person_id,
        project_name,
        village,
        village_group,
        max(area_milli) AS area_milli,
        max(house_area_milli) AS house_area_milli,
        cast(sum(amount_fen) AS BIGINT) AS amount_fen,
        min(coalesce(signed_on, paid_on)) AS signed_on,
        max(record_id) AS last_record,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list(record_id ORDER BY record_id) AS records
    FROM paid
    GROUP BY agreement_number, person_id, project_name, village, village_group
),

over_agreement AS (
    SELECT
        record_id AS act,
        person_id,
        '同一协议' AS variant,
        cast(
            CASE
                WHEN has_parts
                    THEN least(amount_fen, paid_so_far_fen - granted_fen)
                ELSE amount_fen
            END AS BIGINT
        ) AS amount_fen,
        link_tier AS tier,
        link_milli,
        list_distinct([record_id, first_record]) AS records,
        CASE WHEN NOT has_parts THEN '协议约定的各项补偿金额' END AS missing
    FROM paid
    WHERE
        payments > 1
        AND (
            (has_parts AND paid_so_far_fen > granted_fen)
            OR (NOT has_parts AND record_id != first_record)
        )
),

pair AS (
    SELECT
        later.*,
        earlier.records AS earlier_records,
        earlier.person_id AS earlier_person,
        earlier.tier AS earlier_tier,
        earlier.link_milli AS earlier_milli
    FROM agreement AS later
    INNER JOIN agreement AS earlier
        ON
            later.project_name = earlier.project_name
            AND later.village = earlier.village
            AND later.village_group = earlier.village_group
            AND later.amount_fen = earlier.amount_fen
            AND later.area_milli IS NOT DISTINCT FROM earlier.area_milli
            AND later.house_area_milli IS NOT DISTINCT FROM earlier.house_area_milli
            AND (later.signed_on, later.agreement_number)
            > (earlier.signed_on, earlier.agreement_number)
    WHERE NOT is_chained(later.tier, earlier.tier)
),

repeated AS (
    SELECT
        last_record AS act,
        person_id,
        '两份协议' AS variant,
        amount_fen,
        greatest(tier, earlier_tier) AS tier,
        least(link_milli, earlier_milli) AS link_milli,
        records || earlier_records AS records
    FROM pair
    WHERE person_id = earlier_person
    UNION ALL
    SELECT
        pair.last_record AS act,
        pair.person_id,
        '亲属之间' AS variant,
        pair.amount_fen,
        greatest(pair.tier, pair.earlier_tier, kin.tier) AS tier,
        least(pair.link_milli, pair.earlier_milli) AS link_milli,
        pair.records || pair.earlier_records || kin.records AS records
    FROM pair
    INNER JOIN state.kin AS kin
        ON pair.person_id = kin.person_id AND pair.earlier_person = kin.other_id
    WHERE
        holds(kin.valid_from, kin.valid_to, pair.signed_on)
        AND NOT is_chained(greatest(pair.tier, pair.earlier_tier), kin.tier)
),

found AS (
    SELECT * FROM over_agreement
    UNION ALL BY NAME
    SELECT * FROM repeated
)

SELECT
    'person' AS subject_kind,
    found.person_id AS subject_id,
    'finance/征地拆迁补偿' AS matter,
    found.act,
    found.variant,
    paid.paid_on AS act_on,
    max(paid.signed_on) AS event_on,
    paid.paid_on AS period_from,
    paid.paid_on AS period_to,
    max(found.amount_fen) AS amount_fen,
    min(found.tier) AS tier,
    max(found.link_milli) AS link_milli,
    list_sort(list_distinct(flatten(list(found.records)))) AS evidence_for,
    max(found.missing) AS missing,
    handled(
        min(paid.accepted_by), min(paid.reviewed_by), min(paid.approved_by),
        min(paid.paid_by), min(paid.town)
    ) AS chain,
    'S2' AS severity
FROM found
INNER JOIN paid ON found.act = paid.record_id
GROUP BY found.person_id, found.act, found.variant, paid.paid_on
