-- One row for each medical settlement whose days of service cannot be: after a death,
-- in prison, or in a second hospital while in a first one.
WITH died_after AS (
    SELECT
        settlement.*,
        died.died_on,
        died.sources,
        died.records AS death_records,
        died.other_records,
        died.tier AS death_tier,
        died.link_milli AS death_milli
    FROM resolved.medical_settlement AS settlement
    INNER JOIN state.death AS died ON settlement.person_id = died.person_id
    WHERE
        is_tied(settlement.link_tier)
        AND NOT is_chained(settlement.link_tier, died.tier)
        AND settlement.admitted_on > died.died_on + $grace_days
    QUALIFY
        sum(settlement.fund_fen) OVER (
            PARTITION BY
                settlement.person_id, settlement.admitted_on, settlement.hospital
        ) > 0
),

stay AS (
    SELECT
        *,
        coalesce(hospital_organisation_id, hospital_number, plain_name(hospital))
            AS place
    FROM resolved.medical_settlement
    WHERE
        is_tied(link_tier)
        AND visit_kind = '住院'
        AND discharged_on IS NOT NULL
    QUALIFY
        sum(fund_fen) OVER (PARTITION BY person_id, admitted_on, hospital) > 0
),

overlapping AS (
    -- Of two stays the one that began later; a day or so is a transfer.
    SELECT
        later.*,
        earlier.record_id AS other_record,
        earlier.link_tier AS other_tier,
        earlier.link_milli AS other_milli
    FROM stay AS later
    INNER JOIN stay AS earlier
        ON
            later.person_id = earlier.person_id
            AND later.place != earlier.place
    WHERE
        (earlier.admitted_on, earlier.record_id) < (later.admitted_on, later.record_id)
        AND least(earlier.discharged_on, later.discharged_on) - later.admitted_on
        >= $overlap_days
        AND NOT is_chained(later.link_tier, earlier.link_tier)
),

found AS (
    SELECT
        died_after.* EXCLUDE (
            died_on, sources, death_records, other_records, death_tier, death_milli
        ),
        '去世后就诊' AS variant,
        1 AS rank_no,
        died_after.died_on AS event_on,
        'death' AS registry,
        died_after.death_tier AS event_tier,
        died_after.death_milli AS event_milli,
        died_after.death_records AS records,
        coalesce(alive.records, []) || died_after.other_records AS against,
        CASE
            WHEN died_after.sources = 1 AND alive.person_id IS NOT NULL THEN 'S3'
            WHEN len(died_after.other_records) > 0 THEN 'S3'
            ELSE 'S2'
        END AS severity
    FROM died_after
    LEFT JOIN state.alive AS alive ON died_after.person_id = alive.person_id
    UNION ALL BY NAME
    SELECT
        stay.* EXCLUDE (place),
        '服刑期间住院' AS variant,
        2 AS rank_no,
        custody.started_on AS event_on,
        'custody' AS registry,
        custody.tier AS event_tier,
        custody.link_milli AS event_milli,
        custody.records,
        CASE WHEN custody.is_unclear THEN '刑罚执行方式' END AS missing,
        'S3' AS severity
    FROM stay
    INNER JOIN state.custody AS custody ON stay.person_id = custody.person_id
    WHERE
        stay.admitted_on > custody.started_on
        AND coalesce(stay.discharged_on < custody.ended_on, TRUE)
        AND NOT is_chained(stay.link_tier, custody.tier)
    UNION ALL BY NAME
    SELECT
        overlapping.* EXCLUDE (place, other_record, other_tier, other_milli),
        '两院住院重叠' AS variant,
        3 AS rank_no,
        overlapping.admitted_on AS event_on,
        overlapping.other_tier AS event_tier,
        overlapping.other_milli AS event_milli,
        [overlapping.other_record] AS records,
        'S3' AS severity
    FROM overlapping
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    record_id AS act,
    variant,
    event_on,
    admitted_on AS act_on,
    admitted_on AS period_from,
    fund_fen AS amount_fen,
    severity,
    'social_security/' || coalesce(insurance, '基本医疗保险') AS matter,
    coalesce(discharged_on, admitted_on) AS period_to,
    greatest(link_tier, event_tier) AS tier,
    least(link_milli, event_milli) AS link_milli,
    [record_id] || records AS evidence_for,
    coalesce(against, []) AS evidence_against,
    missing,
    handled(NULL, NULL, NULL, NULL, hospital) AS chain,
    MAP { 'registry': registry } AS facts
FROM found
WHERE fund_fen > 0
QUALIFY row_number() OVER (
    PARTITION BY record_id
    ORDER BY missing IS NOT NULL, is_weak(event_tier), rank_no, event_on, records
) = 1
