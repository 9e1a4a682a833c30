-- One row for each subsidised enrolment of somebody who was not in the migrant
-- register on the day the class began.
WITH enrolled AS (
    SELECT
        *,
        is_firm(link_tier) AS is_firm
    FROM resolved.training_enrolment
    WHERE fund_source = '移民' AND subsidy_fen > 0
),

registered AS (
    -- Only firm ties show that somebody was in the register, or was not.
    SELECT
        enrolled.record_id,
        bool_or(enrolled.is_firm AND is_firm(migrant.link_tier)) AS is_firm
    FROM enrolled
    INNER JOIN resolved.migrant AS migrant
        ON enrolled.person_id = migrant.person_id
    WHERE
        is_tied(enrolled.link_tier)
        AND is_tied(migrant.link_tier)
        AND (migrant.valid_from IS NULL OR migrant.valid_from <= enrolled.started_on)
        AND (migrant.valid_to IS NULL OR migrant.valid_to >= enrolled.started_on)
    GROUP BY enrolled.record_id
),

once AS (
    SELECT
        person_id,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.migrant
    WHERE is_tied(link_tier)
    GROUP BY person_id
),

judged AS (
    SELECT
        enrolled.*,
        coalesce(once.records, []) AS migrant_records,
        enrolled.is_firm
        OR (is_weak(enrolled.link_tier) AND registered.record_id IS NULL) AS is_tied
    FROM enrolled
    LEFT JOIN registered ON enrolled.record_id = registered.record_id
    LEFT JOIN once ON enrolled.person_id = once.person_id
    WHERE registered.is_firm IS DISTINCT FROM TRUE
)

SELECT
    'person' AS subject_kind,
    'relief/移民培训补贴' AS matter,
    record_id AS act,
    started_on AS act_on,
    started_on AS event_on,
    started_on AS period_from,
    subsidy_fen AS amount_fen,
    'S3' AS severity,
    'S3' AS severity_long,
    NULL AS shared,
    CASE WHEN is_tied THEN person_id ELSE record_id END
        AS subject_id,
    CASE WHEN is_tied THEN '不在名册' ELSE '身份未定' END AS variant,
    coalesce(ended_on, started_on) AS period_to,
    CASE WHEN is_tied THEN link_tier END AS tier,
    CASE WHEN is_tied THEN link_milli END AS link_milli,
    [record_id] AS evidence_for,
    migrant_records AS evidence_against,
    CASE WHEN NOT is_tied THEN '学员的有效身份证件号码' END AS missing,
    MAP {
        'paid': CASE WHEN payment_result IN ('失败', '退回') THEN 'no' END,
        'enrollee_kind': enrollee_kind,
        'name_key': name_key,
        'id_text': id_text
    } AS facts,
    [
        struct_pack(
            step := '受理', person := accepted_by,
            unit := training_organisation, "on" := NULL
        ),
        struct_pack(
            step := '审核', person := reviewed_by, unit := NULL,
            "on" := NULL
        ),
        struct_pack(
            step := '审批', person := approved_by, unit := NULL,
            "on" := NULL
        ),
        struct_pack(
            step := '拨付', person := paid_by, unit := NULL,
            "on" := paid_on
        )
    ] AS chain
FROM judged
