-- One row for each pension paid for a month in which another one was paid, too.
WITH paid AS (
    SELECT
        *,
        month_of(paid_for) AS fee_month,
        coalesce(paid_for_to, last_day(paid_for)) AS fee_to,
        plain_name(agency) AS office,
        CASE scheme WHEN '居民养老' THEN 1 WHEN '企业养老' THEN 2 ELSE 3 END AS place,
        coalesce(central_base_fen, 0) + coalesce(province_base_fen, 0)
        + coalesce(city_base_fen, 0) + coalesce(county_base_fen, 0)
        + coalesce(extra_base_fen, 0) AS base_fen,
        amount_fen - coalesce(funeral_fen, 0) AS pension_fen
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_flag, '已支付') = '已支付'
        AND amount_fen > coalesce(funeral_fen, 0)
    QUALIFY
        min(place) OVER (PARTITION BY person_id)
        < max(place) OVER (PARTITION BY person_id)
        OR min(office) OVER (PARTITION BY person_id)
        < max(office) OVER (PARTITION BY person_id)
),

began AS (
    SELECT
        person_id,
        scheme,
        min(fee_month) AS first_month
    FROM paid
    GROUP BY person_id, scheme
),

first_paid AS (
    SELECT min(month_of(paid_for)) AS first_month
    FROM resolved.pension_payment
),

excluded AS (
    SELECT
        benefit AS scheme,
        other_benefit AS other_scheme,
        valid_from,
        valid_to
    FROM policy.mutual_exclusion
    UNION ALL
    SELECT
        other_benefit AS scheme,
        benefit AS other_scheme,
        valid_from,
        valid_to
    FROM policy.mutual_exclusion
),

paired AS (
    -- The pension of the lower place is in question; of two offices, the smaller sum.
    SELECT
        own.*,
        other.record_id AS other_record,
        other.scheme AS other_scheme,
        other.pension_fen AS other_fen,
        other.fee_month AS other_month,
        other.link_tier AS other_tier,
        other.link_milli AS other_milli,
        own.place = other.place AS is_same_scheme
    FROM paid AS own
    INNER JOIN paid AS other
        ON own.person_id = other.person_id AND own.record_id != other.record_id
    LEFT JOIN excluded
        ON
            own.scheme = excluded.scheme
            AND other.scheme = excluded.other_scheme
            AND holds(excluded.valid_from, excluded.valid_to, own.paid_for)
    WHERE
        meets(own.paid_for, own.fee_to, other.paid_for, other.fee_to)
        AND NOT is_chained(own.link_tier, other.link_tier)
        AND (
            (own.place < other.place AND excluded.scheme IS NOT NULL)
            OR (
                own.place = other.place
                AND own.office != other.office
                AND (own.pension_fen, own.record_id)
                < (other.pension_fen, other.record_id)
            )
        )
),

doubled AS (
    SELECT
        paired.record_id,
        bool_and(paired.is_same_scheme) AS is_same_scheme,
        max(paired.other_fen) AS other_fen,
        max(paired.other_tier) AS other_tier,
        min(paired.other_milli) AS other_milli,
        min(began.first_month) AS other_first,
        bool_or(coalesce(
            wage.category = 'survivor' AND paired.other_fen <= wage.gross_fen, FALSE
        )) AS is_survivor,
        list(DISTINCT paired.other_record ORDER BY paired.other_record) AS records
    FROM paired
    LEFT JOIN began
        ON
            paired.person_id = began.person_id
            AND paired.other_scheme = began.scheme
    LEFT JOIN state.wage AS wage
        ON
            paired.person_id = wage.person_id
            AND paired.other_month = wage.wage_month
    GROUP BY paired.record_id
),

counted AS (
    SELECT
        paid.*,
        doubled.* EXCLUDE (record_id),
        doubled.other_first = paid.fee_month
        AND doubled.other_first > first_paid.first_month AS is_start,
        dense_rank() OVER (PARTITION BY paid.person_id ORDER BY paid.fee_month)
        + dense_rank() OVER (PARTITION BY paid.person_id ORDER BY paid.fee_month DESC)
        - 1 AS months
    FROM paid
    INNER JOIN doubled ON paid.record_id = doubled.record_id
    CROSS JOIN first_paid
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    record_id AS act,
    paid_for AS period_from,
    fee_to AS period_to,
    other_first AS event_on,
    'S3' AS severity,
    'S2' AS severity_long,
    'social_security/' || scheme AS matter,
    CASE
        WHEN is_same_scheme THEN '同一险种两地'
        WHEN place = 1 THEN '居民与职工'
        ELSE '两项职工'
    END AS variant,
    last_day(coalesce(paid_in, paid_for)) AS act_on,
    CASE
        WHEN place = 1 AND NOT is_same_scheme AND base_fen > 0 THEN base_fen
        WHEN place = 1 AND NOT is_same_scheme
            THEN greatest(pension_fen - coalesce(personal_account_fen, 0), 0)
        ELSE least(pension_fen, other_fen)
    END AS amount_fen,
    greatest(link_tier, other_tier) AS tier,
    least(link_milli, other_milli) AS link_milli,
    [record_id] || records AS evidence_for,
    handled(accepted_by, reviewed_by, approved_by, paid_by, agency) AS chain,
    MAP {
        'transfer': CASE
            WHEN months <= $transfer_months AND is_start THEN 'yes'
        END,
        'staff_category': CASE WHEN is_survivor THEN 'survivor' END,
        'handed_on': CASE
            WHEN place = 1 AND other_fen <= $handed_on_fen THEN 'yes'
            WHEN place > 1 AND least(pension_fen, other_fen) <= $handed_on_fen
                THEN 'yes'
        END
    } AS facts
FROM counted
