-- One row for each person, crop and season that was insured for more area than the
-- person has confirmed in that year.
WITH crop AS (
    SELECT
        *,
        coalesce(insured_to, insured_from) AS covered_to
    FROM resolved.agricultural_insurance
    WHERE
        is_tied(link_tier)
        AND insured_from IS NOT NULL
        AND insured_quantity_milli > 0
        AND regexp_matches(
            insurance_kind, '水稻|稻谷|小麦|玉米|大豆|油菜|棉花|花生|马铃薯|种植'
        )
        AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM insured_to)
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
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list(record_id ORDER BY record_id) AS records
    FROM season
    GROUP BY person_id, insurance_kind, season
)

SELECT
    'person' AS subject_kind,
    insured.person_id AS subject_id,
    'relief/' || $benefit AS matter,
    insured.records[1] AS act,
    '投保面积超过' AS variant,
    insured.insured_from AS act_on,
    cast(NULL AS DATE) AS event_on,
    insured.insured_from AS period_from,
    insured.insured_to AS period_to,
    cast(
        insured.subsidy_fen * (insured.insured_milli - land.confirmed_milli)
        // insured.insured_milli AS BIGINT
    ) AS amount_fen,
    greatest(insured.tier, land.tier) AS tier,
    least(insured.link_milli, land.link_milli) AS link_milli,
    insured.records || land.records AS evidence_for,
    CASE
        WHEN land.is_open THEN '确权面积'
        WHEN tolerance.share_ppm IS NULL THEN '面积差异容许度'
    END AS missing,
    MAP {
        'leased': CASE
            WHEN
                insured.insured_milli * 1000000
                <= (land.confirmed_milli + land.proven_milli)
                * (1000000 + tolerance.share_ppm)
                THEN 'proven'
            WHEN
                insured.insured_milli * 1000000
                <= (land.confirmed_milli + land.leased_milli)
                * (1000000 + tolerance.share_ppm)
                THEN 'stated'
        END
    } AS facts,
    handled(
        insured.accepted_by, insured.reviewed_by, insured.approved_by,
        insured.paid_by, insured.town
    ) AS chain,
    'S3' AS severity
FROM insured
INNER JOIN state.land_year AS land
    ON
        insured.person_id = land.person_id
        AND year(insured.insured_from) = land.land_year
LEFT JOIN policy.land_tolerance AS tolerance
    ON
        tolerance.scheme = $benefit
        AND holds(tolerance.valid_from, tolerance.valid_to, insured.insured_from)
WHERE
    insured.insured_milli * 1000000
    > land.confirmed_milli * (1000000 + coalesce(tolerance.share_ppm, 0))
    AND NOT is_chained(insured.tier, land.tier)
