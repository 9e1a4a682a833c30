-- One row for each person, crop and season that was insured for more area than the
-- person has confirmed in that year, and one where a village cadre or a relative of one
-- insured many times what people of the village have.
WITH crop AS (
    SELECT
        *,
        coalesce(insured_to, insured_from) AS covered_to
    FROM
        spell(
            'resolved.agricultural_insurance',
            row(person_id, coalesce(policy_number, record_id)),
            insured_from,
            insured_to
        )
    WHERE
        is_tied(link_tier)
        AND insured_from IS NOT NULL
        AND insured_quantity_milli > 0
        AND regexp_matches(
            insurance_kind, '水稻|稻谷|小麦|玉米|大豆|油菜|棉花|花生|马铃薯|种植'
        )
),

season AS (
    -- A policy opens a season unless one before it still runs.
    SELECT
        *,
        sum(CASE WHEN insured_from > before_to THEN 1 ELSE 0 END) OVER (
            PARTITION BY person_id, insurance_kind
            ORDER BY insured_from, record_id
        ) AS season
    FROM (
        SELECT
            *,
            max(covered_to) OVER (
                PARTITION BY person_id, insurance_kind
                ORDER BY insured_from, record_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS before_to
        FROM crop
    ) AS earlier
),

insured AS (
    SELECT
        person_id,
        insurance_kind,
        season,
        min(insured_from) AS insured_from,
        max(covered_to) AS insured_to,
        cast(sum(insured_quantity_milli) AS BIGINT) AS insured_milli,
        cast(sum(coalesce(subsidy_fen, 0)) AS BIGINT) AS subsidy_fen,
        min(accepted_by) AS accepted_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by,
        min(paid_by) AS paid_by,
        min(town) AS town,
        min(village) AS village,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list(record_id ORDER BY record_id) AS records
    FROM season
    GROUP BY person_id, insurance_kind, season
),

posted AS (
    -- Who insured land of a village as a cadre of it or as a relative of one.
    SELECT
        insured.records[1] AS act,
        insured.insurance_kind,
        post.side,
        post.tier,
        post.records
    FROM insured
    INNER JOIN state.village_cadre_or_kin AS post
        ON
            insured.person_id = post.person_id
            AND coalesce(insured.village = post.village, post.side = '本人')
            AND coalesce(insured.town = post.town, TRUE)
            AND meets(
                post.appointed_on, post.removed_on,
                insured.insured_from, insured.insured_to
            )
    WHERE is_firm(insured.tier)
    QUALIFY row_number() OVER (
        PARTITION BY insured.records[1]
        ORDER BY post.side DESC, post.tier ASC, post.records ASC
    ) = 1
),

compared AS (
    SELECT
        insured.* EXCLUDE (tier, link_milli, records),
        insured.records[1] AS act,
        posted.side,
        land.person_id IS NOT NULL AS has_land,
        land.confirmed_milli,
        coalesce(land.proven_milli, 0) AS proven_milli,
        coalesce(land.leased_milli, 0) AS leased_milli,
        coalesce(land.is_open, FALSE) AS is_open,
        tolerance.share_ppm,
        insured.insured_milli * 1000000
        > land.confirmed_milli * (1000000 + coalesce(tolerance.share_ppm, 0))
            AS is_beyond,
        greatest(insured.tier, land.tier) AS tier,
        least(insured.link_milli, land.link_milli) AS link_milli,
        insured.records || coalesce(land.records, []) || coalesce(posted.records, [])
            AS records
    FROM insured
    LEFT JOIN state.land_year AS land
        ON
            insured.person_id = land.person_id
            AND year(insured.insured_from) = land.land_year
    LEFT JOIN posted ON insured.records[1] = posted.act
    LEFT JOIN policy.land_tolerance AS tolerance
        ON
            tolerance.scheme = $benefit
            AND holds(tolerance.valid_from, tolerance.valid_to, insured.insured_from)
    WHERE NOT is_chained(insured.tier, land.tier)
),

beyond AS (
    SELECT
        *,
        '投保面积超过' AS variant,
        cast(
            subsidy_fen * (insured_milli - confirmed_milli) // insured_milli AS BIGINT
        ) AS amount_fen,
        CASE
            WHEN is_open THEN '确权面积'
            WHEN share_ppm IS NULL THEN '面积差异容许度'
        END AS missing,
        CASE
            WHEN
                insured_milli * 1000000
                <= (confirmed_milli + proven_milli) * (1000000 + share_ppm)
                THEN 'proven'
            WHEN
                insured_milli * 1000000
                <= (confirmed_milli + leased_milli) * (1000000 + share_ppm)
                THEN 'stated'
        END AS leased,
        CASE WHEN side IS NULL THEN 'S3' ELSE 'S2' END AS severity
    FROM compared
    WHERE has_land AND is_beyond
),

far_above AS (
    SELECT
        compared.*,
        compared.subsidy_fen AS amount_fen,
        'S4' AS severity,
        CASE compared.side WHEN '本人' THEN '村干部偏大' ELSE '村干部亲属偏大' END
            AS variant
    FROM compared
    INNER JOIN state.village_land AS place
        ON
            coalesce(compared.town, '') = coalesce(place.town, '')
            AND compared.village = place.village
            AND year(compared.insured_from) = place.land_year
    WHERE
        compared.side IS NOT NULL
        AND NOT coalesce(compared.is_beyond, FALSE)
        AND place.households >= $least_households_count
        AND place.median_milli > 0
        AND (compared.insured_milli - compared.proven_milli) * 1000
        >= place.median_milli * $median_ratio_milli
),

found AS (
    SELECT * FROM beyond
    UNION ALL BY NAME
    SELECT * FROM far_above
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || $benefit AS matter,
    act,
    variant,
    insured_from AS act_on,
    cast(NULL AS DATE) AS event_on,
    insured_from AS period_from,
    insured_to AS period_to,
    amount_fen,
    tier,
    link_milli,
    records AS evidence_for,
    missing,
    MAP { 'leased': leased } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    severity
FROM found
