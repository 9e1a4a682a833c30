-- One row for each valid certificate of a severe disability whose holder never drew the
-- care subsidy, although nothing better excludes it and the waiting time is over.
WITH drawn AS (
    SELECT
        person_id,
        certificate_number,
        link_tier
    FROM resolved.disability_subsidy
    WHERE subsidy_kind = '护理补贴'
),

span AS (
    SELECT
        min(paid_for) AS first_on,
        max(coalesce(paid_for_to, last_day(paid_for))) AS last_on
    FROM resolved.disability_subsidy
    WHERE subsidy_kind = '护理补贴'
),

held AS (
    SELECT
        certificate.*,
        span.last_on,
        greatest(month_of(certificate.issued_on) + to_months(1), span.first_on)
            AS due_on
    FROM state.disability_held AS certificate
    CROSS JOIN span
    WHERE
        NOT certificate.is_unclear
        AND coalesce(certificate.held_to >= span.last_on, TRUE)
        AND certificate.issued_on + to_months($grace_months) <= span.last_on
    QUALIFY row_number() OVER (
        PARTITION BY certificate.person_id
        ORDER BY
            is_weak(certificate.link_tier),
            certificate.issued_on DESC,
            certificate.record_id ASC
    ) = 1
),

-- A person, or the certificate itself, so that a mistyped number makes no shortfall.
has_drawn AS (
    SELECT held.record_id
    FROM held
    INNER JOIN drawn ON held.person_id = drawn.person_id
    WHERE is_tied(drawn.link_tier)
    UNION
    SELECT held.record_id
    FROM held
    INNER JOIN drawn ON held.certificate_number = drawn.certificate_number
),

better AS (
    SELECT held.record_id
    FROM held
    INNER JOIN state.support_spell AS spell
        ON
            held.person_id = spell.person_id
            AND meets(spell.valid_from, spell.maybe_to, held.due_on, held.last_on)
    UNION
    SELECT held.record_id
    FROM held
    INNER JOIN resolved.injury_payment AS care
        ON held.person_id = care.person_id
    WHERE is_tied(care.link_tier) AND care.benefit_item = '生活护理费'
),

gone AS (
    SELECT held.record_id
    FROM held
    INNER JOIN state.death AS death ON held.person_id = death.person_id
    UNION
    SELECT held.record_id
    FROM held
    INNER JOIN state.struck_resident AS resident
        ON held.person_id = resident.person_id
    UNION
    SELECT held.record_id
    FROM held
    INNER JOIN state.custody AS custody
        ON
            held.person_id = custody.person_id
            AND meets(custody.started_on, custody.maybe_to, held.due_on, held.last_on)
    WHERE NOT custody.is_unclear
),

doubtful AS (
    SELECT DISTINCT held.record_id
    FROM held
    INNER JOIN state.custody AS custody
        ON
            held.person_id = custody.person_id
            AND meets(custody.started_on, custody.maybe_to, held.due_on, held.last_on)
    WHERE custody.is_unclear
),

settled AS (
    SELECT record_id FROM has_drawn
    UNION
    SELECT record_id FROM better
    UNION
    SELECT record_id FROM gone
)

SELECT
    'person' AS subject_kind,
    held.person_id AS subject_id,
    'relief/残疾人护理补贴' AS matter,
    held.record_id AS act,
    '未享受' AS variant,
    cast(NULL AS DATE) AS event_on,
    held.due_on AS period_from,
    held.last_on AS period_to,
    held.last_on AS act_on,
    cast(
        band.month_fen * (datediff('month', held.due_on, held.last_on) + 1) AS BIGINT
    ) AS amount_fen,
    held.link_tier AS tier,
    held.link_milli,
    [held.record_id] AS evidence_for,
    CASE WHEN doubtful.record_id IS NOT NULL THEN '刑罚执行方式' END AS missing,
    handled(NULL, NULL, NULL, NULL, held.town) AS chain,
    CASE WHEN held.disability_grade = '一级' THEN 'S2' ELSE 'S3' END AS severity
FROM held
INNER JOIN policy.disability_subsidy AS band
    ON
        band.subsidy_kind = '护理补贴'
        AND held.disability_grade = band.disability_grade
        AND holds(band.valid_from, band.valid_to, held.last_on)
LEFT JOIN settled ON held.record_id = settled.record_id
LEFT JOIN doubtful ON held.record_id = doubtful.record_id
WHERE settled.record_id IS NULL
