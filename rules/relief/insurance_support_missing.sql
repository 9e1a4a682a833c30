-- One row for each person on relief who is not insured against illness this year, who
-- paid a share that the government pays, or for whom nobody pays in for the pension.
WITH span AS (
    SELECT
        max(insured_for) AS year_on,
        cast(max(insured_for) + to_years(1) AS DATE) - 1 AS ends_on
    FROM resolved.medical_enrolment
),

listed AS (
    SELECT
        record_id,
        person_id,
        person_name,
        link_tier,
        link_milli,
        town,
        village,
        first_for AS since_on,
        '低保' AS group_kind
    FROM
        spell(
            'resolved.dibao_member',
            row(person_id, certificate_number),
            first_for,
            stopped_on
        )
    CROSS JOIN span
    WHERE
        is_firm(link_tier)
        AND coalesce(held_to >= span.ends_on, TRUE)
        AND (coalesce(status, '在保') = '在保' OR stopped_on IS NOT NULL)
    UNION ALL BY NAME
    SELECT
        record_id,
        person_id,
        person_name,
        link_tier,
        link_milli,
        town,
        village,
        first_for AS since_on,
        '特困' AS group_kind
    FROM
        spell(
            'resolved.tekun_person', person_id, first_for, stopped_on
        )
    CROSS JOIN span
    WHERE
        is_firm(link_tier)
        AND coalesce(held_to >= span.ends_on, TRUE)
        AND (coalesce(status, '在保') = '在保' OR stopped_on IS NOT NULL)
    UNION ALL BY NAME
    SELECT
        certificate.record_id,
        certificate.person_id,
        certificate.person_name,
        certificate.link_tier,
        certificate.link_milli,
        certificate.town,
        certificate.village,
        certificate.issued_on AS since_on,
        '重残' AS group_kind
    FROM state.disability_held AS certificate
    CROSS JOIN span
    WHERE
        is_firm(certificate.link_tier)
        AND NOT certificate.is_unclear
        AND certificate.disability_grade IN ('一级', '二级')
        AND coalesce(certificate.held_to >= span.ends_on, TRUE)
),

gone AS (
    SELECT person_id FROM state.death
    UNION
    SELECT person_id FROM state.struck_resident
    UNION
    SELECT custody.person_id
    FROM state.custody AS custody
    CROSS JOIN span
    WHERE
        NOT custody.is_unclear
        AND meets(custody.started_on, custody.maybe_to, span.year_on, span.ends_on)
    UNION
    SELECT person_id
    FROM resolved.student
    WHERE is_tied(link_tier) AND stage IN ('专科', '本科', '研究生')
),

doubtful AS (
    SELECT DISTINCT custody.person_id
    FROM state.custody AS custody
    CROSS JOIN span
    WHERE
        custody.is_unclear
        AND meets(custody.started_on, custody.maybe_to, span.year_on, span.ends_on)
),

special AS (
    SELECT
        listed.*,
        span.year_on,
        span.ends_on
    FROM listed
    CROSS JOIN span
    LEFT JOIN gone ON listed.person_id = gone.person_id
    WHERE gone.person_id IS NULL AND listed.since_on < span.year_on
    QUALIFY row_number() OVER (
        PARTITION BY listed.person_id, listed.group_kind
        ORDER BY listed.since_on, listed.record_id
    ) = 1
),

enrolled AS (
    SELECT medical.*
    FROM
        spell(
            'resolved.medical_enrolment',
            row(
                coalesce(person_id, record_id),
                personal_number,
                insurance,
                insured_for
            ),
            first_for,
            stopped_on
        ) AS medical
    INNER JOIN span ON medical.insured_for = span.year_on
),

-- What most residents pay of their own for the year.
usual AS (
    SELECT quantile_disc(personal_share_fen, 0.5) AS share_fen
    FROM enrolled
    WHERE insurance = '居民医保' AND personal_share_fen > 0
),

