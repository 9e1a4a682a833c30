-- One row for each subsidy paid, or begun, after the beneficiary's month of death.
WITH coded AS (
    SELECT
        project_code,
        CASE WHEN min(granularity) = max(granularity) THEN min(granularity) END
            AS granularity,
        CASE WHEN min(kind) = max(kind) THEN min(kind) END AS money_kind,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.subsidy_project
    WHERE project_code IS NOT NULL
    GROUP BY project_code
),

titled AS (
    SELECT
        project_name,
        CASE WHEN min(granularity) = max(granularity) THEN min(granularity) END
            AS granularity,
        CASE WHEN min(kind) = max(kind) THEN min(kind) END AS money_kind,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.subsidy_project
    WHERE project_name IS NOT NULL
    GROUP BY project_name
),

collected AS (
    -- Whose account an official, or a relative of one, held on the day of the payment.
    SELECT
        payment.person_id,
        payment.record_id,
        list_sort(list_distinct(flatten(list(post.records)))) AS records
    FROM resolved.subsidy_payment AS payment
    INNER JOIN state.official_or_kin AS post
        ON payment.payee_person_id = post.person_id
    WHERE
        payment.payee_person_id != payment.person_id
        AND post.official_id != payment.person_id
        AND is_firm(payment.link_tier)
        AND is_firm(payment.payee_link_tier)
        AND is_firm(post.tier)
        AND holds(
            post.appointed_on,
            post.removed_on,
            coalesce(payment.paid_on, payment.paid_for)
        )
    GROUP BY payment.person_id, payment.record_id
),

paid AS (
    SELECT
        payment.*,
        collected.records AS post_records,
        died.died_on,
        died.records AS death_records,
        died.other_records,
        len(died.other_records) > 0 AS is_disputed,
        coalesce(coded.granularity, titled.granularity) AS granularity,
        coalesce(coded.money_kind, titled.money_kind) AS money_kind,
        coalesce(coded.records, titled.records, []) AS project_records,
        greatest(payment.link_tier, died.tier) AS weakest_tier,
        least(payment.link_milli, died.link_milli) AS weakest_milli
    FROM resolved.subsidy_payment AS payment
    INNER JOIN state.death AS died ON payment.person_id = died.person_id
    LEFT JOIN coded ON payment.project_code = coded.project_code
    LEFT JOIN titled ON payment.project_name = titled.project_name
    LEFT JOIN collected
        ON
            payment.person_id = collected.person_id
            AND payment.record_id = collected.record_id
    WHERE
        is_tied(payment.link_tier)
        AND NOT is_chained(payment.link_tier, died.tier)
        AND (
            payment.paid_for > last_day(died.died_on)
            OR payment.paid_on > last_day(died.died_on)
        )
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    record_id AS act,
    paid_on AS act_on,
    died_on AS event_on,
    paid_for AS period_from,
    amount_fen,
    weakest_tier AS tier,
    weakest_milli AS link_milli,
    NULL AS missing,
    'relief/' || project_name AS matter,
    CASE WHEN granularity = '人' THEN '按人发放' ELSE '按户发放' END AS variant,
    coalesce(paid_for_to, last_day(paid_for)) AS period_to,
    [record_id] || death_records || project_records || coalesce(post_records, [])
        AS evidence_for,
    other_records AS evidence_against,
    MAP {
        'paid': CASE WHEN payment_result IN ('失败', '退回') THEN 'no' END,
        'money_kind': money_kind,
        'granularity': granularity,
        'name_key': name_key,
        'id_text': id_text
    } AS facts,
    [
        struct_pack(
            step := '受理', person := accepted_by, unit := NULL, "on" := NULL
        ),
        struct_pack(
            step := '审核', person := reviewed_by, unit := NULL, "on" := NULL
        ),
        struct_pack(
            step := '审批', person := approved_by, unit := NULL, "on" := NULL
        ),
        struct_pack(
            step := '拨付', person := paid_by, unit := NULL, "on" := paid_on
        )
    ] AS chain,
    CASE
        WHEN is_disputed THEN 'S4'
        WHEN post_records IS NOT NULL THEN 'S1'
        WHEN granularity = '人' THEN 'S3'
        ELSE 'S4'
    END AS severity,
    CASE
        WHEN is_disputed THEN 'S4'
        WHEN post_records IS NOT NULL THEN 'S1'
        WHEN granularity = '人' THEN 'S3'
        ELSE 'S4'
    END AS severity_long,
    CASE WHEN granularity = '人' THEN account_number END AS shared
FROM paid
