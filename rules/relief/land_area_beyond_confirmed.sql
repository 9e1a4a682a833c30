-- One row for each person and year whose subsidised area goes beyond the confirmed one,
-- holds land that is no arable, or stands out as a village cadre's; and one for each
-- village and year whose households together go beyond what is confirmed.
WITH plot AS (
    SELECT
        land.*,
        tolerance.share_ppm,
        greatest(subsidised_milli - proven_milli, 0) AS own_milli
    FROM state.land_year AS land
    LEFT JOIN policy.land_tolerance AS tolerance
        ON
            tolerance.scheme = $benefit
            AND holds(tolerance.valid_from, tolerance.valid_to, land.paid_for)
),

beyond AS (
    SELECT
        *,
        '超过确权面积' AS variant,
        'household' AS subject_kind,
        person_id AS subject_id,
        amount_fen * (subsidised_milli - confirmed_milli)
        // greatest(subsidised_milli, 1) AS asked_fen,
        CASE
            WHEN
                subsidised_milli * 1000000
                <= (confirmed_milli + proven_milli) * (1000000 + share_ppm)
                THEN 'proven'
            WHEN
                subsidised_milli * 1000000
                <= (confirmed_milli + leased_milli) * (1000000 + share_ppm)
                THEN 'stated'
        END AS leased,
        CASE
            WHEN is_open THEN '确权面积'
            WHEN share_ppm IS NULL THEN '面积差异容许度'
        END AS missing,
        'S3' AS severity
    FROM plot
    WHERE
        subsidised_milli * 1000000
        > confirmed_milli * (1000000 + coalesce(share_ppm, 0))
),

other_land AS (
    SELECT
        *,
        '非耕地' AS variant,
        'household' AS subject_kind,
        person_id AS subject_id,
        other_fen AS asked_fen,
        'S3' AS severity
    FROM plot
    WHERE has_other
),

village_year AS (
    SELECT
        town,
        village,
        land_year,
        min(paid_for) AS paid_for,
        max(paid_for_to) AS paid_for_to,
        count(*) AS households,
        quantile_disc(own_milli, 0.5) AS median_milli,
        sum(subsidised_milli) AS subsidised_milli,
        sum(confirmed_milli + leased_milli) AS confirmed_milli,
        sum(amount_fen) AS amount_fen,
        bool_or(is_open) AS is_open,
        min(accepted_by) AS accepted_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by,
        min(paid_by) AS paid_by,
        list_sort(flatten(list(records))) AS records
    FROM plot
    WHERE village IS NOT NULL AND is_firm(tier)
    GROUP BY town, village, land_year
    HAVING count(*) >= $least_households_count
),

village_beyond AS (
    SELECT
        place.*,
        '村合计超过' AS variant,
        'unit' AS subject_kind,
        coalesce(place.town, '') || place.village AS subject_id,
        cast(
            place.amount_fen * (place.subsidised_milli - place.confirmed_milli)
            // greatest(place.subsidised_milli, 1) AS BIGINT
        ) AS asked_fen,
        CASE
            WHEN place.is_open THEN '确权面积'
            WHEN tolerance.share_ppm IS NULL THEN '面积差异容许度'
        END AS missing,
        'T1' AS tier,
        cast(NULL AS INTEGER) AS link_milli,
        'S3' AS severity
    FROM village_year AS place
    LEFT JOIN policy.land_tolerance AS tolerance
        ON
            tolerance.scheme = $village_scheme
            AND holds(tolerance.valid_from, tolerance.valid_to, place.paid_for)
    WHERE
        place.subsidised_milli * 1000000
        > place.confirmed_milli * (1000000 + coalesce(tolerance.share_ppm, 0))
),

cadre_land AS (
    SELECT
        plot.* EXCLUDE (tier, link_milli, records),
        '村干部户偏大' AS variant,
        'person' AS subject_kind,
        plot.person_id AS subject_id,
        plot.amount_fen AS asked_fen,
        greatest(plot.tier, official.tier) AS tier,
        least(plot.link_milli, official.link_milli) AS link_milli,
        plot.records || official.records AS records,
        'S4' AS severity
    FROM plot
    INNER JOIN state.official AS official
        ON
            plot.person_id = official.person_id
            AND official.identity = '村(社区)干部'
            AND meets(
                official.appointed_on, official.removed_on,
                plot.paid_for, plot.paid_for_to
            )
    INNER JOIN village_year AS place
        ON
            coalesce(plot.town, '') = coalesce(place.town, '')
            AND plot.village = place.village
            AND plot.land_year = place.land_year
    WHERE
        plot.own_milli * 1000 >= place.median_milli * $median_ratio_milli
        AND place.median_milli > 0
        AND NOT is_chained(plot.tier, official.tier)
    QUALIFY row_number() OVER (
        PARTITION BY plot.person_id, plot.land_year
        ORDER BY official.tier, official.appointed_on, official.unit_id
    ) = 1
),

found AS (
    SELECT * FROM beyond
    UNION ALL BY NAME
    SELECT * FROM other_land
    UNION ALL BY NAME
    SELECT * FROM village_beyond
    UNION ALL BY NAME
    SELECT * FROM cadre_land
)

SELECT
    subject_kind,
    subject_id,
    'relief/' || $benefit AS matter,
    records[1] AS act,
    variant,
    paid_for_to AS act_on,
    cast(NULL AS DATE) AS event_on,
    paid_for AS period_from,
    paid_for_to AS period_to,
    cast(asked_fen AS BIGINT) AS amount_fen,
    tier,
    link_milli,
    records AS evidence_for,
    missing,
    MAP { 'leased': leased } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    severity
FROM found
