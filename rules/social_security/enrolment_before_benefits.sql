-- One row for each enrolment that a benefit followed soon, where several people of one
-- unit were enrolled close together and drew benefits.
WITH enrolled AS (
    SELECT
        person_id,
        unit_id,
        max(unit_name) AS unit_name,
        max(agency) AS agency,
        min(enrolled_on) AS enrolled_on,
        arg_min(record_id, (enrolled_on, record_id)) AS record_id,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli
    FROM state.enrolment
    WHERE enrolled_on IS NOT NULL AND unit_id IS NOT NULL
    GROUP BY person_id, unit_id
),

benefit AS (
    SELECT
        person_id,
        coalesce(registered_on, first_for, paid_for) AS ground_on,
        amount_fen + coalesce(medical_premium_fen, 0) AS paid_fen,
        record_id
    FROM resolved.unemployment_benefit
    WHERE is_firm(link_tier) AND coalesce(payment_result, '成功') = '成功'
    UNION ALL BY NAME
    SELECT
        person_id,
        coalesce(injured_on, paid_for) AS ground_on,
        amount_fen AS paid_fen,
        record_id
    FROM resolved.injury_payment
    WHERE is_firm(link_tier) AND coalesce(payment_result, '成功') = '成功'
    UNION ALL BY NAME
    SELECT
        person_id,
        admitted_on AS ground_on,
        fund_fen AS paid_fen,
        record_id
    FROM resolved.medical_settlement
    WHERE is_firm(link_tier) AND visit_kind = '生育' AND fund_fen > 0
),

claimed AS (
    SELECT
        enrolled.person_id,
        enrolled.unit_id,
        enrolled.unit_name,
        enrolled.agency,
        enrolled.enrolled_on,
        enrolled.record_id,
        enrolled.tier,
        enrolled.link_milli,
        min(benefit.ground_on) AS ground_on,
        cast(sum(benefit.paid_fen) AS BIGINT) AS paid_fen,
        list(benefit.record_id ORDER BY benefit.record_id) AS records
    FROM enrolled
    INNER JOIN benefit ON enrolled.person_id = benefit.person_id
    WHERE
        benefit.ground_on BETWEEN
        enrolled.enrolled_on AND enrolled.enrolled_on + $claim_days
    GROUP BY
        enrolled.person_id, enrolled.unit_id, enrolled.unit_name, enrolled.agency,
        enrolled.enrolled_on, enrolled.record_id, enrolled.tier, enrolled.link_milli
),

cluster AS (
    SELECT
        first_one.unit_id,
        first_one.enrolled_on AS from_day,
        count(DISTINCT other.person_id) AS people
    FROM claimed AS first_one
    INNER JOIN claimed AS other
        ON
            first_one.unit_id = other.unit_id
            AND other.enrolled_on BETWEEN
            first_one.enrolled_on AND first_one.enrolled_on + $cluster_days
    GROUP BY first_one.unit_id, first_one.enrolled_on
    HAVING count(DISTINCT other.person_id) >= $cluster_people
)

SELECT DISTINCT
    'organisation' AS subject_kind,
    claimed.unit_id AS subject_id,
    claimed.record_id AS act,
    '集中参保' AS variant,
    claimed.enrolled_on AS act_on,
    claimed.ground_on AS event_on,
    claimed.enrolled_on AS period_from,
    claimed.ground_on AS period_to,
    claimed.paid_fen AS amount_fen,
    claimed.tier,
    claimed.link_milli,
    'S2' AS severity,
    'social_security/职工社会保险' AS matter,
    [claimed.record_id] || claimed.records AS evidence_for,
    handled(NULL, NULL, NULL, NULL, claimed.agency) AS chain,
    MAP {
        'dispatch': CASE
            WHEN
                regexp_matches(
                    claimed.unit_name, '劳务派遣|劳务外包|(人力资源|人才服务).*公司'
                )
                THEN 'yes'
        END
    } AS facts
FROM claimed
INNER JOIN cluster
    ON
        claimed.unit_id = cluster.unit_id
        AND claimed.enrolled_on BETWEEN
        cluster.from_day AND cluster.from_day + $cluster_days
