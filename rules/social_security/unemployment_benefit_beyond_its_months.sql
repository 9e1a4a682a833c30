-- One row for each unemployment benefit paid beyond the months that the time of
-- contribution allows, or beyond the months that were approved.
WITH limits AS (
    SELECT
        valid_from,
        valid_to,
        min(benefit_months) AS least_months,
        max(benefit_months) AS most_months
    FROM policy.unemployment_months
    GROUP BY valid_from, valid_to
),

known AS (
    SELECT min(month_of(paid_for)) AS first_month
    FROM resolved.unemployment_benefit
),

paid AS (
    SELECT
        benefit.*,
        month_of(benefit.paid_for) AS benefit_month,
        coalesce(
            month_of(benefit.first_for),
            min(month_of(benefit.paid_for)) OVER (PARTITION BY benefit.person_id)
        ) AS began,
        known.first_month
    FROM resolved.unemployment_benefit AS benefit
    CROSS JOIN known
    WHERE
        is_tied(benefit.link_tier)
        AND coalesce(benefit.payment_result, '成功') = '成功'
),

placed AS (
    -- Months before the data begin count as paid; pauses within them are seen.
    SELECT
        *,
        dense_rank() OVER (
            PARTITION BY person_id, began ORDER BY benefit_month
        ) AS seen_months,
        dense_rank() OVER (
            PARTITION BY person_id, began ORDER BY benefit_month
        ) + greatest(datediff('month', began, first_month), 0) AS place,
        coalesce(
            datediff('month', first_for, last_for) + 1 > approved_months, FALSE
        ) AS was_paused
    FROM paid
),

claim AS (
    SELECT
        person_id,
        began,
        max(approved_months) AS approved,
        max(place) AS used
    FROM placed
    GROUP BY person_id, began
),

carried AS (
    SELECT
        person_id,
        began,
        greatest(coalesce(
            lag(approved) OVER earlier - lag(used) OVER earlier, 0
        ), 0) AS months
    FROM claim
    WINDOW earlier AS (PARTITION BY person_id ORDER BY began)
),

allowed AS (
    SELECT
        placed.*,
        limits.least_months,
        limits.most_months,
        CASE
            WHEN step.benefit_months IS NOT NULL
                THEN least(step.benefit_months + carried.months, limits.most_months)
        END AS allowed_months
    FROM placed
    INNER JOIN carried
        ON placed.person_id = carried.person_id AND placed.began = carried.began
    LEFT JOIN limits ON holds(limits.valid_from, limits.valid_to, placed.paid_for)
    LEFT JOIN policy.unemployment_months AS step
        ON
            placed.insured_months >= step.from_months
            AND coalesce(placed.insured_months < step.below_months, TRUE)
            AND holds(step.valid_from, step.valid_to, placed.paid_for)
),

beyond AS (
    SELECT
        *,
        coalesce(
            place > coalesce(allowed_months, least_months), least_months IS NULL
        ) AS is_over_limit
    FROM allowed
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    record_id AS act,
    began AS event_on,
    paid_for AS period_from,
    'S3' AS severity,
    'social_security/失业保险金' AS matter,
    CASE WHEN is_over_limit THEN '超过规定期限' ELSE '超过核定月数' END AS variant,
    coalesce(paid_on, last_day(paid_for)) AS act_on,
    coalesce(paid_for_to, last_day(paid_for)) AS period_to,
    amount_fen + coalesce(medical_premium_fen, 0) AS amount_fen,
    link_tier AS tier,
    link_milli,
    [record_id] AS evidence_for,
    handled(accepted_by, reviewed_by, approved_by, paid_by, NULL) AS chain,
    CASE
        WHEN is_over_limit AND least_months IS NULL THEN '当时的最长领取期限'
        WHEN is_over_limit AND allowed_months IS NULL AND place <= most_months
            THEN '核定所依据的累计缴费月数'
        WHEN was_paused AND seen_months <= coalesce(allowed_months, approved_months)
            THEN '数据起点以前的发放与中断记录'
    END AS missing,
    MAP {
        'sex': CASE
            WHEN id_kind = 'valid' AND cast(substr(id_text, 17, 1) AS INTEGER) % 2 = 1
                THEN '男'
            WHEN id_kind = 'valid' THEN '女'
        END,
        'born_on': CASE
            WHEN id_kind = 'valid'
                THEN cast(cast(
                    strptime(substr(id_text, 7, 8), '%Y%m%d') AS DATE
                ) AS VARCHAR)
        END
    } AS facts
FROM beyond
WHERE is_over_limit OR coalesce(place > approved_months, FALSE)
