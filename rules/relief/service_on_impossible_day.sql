-- One row for each service to or visit of an old person in a month after the one of
-- their death, on a day wholly in custody, or at home on a day wholly in a hospital.
-- Only a death has a day that later signs of life may contradict.
WITH served AS (
    SELECT *
    FROM resolved.elder_service
    WHERE is_tied(link_tier) AND served_on IS NOT NULL
),

stay AS (
    SELECT
        person_id,
        record_id,
        admitted_on,
        discharged_on,
        link_tier,
        link_milli
    FROM resolved.medical_settlement
    WHERE
        is_tied(link_tier)
        AND visit_kind = '住院'
        AND discharged_on > admitted_on
        AND discharged_on <= admitted_on + to_days(cast($stay_days AS INTEGER))
),

found AS (
    SELECT
        served.*,
        1 AS closeness,
        '死亡之后' AS variant,
        'death' AS registry,
        died.died_on AS event_on,
        died.tier AS event_tier,
        died.link_milli AS event_milli,
        died.records,
        died.other_records
    FROM served
    INNER JOIN state.death AS died ON served.person_id = died.person_id
    WHERE served.served_on > last_day(died.died_on)
    UNION ALL BY NAME
    SELECT
        served.*,
        2 AS closeness,
        '羁押期间' AS variant,
        'custody' AS registry,
        custody.started_on AS event_on,
        custody.tier AS event_tier,
        custody.link_milli AS event_milli,
        custody.records,
        [] AS other_records,
        CASE WHEN custody.is_unclear THEN '刑罚执行方式' END AS missing
    FROM served
    INNER JOIN state.custody AS custody ON served.person_id = custody.person_id
    WHERE
        served.served_on > custody.started_on
        AND served.served_on < custody.ended_on
    UNION ALL BY NAME
    SELECT
        served.*,
        3 AS closeness,
        '住院期间' AS variant,
        'hospital' AS registry,
        stay.admitted_on AS event_on,
        stay.link_tier AS event_tier,
        stay.link_milli AS event_milli,
        [stay.record_id] AS records,
        [] AS other_records
    FROM served
    INNER JOIN stay ON served.person_id = stay.person_id
    WHERE
        served.served_on > stay.admitted_on
        AND served.served_on < stay.discharged_on
        AND (
            served.contact_kind = '上门'
            OR served.service_kind IN ('居家养老', '日间照料')
        )
        AND coalesce(served.contact_kind, '') != '电话'
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || coalesce(service_kind, '养老服务') AS matter,
    record_id AS act,
    variant,
    served_on AS act_on,
    CASE WHEN variant = '死亡之后' THEN event_on END AS event_on,
    served_on AS period_from,
    served_on AS period_to,
    coalesce(fee_fen, 0) AS amount_fen,
    greatest(link_tier, event_tier) AS tier,
    least(link_milli, event_milli) AS link_milli,
    [record_id] || records AS evidence_for,
    other_records AS evidence_against,
    missing,
    MAP { 'registry': registry } AS facts,
    handled(provider_name, NULL, NULL, NULL, institution) AS chain,
    CASE WHEN variant = '住院期间' THEN 'S3' ELSE 'S2' END AS severity,
    CASE
        WHEN provider_name IS NOT NULL
            THEN concat_ws('/', institution, provider_name)
    END AS shared
FROM found
WHERE NOT is_chained(link_tier, event_tier)
QUALIFY row_number() OVER (
    PARTITION BY record_id
    ORDER BY missing IS NOT NULL, closeness, event_tier, event_on, records
) = 1
