-- One row for each person and year whose subsidised area goes beyond the confirmed one,
-- holds land that is no arable, or stands out as a village cadre's or a relative's of
-- one; and one for each village and year whose households together go beyond what is
-- confirmed.
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

posted AS (
    -- Who held land in a year as a cadre of its village or as a relative of one.
    SELECT
        plot.person_id,
        plot.land_year,
        post.side,
        post.tier,
        post.records
    FROM plot
    INNER JOIN state.village_cadre_or_kin AS post
        ON
            plot.person_id = post.person_id
            AND coalesce(plot.village = post.village, post.side = '本人')
            AND coalesce(plot.town = post.town, TRUE)
            AND meets(
                post.appointed_on, post.removed_on, plot.paid_for, plot.paid_for_to
            )
    WHERE is_firm(plot.tier)
    QUALIFY row_number() OVER (
        PARTITION BY plot.person_id, plot.land_year
        ORDER BY post.side DESC, post.tier ASC, post.records ASC
    ) = 1
),

beyond AS (
    SELECT
        plot.* EXCLUDE (records),
        plot.records || coalesce(posted.records, []) AS records,
        '超过确权面积' AS variant,
        'household' AS subject_kind,
        plot.person_id AS subject_id,
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
        CASE WHEN posted.side IS NULL THEN 'S3' ELSE 'S2' END AS severity
    FROM plot
    LEFT JOIN posted
        ON
            plot.person_id = posted.person_id
            AND plot.land_year = posted.land_year
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
    FROM state.village_land AS place
    LEFT JOIN policy.land_tolerance AS tolerance
        ON
            tolerance.scheme = $village_scheme
            AND holds(tolerance.valid_from, tolerance.valid_to, place.paid_for)
    WHERE
        place.households >= $least_households_count
        AND place.subsidised_milli * 1000000
        > place.confirmed_milli * (1000000 + coalesce(tolerance.share_ppm, 0))
),

cadre_land AS (
    SELECT
        plot.* EXCLUDE (tier, records),
        'person' AS subject_kind,
        plot.person_id AS subject_id,
        plot.amount_fen AS asked_fen,
        greatest(plot.tier, posted.tier) AS tier,
        plot.records || posted.records AS records,
        'S4' AS severity,
        CASE posted.side WHEN '本人' THEN '村干部户偏大' ELSE '村干部亲属偏大' END
            AS variant
    FROM plot
    INNER JOIN posted
        ON
            plot.person_id = posted.person_id
            AND plot.land_year = posted.land_year
    INNER JOIN state.village_land AS place
        ON
            coalesce(plot.town, '') = coalesce(place.town, '')
            AND plot.village = place.village
            AND plot.land_year = place.land_year
    WHERE
        place.households >= $least_households_count
        AND plot.own_milli * 1000 >= place.median_milli * $median_ratio_milli
        AND place.median_milli > 0
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
