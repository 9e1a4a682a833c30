-- One row for each allowance of the very old that was paid before the age of its band,
-- for months after the month of death, or beside another one for the same months.
WITH paid AS MATERIALIZED (
    SELECT
        payment.*,
        coalesce(payment.paid_for_to, last_day(payment.paid_for)) AS ends_on
    FROM resolved.elder_allowance AS payment
    WHERE
        coalesce(payment.payment_result, '成功') = '成功'
        AND is_tied(payment.link_tier)
),

youngest AS (
    SELECT
        valid_from,
        valid_to,
        min(from_age) AS from_age
    FROM policy.elder_allowance
    GROUP BY valid_from, valid_to
),

aged AS (
    SELECT
        paid.*,
        birth.is_disputed,
        birth.records AS other_records,
        birth.tier AS other_tier,
        birth.link_milli AS other_milli,
        band.from_age IS NULL AS is_unknown,
        month_of(birth.birth_on + to_years(band.from_age)) AS reached_on,
        month_of(birth.birth_on + to_years(youngest.from_age)) AS first_reached_on,
        greatest(paid.standard_fen - lower.month_fen, 0) AS excess_fen
    FROM paid
    INNER JOIN state.birth AS birth ON paid.person_id = birth.person_id
    LEFT JOIN policy.elder_allowance AS band
        ON
            paid.age_band = band.age_band
            AND holds(band.valid_from, band.valid_to, paid.paid_for)
    LEFT JOIN youngest
        ON holds(youngest.valid_from, youngest.valid_to, paid.paid_for)
    LEFT JOIN policy.elder_allowance AS lower
        ON
            youngest.from_age = lower.from_age
            AND holds(lower.valid_from, lower.valid_to, paid.paid_for)
    WHERE NOT is_chained(paid.link_tier, birth.tier)
),

too_young AS (
    SELECT
        *,
        CASE
            WHEN first_reached_on > paid_for THEN '年龄不足'
            ELSE '年龄档偏高'
        END AS variant,
        datediff('month', paid_for, least(reached_on, ends_on + 1)) AS over_months,
        cast(NULL AS DATE) AS event_on,
        CASE WHEN first_reached_on > paid_for THEN standard_fen ELSE excess_fen END
            AS month_fen,
        cast(NULL AS DATE) AS died_on
    FROM aged
    WHERE is_unknown OR reached_on > paid_for
),

dead AS (
    SELECT
        paid.*,
        FALSE AS is_disputed,
        FALSE AS is_unknown,
        '死亡之后' AS variant,
        death.records AS other_records,
        death.tier AS other_tier,
        death.link_milli AS other_milli,
        death.registered_on,
        death.died_on,
        death.died_on AS event_on,
        cast(greatest(
            paid.paid_for, month_of(death.died_on) + to_months(1)
        ) AS DATE) AS over_from,
        paid.standard_fen AS month_fen,
        datediff(
            'month',
            greatest(paid.paid_for, month_of(death.died_on) + to_months(1)),
            paid.ends_on
        ) + 1 AS over_months
    FROM paid
    INNER JOIN state.death AS death ON paid.person_id = death.person_id
    WHERE
        paid.ends_on > last_day(death.died_on)
        AND paid.paid_on > last_day(death.died_on)
        AND NOT is_chained(paid.link_tier, death.tier)
),

twice AS (
    SELECT
        later.*,
        FALSE AS is_disputed,
        FALSE AS is_unknown,
        '同期重复' AS variant,
        [earlier.record_id] AS other_records,
        earlier.link_tier AS other_tier,
        earlier.link_milli AS other_milli,
        cast(NULL AS DATE) AS event_on,
        least(later.standard_fen, earlier.standard_fen) AS month_fen,
        datediff(
            'month',
            greatest(later.paid_for, earlier.paid_for),
            least(later.ends_on, earlier.ends_on)
        ) + 1 AS over_months
    FROM paid AS later
    INNER JOIN paid AS earlier
        ON
            later.person_id = earlier.person_id
            AND later.paid_for <= earlier.ends_on
            AND later.ends_on >= earlier.paid_for
            AND (later.paid_on, later.record_id)
            > (earlier.paid_on, earlier.record_id)
    WHERE NOT is_chained(later.link_tier, earlier.link_tier)
    QUALIFY row_number() OVER (
        PARTITION BY later.record_id ORDER BY earlier.paid_on, earlier.record_id
    ) = 1
),

found AS (
    SELECT * FROM too_young
    UNION ALL BY NAME
    SELECT * FROM dead
    UNION ALL BY NAME
    SELECT * FROM twice
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/高龄津贴' AS matter,
    record_id AS act,
    variant,
    event_on,
    coalesce(over_from, paid_for) AS period_from,
    ends_on AS period_to,
    CASE WHEN variant = '死亡之后' THEN paid_on ELSE ends_on END AS act_on,
    cast(least(amount_fen, coalesce(month_fen * over_months, amount_fen)) AS BIGINT)
        AS amount_fen,
    greatest(link_tier, other_tier) AS tier,
    least(link_milli, other_milli) AS link_milli,
    [record_id] || other_records AS evidence_for,
    CASE WHEN is_unknown THEN '本地该年龄档高龄津贴的起始年龄' END AS missing,
    MAP {
        'birth_disputed': CASE WHEN is_disputed THEN 'yes' END,
        'registered_on': cast(registered_on AS VARCHAR)
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    CASE WHEN variant = '年龄档偏高' THEN 'S4' ELSE 'S3' END AS severity
FROM found