owed AS (
    SELECT
        special.*,
        rule.insurance,
        usual.share_fen AS usual_fen,
        coalesce(
            rule.paid_fen,
            CASE
                WHEN rule.insurance = '居民医保'
                    THEN usual.share_fen * rule.paid_ppm // 1000000
            END
        ) AS support_fen
    FROM special
    INNER JOIN policy.insurance_support AS rule
        ON
            special.group_kind = rule.group_kind
            AND holds(rule.valid_from, rule.valid_to, special.year_on)
    CROSS JOIN usual
    QUALIFY row_number() OVER (
        PARTITION BY special.person_id, rule.insurance
        ORDER BY support_fen DESC NULLS LAST, special.group_kind ASC
    ) = 1
),

-- By the person, or the same name in the village, so that a mistyped number takes
-- nobody's insurance away.
insured AS (
    SELECT owed.record_id
    FROM owed
    INNER JOIN enrolled ON owed.person_id = enrolled.person_id
    WHERE is_tied(enrolled.link_tier)
    UNION
    SELECT owed.record_id
    FROM owed
    INNER JOIN enrolled
        ON
            owed.village = enrolled.village
            AND plain_name(owed.person_name) = plain_name(enrolled.person_name)
    WHERE NOT coalesce(is_firm(enrolled.link_tier), FALSE)
),

found AS (
    SELECT
        owed.*,
        owed.record_id AS act,
        '未参加医保' AS variant,
        CASE
            WHEN owed.support_fen IS NOT NULL
                THEN least(owed.support_fen, owed.usual_fen)
        END AS amount_fen,
        [owed.record_id] AS records
    FROM owed
    LEFT JOIN insured ON owed.record_id = insured.record_id
    WHERE owed.insurance = '居民医保' AND insured.record_id IS NULL
    UNION ALL BY NAME
    SELECT
        owed.*,
        enrolled.record_id AS act,
        '未获医保资助' AS variant,
        CASE
            WHEN owed.support_fen IS NOT NULL
                THEN
                    enrolled.personal_share_fen
                    - greatest(owed.usual_fen - owed.support_fen, 0)
        END AS amount_fen,
        [enrolled.record_id, owed.record_id] AS records
    FROM owed
    INNER JOIN enrolled
        ON
            owed.person_id = enrolled.person_id
            AND owed.insurance = enrolled.insurance
    WHERE
        is_firm(enrolled.link_tier)
        AND enrolled.enrolment_status = '正常参保'
        AND enrolled.personal_share_fen > CASE
            WHEN owed.support_fen IS NULL THEN owed.usual_fen - 1
            ELSE greatest(owed.usual_fen - owed.support_fen, 0)
        END
    UNION ALL BY NAME
    SELECT
        owed.*,
        pension.record_id AS act,
        '养老未代缴' AS variant,
        owed.support_fen AS amount_fen,
        [pension.record_id, owed.record_id] AS records
    FROM owed
    INNER JOIN
        spell(
            'resolved.resident_enrolment', person_id, enrolled_on, stopped_on
        ) AS pension
        ON owed.person_id = pension.person_id
    WHERE
        owed.insurance = '居民养老'
        AND is_firm(pension.link_tier)
        AND holds(pension.held_from, pension.held_to, owed.year_on)
        AND pension.enrolment_status = '正常参保'
        AND pension.payment_status IN ('参保缴费', '暂停缴费')
        AND coalesce(pension.insured_identity, '普通') = '普通'
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'social_security/' || insurance AS matter,
    act,
    variant,
    cast(NULL AS DATE) AS event_on,
    year_on AS period_from,
    ends_on AS period_to,
    year_on AS act_on,
    cast(amount_fen AS BIGINT) AS amount_fen,
    link_tier AS tier,
    link_milli,
    records AS evidence_for,
    CASE
        WHEN person_id IN (SELECT doubtful.person_id FROM doubtful)
            THEN '刑罚执行方式'
    END AS missing,
    handled(NULL, NULL, NULL, NULL, town) AS chain,
    CASE WHEN group_kind = '特困' THEN 'S2' ELSE 'S3' END AS severity
FROM found
