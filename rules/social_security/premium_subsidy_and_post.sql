-- One row for each subsidy of the insurance that people pay themselves, of months in
-- which the same person was subsidised in a public post.
WITH paid AS (
    SELECT
        *,
        coalesce(paid_for, started_on, paid_on) AS first_day,
        coalesce(paid_for_to, last_day(coalesce(paid_for, started_on, paid_on)))
            AS final_day
    FROM resolved.employment_subsidy
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_result, '成功') = '成功'
        AND amount_fen > 0
),

monthly AS (
    SELECT
        paid.*,
        cast(unnest(generate_series(
            month_of(paid.first_day), month_of(paid.final_day), INTERVAL 1 MONTH
        )) AS DATE) AS month_on
    FROM paid
    WHERE paid.subsidy_kind IN ('社会保险补贴', '公益性岗位补贴')
),

met AS (
    -- The insurance of the post itself is subsidised to its unit, and lawfully.
    SELECT
        premium.record_id,
        min(premium.month_on) AS first_month,
        max(premium.month_on) AS last_month,
        count(DISTINCT premium.month_on) AS months,
        max(post.link_tier) AS tier,
        min(post.link_milli) AS link_milli,
        list(DISTINCT post.record_id ORDER BY post.record_id) AS records
    FROM monthly AS premium
    INNER JOIN monthly AS post
        ON
            premium.person_id = post.person_id
            AND premium.month_on = post.month_on
    WHERE
        premium.subsidy_kind = '社会保险补贴'
        AND post.subsidy_kind = '公益性岗位补贴'
        AND coalesce(premium.organisation_id, premium.unit_name) IS NULL
        AND NOT is_chained(premium.link_tier, post.link_tier)
    GROUP BY premium.record_id
)

SELECT
    'person' AS subject_kind,
    paid.person_id AS subject_id,
    'social_security/社会保险补贴' AS matter,
    paid.record_id AS act,
    '与岗位补贴同期' AS variant,
    paid.first_day AS act_on,
    met.first_month AS event_on,
    met.first_month AS period_from,
    last_day(met.last_month) AS period_to,
    paid.amount_fen * met.months
    // (datediff('month', paid.first_day, paid.final_day) + 1) AS amount_fen,
    greatest(paid.link_tier, met.tier) AS tier,
    least(paid.link_milli, met.link_milli) AS link_milli,
    [paid.record_id] || met.records AS evidence_for,
    MAP {
        'transfer': CASE
            WHEN
                met.months = 1
                AND month_of(paid.first_day) != month_of(paid.final_day)
                THEN 'yes'
        END
    } AS facts,
    handled(
        paid.accepted_by, paid.reviewed_by, paid.approved_by, paid.paid_by, paid.town
    ) AS chain,
    'S3' AS severity
FROM met
INNER JOIN paid ON met.record_id = paid.record_id
