-- One row for each temporary relief beyond the number a year that the place allows for
-- its kind, for each that pays one approval again, and for each that somebody applied
-- for after their death. Payments of one approval in different sums are parts of it.
-- Only a death has a day that later signs of life may contradict.
WITH paid AS MATERIALIZED (
    SELECT
        *,
        coalesce(decided_on, paid_on) AS granted_on,
        coalesce(approval_number, record_id) AS grant_number
    FROM resolved.temporary_relief
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_result, '成功') = '成功'
        AND coalesce(decided_on, paid_on) IS NOT NULL
),

granted AS (
    SELECT
        person_id,
        relief_kind,
        grant_number,
        min(granted_on) AS granted_on,
        max(record_id) AS record_id,
        cast(sum(amount_fen) AS BIGINT) AS amount_fen,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list(record_id ORDER BY record_id) AS records
    FROM paid
    GROUP BY person_id, relief_kind, grant_number
),

counted AS (
    SELECT
        *,
        row_number() OVER within_year AS turn,
        list(record_id) OVER within_year AS record_lists
    FROM granted
    WINDOW
        within_year AS (
            PARTITION BY person_id, relief_kind, year(granted_on)
            ORDER BY granted_on, grant_number
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        )
),

too_often AS (
    SELECT
        counted.record_id AS act,
        '超过次数' AS variant,
        counted.granted_on AS event_on,
        counted.amount_fen,
        counted.tier,
        counted.link_milli,
        counted.records || counted.record_lists AS records,
        [] AS other_records,
        CASE WHEN allowed.year_count IS NULL THEN '本地临时救助每年次数的规定' END
            AS missing
    FROM counted
    LEFT JOIN policy.temporary_relief AS allowed
        ON
            counted.relief_kind = allowed.relief_kind
            AND holds(allowed.valid_from, allowed.valid_to, counted.granted_on)
    WHERE counted.turn > coalesce(allowed.year_count, 1)
),

paid_again AS (
    SELECT
        record_id AS act,
        '同一审批' AS variant,
        granted_on AS event_on,
        amount_fen,
        link_tier AS tier,
        link_milli,
        [record_id, first_value(record_id) OVER same] AS records,
        [] AS other_records,
        NULL AS missing
    FROM paid
    WHERE approval_number IS NOT NULL
    WINDOW
        same AS (
            PARTITION BY person_id, approval_number, amount_fen
            ORDER BY paid_on, record_id
        )
    QUALIFY row_number() OVER same > 1
),

after_death AS (
    SELECT
        paid.record_id AS act,
        '死亡之后' AS variant,
        died.died_on AS event_on,
        paid.amount_fen,
        greatest(paid.link_tier, died.tier) AS tier,
        least(paid.link_milli, died.link_milli) AS link_milli,
        [paid.record_id] || died.records AS records,
        died.other_records,
        NULL AS missing
    FROM paid
    INNER JOIN state.death AS died ON paid.person_id = died.person_id
    WHERE
        coalesce(paid.applied_on, paid.granted_on) > died.died_on
        AND NOT is_chained(paid.link_tier, died.tier)
),

found AS (
    SELECT * FROM too_often
    UNION ALL BY NAME
    SELECT * FROM paid_again
    UNION ALL BY NAME
    SELECT * FROM after_death
)

SELECT
    'person' AS subject_kind,
    paid.person_id AS subject_id,
    'relief/临时救助' AS matter,
    found.act,
    found.variant,
    coalesce(paid.paid_on, paid.granted_on) AS act_on,
    CASE WHEN found.variant = '死亡之后' THEN found.event_on END AS event_on,
    paid.granted_on AS period_from,
    paid.granted_on AS period_to,
    found.amount_fen,
    found.tier,
    found.link_milli,
    list_sort(list_distinct(found.records)) AS evidence_for,
    found.other_records AS evidence_against,
    found.missing,
    handled(
        paid.accepted_by, paid.reviewed_by, paid.approved_by, paid.paid_by, paid.town
    ) AS chain,
    CASE WHEN found.variant = '超过次数' THEN 'S3' ELSE 'S2' END AS severity
FROM found
INNER JOIN paid ON found.act = paid.record_id
