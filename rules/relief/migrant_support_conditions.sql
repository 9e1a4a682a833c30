-- One row for each payment of follow-up support for a period in which the payee was
-- not in the register, or past the term; and for each period paid above the rate.
WITH paid AS MATERIALIZED (
    SELECT
        *,
        coalesce(paid_for_to, last_day(paid_for)) AS until
    FROM resolved.subsidy_payment
    WHERE
        regexp_matches(project_name, $project_pattern)
        AND is_tied(link_tier)
        AND paid_for IS NOT NULL
        AND amount_fen > 0
        AND coalesce(payment_result, '') NOT IN ('失败', '退回')
),

alive AS (
    SELECT paid.*
    FROM paid
    LEFT JOIN state.death AS died
        ON
            paid.person_id = died.person_id
            AND paid.paid_for > last_day(died.died_on)
    WHERE died.person_id IS NULL
),

entry AS (
    SELECT *
    FROM resolved.migrant
    WHERE is_firm(link_tier)
),

judged AS (
    SELECT
        alive.record_id,
        bool_or(meets(entry.valid_from, entry.valid_to, alive.paid_for, alive.until))
            AS is_listed,
        max(entry.valid_to) FILTER (WHERE entry.valid_to < alive.paid_for)
            AS removed_on,
        min(entry.supported_from) AS supported_from,
        list(entry.record_id ORDER BY entry.record_id) AS records
    FROM alive
    INNER JOIN entry ON alive.person_id = entry.person_id
    GROUP BY alive.record_id
),

placed AS (
    SELECT
        alive.*,
        coalesce(judged.is_listed, FALSE) AS is_listed,
        judged.removed_on,
        judged.supported_from,
        coalesce(judged.records, []) AS records,
        rate.month_fen,
        coalesce(
            judged.supported_from + to_months(cast(rate.support_months AS INTEGER))
            <= alive.paid_for,
            FALSE
        ) AS is_over
    FROM alive
    LEFT JOIN judged ON alive.record_id = judged.record_id
    LEFT JOIN policy.migrant_support AS rate
        ON holds(rate.valid_from, rate.valid_to, alive.paid_for)
),

still_paid AS (
    SELECT
        paid_for,
        count(DISTINCT person_id) AS people,
        min(month_fen) AS month_fen
    FROM placed
    WHERE is_over AND is_listed
    GROUP BY paid_for
),

ended AS (
    SELECT
        still_paid.paid_for,
        max(still_paid.people) * 1000
        < count(DISTINCT entry.person_id) * $cohort_permille AS is_stopped
    FROM still_paid
    INNER JOIN policy.migrant_support AS rate
        ON holds(rate.valid_from, rate.valid_to, still_paid.paid_for)
    INNER JOIN entry
        ON
            holds(entry.valid_from, entry.valid_to, still_paid.paid_for)
            AND entry.supported_from
            + to_months(cast(rate.support_months AS INTEGER))
            <= still_paid.paid_for
    GROUP BY still_paid.paid_for
),

total AS (
    SELECT
        person_id,
        paid_for,
        until,
        project_name,
        max(record_id) AS record_id,
        count(*) AS lines,
        sum(amount_fen)
        - max(month_fen) * (datediff('month', paid_for, until) + 1) AS above_fen,
        list(record_id ORDER BY record_id) AS lines_records
    FROM placed
    WHERE is_listed
    GROUP BY person_id, paid_for, until, project_name
),

found AS (
    SELECT
        placed.*,
        CASE
            WHEN placed.removed_on IS NULL THEN '不在名册' ELSE '核减之后'
        END AS variant,
        placed.amount_fen AS sum_fen,
        [placed.record_id] || placed.records AS evidence,
        coalesce(placed.removed_on, placed.paid_for) AS event_on
    FROM placed
    WHERE NOT placed.is_listed
    UNION ALL BY NAME
    SELECT
        placed.*,
        '期满之后' AS variant,
        placed.amount_fen AS sum_fen,
        [placed.record_id] || placed.records AS evidence,
        placed.supported_from AS event_on
    FROM placed
    INNER JOIN ended ON placed.paid_for = ended.paid_for AND ended.is_stopped
    WHERE placed.is_listed AND placed.is_over
    UNION ALL BY NAME
    SELECT
        placed.*,
        CASE WHEN total.lines > 1 THEN '同期重复' ELSE '高于标准' END AS variant,
        total.above_fen AS sum_fen,
        total.lines_records || placed.records AS evidence,
        placed.paid_for AS event_on
    FROM placed
    INNER JOIN total ON placed.record_id = total.record_id
    LEFT JOIN ended ON placed.paid_for = ended.paid_for AND placed.is_over
    WHERE
        NOT coalesce(ended.is_stopped, FALSE)
        AND (total.above_fen > 0 OR (total.above_fen IS NULL AND total.lines > 1))
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || project_name AS matter,
    record_id AS act,
    variant,
    until AS act_on,
    event_on,
    paid_for AS period_from,
    until AS period_to,
    cast(sum_fen AS BIGINT) AS amount_fen,
    link_tier AS tier,
    link_milli,
    evidence AS evidence_for,
    CASE WHEN sum_fen IS NULL THEN '所属期间的扶持标准' END AS missing,
    MAP {
        'name_key': name_key,
        'id_text': id_text
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    'S3' AS severity
FROM found
