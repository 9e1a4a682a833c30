-- One row for each subsidised enrolment of somebody who was not in the migrant
-- register on the day the class began.
WITH enrolled AS (
    SELECT
        *,
        coalesce(link_tier IN ('T1', 'T2', 'T3'), FALSE) AS is_tied
    FROM resolved.training_enrolment
    WHERE fund_source = '移民' AND subsidy_fen > 0
),

registered AS (
    SELECT DISTINCT enrolled.record_id
    FROM enrolled
    INNER JOIN resolved.migrant AS migrant
        ON enrolled.person_id = migrant.person_id
    WHERE
        (migrant.valid_from IS NULL OR migrant.valid_from <= enrolled.started_on)
        AND (migrant.valid_to IS NULL OR migrant.valid_to >= enrolled.started_on)
),

once AS (
    SELECT
        person_id,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.migrant
    WHERE person_id IS NOT NULL
    GROUP BY person_id
)

SELECT
    'person' AS subject_kind,
    'relief/移民培训补贴' AS matter,
    enrolled.record_id AS act,
    enrolled.started_on AS act_on,
    enrolled.started_on AS event_on,
    enrolled.started_on AS period_from,
    enrolled.subsidy_fen AS amount_fen,
    'S3' AS severity,
    'S3' AS severity_long,
    NULL AS shared,
    CASE WHEN enrolled.is_tied THEN enrolled.person_id ELSE enrolled.record_id END
        AS subject_id,
    CASE WHEN enrolled.is_tied THEN '不在名册' ELSE '身份未定' END AS variant,
    coalesce(enrolled.ended_on, enrolled.started_on) AS period_to,
    CASE WHEN enrolled.is_tied THEN enrolled.link_tier END AS tier,
    CASE WHEN enrolled.is_tied THEN enrolled.link_milli END AS link_milli,
    [enrolled.record_id] AS evidence_for,
    coalesce(once.records, []) AS evidence_against,
    CASE WHEN NOT enrolled.is_tied THEN '学员的有效身份证件号码' END AS missing,
    MAP {
        'paid': CASE WHEN enrolled.payment_result IN ('失败', '退回') THEN 'no' END,
        'enrollee_kind': enrolled.enrollee_kind,
        'name_key': enrolled.name_key,
        'id_text': enrolled.id_text
    } AS facts,
    [
        struct_pack(
            step := '受理', person := enrolled.accepted_by,
            unit := enrolled.training_organisation, "on" := NULL
        ),
        struct_pack(
            step := '审核', person := enrolled.reviewed_by, unit := NULL,
            "on" := NULL
        ),
        struct_pack(
            step := '审批', person := enrolled.approved_by, unit := NULL,
            "on" := NULL
        ),
        struct_pack(
            step := '拨付', person := enrolled.paid_by, unit := NULL,
            "on" := enrolled.paid_on
        )
    ] AS chain
FROM enrolled
LEFT JOIN registered ON enrolled.record_id = registered.record_id
LEFT JOIN once ON enrolled.person_id = once.person_id
WHERE registered.record_id IS NULL
