-- One row for each subsidised place in a class that began after the trainee's death, or
-- on most of whose days the trainee was in custody, in a hospital or abroad. First and
-- last days of such spells count as days on which the class could be attended.
WITH place AS MATERIALIZED (
    SELECT
        *,
        coalesce(ended_on, started_on) AS until,
        datediff('day', started_on, coalesce(ended_on, started_on)) + 1 AS class_days,
        regexp_matches(
            concat_ws(' ', class_number, trade, training_organisation),
            '线上|网络|网课|周末|夜校|晚班'
        ) AS is_not_daily
    FROM resolved.training_enrolment
    WHERE
        is_tied(link_tier)
        AND subsidy_fen > 0
        AND coalesce(payment_result, '') NOT IN ('失败', '退回')
),

spell AS (
    SELECT
        '羁押期间' AS variant,
        person_id,
        started_on AS away_from,
        ended_on AS away_to,
        FALSE AS is_open,
        is_unclear,
        tier,
        link_milli,
        records
    FROM state.custody
    UNION ALL BY NAME
    SELECT
        '住院期间' AS variant,
        person_id,
        admitted_on AS away_from,
        discharged_on AS away_to,
        FALSE AS is_open,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.medical_settlement
    WHERE
        is_tied(link_tier)
        AND visit_kind = '住院'
        AND discharged_on > admitted_on
    GROUP BY person_id, hospital, admitted_on, discharged_on
    -- A settlement taken back is no stay.
    HAVING sum(fund_fen) > 0
    UNION ALL BY NAME
    SELECT
        '出境期间' AS variant,
        person_id,
        exited_on AS away_from,
        entered_on AS away_to,
        entered_on IS NULL AS is_open,
        link_tier AS tier,
        link_milli,
        [record_id] AS records
    FROM resolved.exit_entry
    WHERE is_tied(link_tier)
),

away AS (
    SELECT
        place.*,
        spell.variant,
        spell.tier AS other_tier,
        spell.link_milli AS other_milli,
        spell.records,
        cast(NULL AS DATE) AS event_on,
        CASE
            WHEN spell.is_open THEN '入境日期'
            WHEN spell.is_unclear THEN '刑罚执行方式'
        END AS missing
    FROM place
    INNER JOIN spell ON place.person_id = spell.person_id
    WHERE
        (
            datediff(
                'day',
                greatest(place.started_on, spell.away_from + 1),
                least(place.until, coalesce(spell.away_to - 1, place.until))
            ) + 1
        ) * 1000000 >= place.class_days * $away_ppm
),

dead AS (
    SELECT
        place.*,
        '开班前已登记死亡' AS variant,
        death.tier AS other_tier,
        death.link_milli AS other_milli,
        death.records,
        death.died_on AS event_on
    FROM place
    INNER JOIN state.death AS death ON place.person_id = death.person_id
    WHERE death.died_on < place.started_on
),

found AS (
    SELECT * FROM dead
    UNION ALL BY NAME
    SELECT * FROM away
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/培训补贴' AS matter,
    record_id AS act,
    variant,
    started_on AS act_on,
    event_on,
    started_on AS period_from,
    until AS period_to,
    subsidy_fen AS amount_fen,
    missing,
    'S2' AS severity,
    greatest(link_tier, other_tier) AS tier,
    least(link_milli, other_milli) AS link_milli,
    [record_id] || records AS evidence_for,
    MAP {
        'registry': CASE WHEN variant = '羁押期间' THEN 'custody' END,
        'not_daily': CASE
            WHEN is_not_daily AND variant IN ('住院期间', '出境期间') THEN 'yes'
        END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, training_organisation)
        AS chain
FROM found
WHERE NOT is_chained(link_tier, other_tier)
-- One place counts once, by what is best known.
QUALIFY
    row_number() OVER (
        PARTITION BY record_id
        ORDER BY
            missing IS NOT NULL,
            CASE variant
                WHEN '开班前已登记死亡' THEN 1 WHEN '羁押期间' THEN 2
                WHEN '出境期间' THEN 3 ELSE 4
            END,
            other_tier,
            records
    ) = 1
