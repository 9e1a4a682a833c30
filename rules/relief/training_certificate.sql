-- One row for each subsidised place whose certificate is somebody else's too, was used
-- for another class, was issued before the class ended, or is missing though the list
-- states the numbers of the others.
WITH place AS MATERIALIZED (
    SELECT
        *,
        coalesce(ended_on, started_on) AS until,
        nullif(
            regexp_replace(upper(certificate_number), '[^0-9A-Z一-龥]', '', 'g'), ''
        ) AS certificate
    FROM resolved.training_enrolment
    WHERE
        is_tied(link_tier)
        AND subsidy_fen > 0
        AND coalesce(payment_result, '') NOT IN ('失败', '退回')
    QUALIFY
        row_number() OVER (PARTITION BY person_id, class_number ORDER BY record_id) = 1
),

class AS (
    SELECT
        class_number,
        count(*) AS people,
        count(certificate) AS certified,
        count(DISTINCT certificate) AS certificates
    FROM place
    GROUP BY class_number
),

known AS (
    SELECT
        place.*,
        class.people,
        class.certified,
        class.people > 2 AND class.certified = class.people AND class.certificates = 1
            AS is_of_class
    FROM place
    INNER JOIN class ON place.class_number = class.class_number
),

shared AS (
    SELECT
        certificate,
        count(DISTINCT person_id) AS holders,
        bool_and(is_of_class) AND count(DISTINCT class_number) = 1 AS is_of_class,
        list_slice(list(record_id ORDER BY record_id), 1, $shown_count) AS records
    FROM known
    WHERE certificate IS NOT NULL AND is_firm(link_tier)
    GROUP BY certificate
    HAVING count(DISTINCT person_id) > 1
),

again AS (
    SELECT
        *,
        lag(record_id) OVER one_certificate AS earlier_record
    FROM known
    WHERE certificate IS NOT NULL AND is_firm(link_tier)
    WINDOW one_certificate AS (
        PARTITION BY person_id, certificate ORDER BY started_on, record_id
    )
),

found AS (
    SELECT
        known.*,
        '一证多人' AS variant,
        shared.records,
        shared.is_of_class AS is_of_all
    FROM known
    INNER JOIN shared ON known.certificate = shared.certificate
    WHERE is_firm(known.link_tier)
    UNION ALL BY NAME
    SELECT
        * EXCLUDE (earlier_record),
        '一证多领' AS variant,
        [earlier_record] AS records,
        FALSE AS is_of_all
    FROM again
    WHERE earlier_record IS NOT NULL
    UNION ALL BY NAME
    SELECT
        *,
        '结业前发证' AS variant,
        [] AS records,
        FALSE AS is_of_all
    FROM known
    WHERE certificate_on < ended_on
    UNION ALL BY NAME
    SELECT
        *,
        '没有证书' AS variant,
        [] AS records,
        FALSE AS is_of_all
    FROM known
    WHERE
        certificate IS NULL
        AND certified * 1000000 >= people * $certified_ppm
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/培训补贴' AS matter,
    record_id AS act,
    variant,
    started_on AS act_on,
    certificate_on AS event_on,
    started_on AS period_from,
    until AS period_to,
    subsidy_fen AS amount_fen,
    link_tier AS tier,
    link_milli,
    list_sort(list_distinct([record_id] || records)) AS evidence_for,
    MAP {
        'number_of_class': CASE WHEN is_of_all THEN 'yes' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, training_organisation)
        AS chain,
    CASE variant WHEN '没有证书' THEN 'S3' ELSE 'S2' END AS severity
FROM found
-- One place counts once, by what weighs most.
QUALIFY
    row_number() OVER (
        PARTITION BY record_id
        ORDER BY
            is_of_all,
            CASE variant
                WHEN '一证多领' THEN 1 WHEN '一证多人' THEN 2 WHEN '结业前发证' THEN 3
                ELSE 4
            END
    ) = 1
