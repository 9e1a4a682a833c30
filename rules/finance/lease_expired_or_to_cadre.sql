-- One row for each lease of a village that runs on after its end without a new one, and
-- one for each let to a cadre of the village of that time or to a relative of one.
WITH lease AS MATERIALIZED (SELECT * FROM state.village_lease),

renewed AS (
    SELECT DISTINCT earlier.record_id
    FROM lease AS earlier
    INNER JOIN lease AS later
        ON
            earlier.village = later.village
            AND plain_name(earlier.subject) = plain_name(later.subject)
            AND earlier.contract_number != later.contract_number
    WHERE
        coalesce(earlier.town = later.town, TRUE)
        AND later.ends_on > earlier.ends_on
),

expired AS (
    SELECT
        lease.*,
        '到期未收回' AS variant,
        lease.ends_on AS from_on,
        lease.delivered_on AS to_on,
        'T1' AS tier,
        lease.annual_rent_fen * (lease.delivered_on - lease.ends_on) // 365
            AS amount_fen,
        [lease.record_id] AS records
    FROM lease
    LEFT JOIN renewed ON lease.record_id = renewed.record_id
    WHERE
        renewed.record_id IS NULL
        AND coalesce(lease.status, '履行中') = '履行中'
        AND lease.ends_on + $grace_days < lease.delivered_on
),

cadre AS (
    SELECT *
    FROM state.official
    WHERE identity = '村(社区)干部' AND village IS NOT NULL
),

party AS (
    SELECT
        person_id,
        village,
        town,
        appointed_on,
        removed_on,
        tier,
        records,
        '干部承租' AS variant
    FROM cadre
    UNION ALL BY NAME
    SELECT
        kin.other_id AS person_id,
        cadre.village,
        cadre.town,
        greatest(cadre.appointed_on, kin.valid_from) AS appointed_on,
        least(cadre.removed_on, kin.valid_to) AS removed_on,
        greatest(cadre.tier, kin.tier) AS tier,
        cadre.records || kin.records AS records,
        '亲属承租' AS variant
    FROM cadre
    INNER JOIN state.kin AS kin ON cadre.person_id = kin.person_id
    WHERE NOT is_chained(cadre.tier, kin.tier)
),

to_party AS (
    SELECT
        lease.*,
        party.variant,
        lease.starts_on AS from_on,
        lease.ends_on AS to_on,
        greatest(party.tier, lease.link_tier) AS tier,
        lease.annual_rent_fen AS amount_fen,
        [lease.record_id] || party.records AS records
    FROM lease
    INNER JOIN party
        ON
            lease.person_id = party.person_id
            AND lease.village = party.village
            AND coalesce(lease.town = party.town, TRUE)
    WHERE
        is_tied(lease.link_tier)
        AND NOT is_chained(lease.link_tier, party.tier)
        AND holds(
            party.appointed_on,
            party.removed_on,
            coalesce(lease.signed_on, lease.starts_on)
        )
    QUALIFY row_number() OVER (
        PARTITION BY lease.record_id
        ORDER BY is_weak(party.tier) ASC, party.variant DESC, party.records ASC
    ) = 1
),

found AS (
    SELECT * FROM expired
    UNION ALL BY NAME
    SELECT * FROM to_party
)

SELECT
    'contract' AS subject_kind,
    contract_number AS subject_id,
    'finance/村集体资产' AS matter,
    record_id AS act,
    variant,
    from_on AS act_on,
    NULL AS event_on,
    from_on AS period_from,
    greatest(from_on, to_on) AS period_to,
    cast(amount_fen AS BIGINT) AS amount_fen,
    tier,
    CASE WHEN variant != '到期未收回' THEN link_milli END AS link_milli,
    records AS evidence_for,
    MAP {
        'reason': CASE
            WHEN variant != '到期未收回' AND award_kind = '公开竞价'
                THEN 'let_by_auction'
            WHEN variant != '到期未收回' AND has_meeting_record = '是'
                THEN 'decided_by_meeting'
        END
    } AS facts,
    handled(
        handled_by, reviewed_by, approved_by, NULL, concat(town, village)
    ) AS chain,
    CASE WHEN variant = '干部承租' THEN 'S2' ELSE 'S3' END AS severity
FROM found
