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

born AS (
    -- One sound number among a person's payments tells the age for all of them.
    SELECT
        person_id,
        max(
            CASE
                WHEN id_kind = 'valid' THEN substr(id_text, 7, 8)
                WHEN id_kind = 'valid15' THEN '19' || substr(id_text, 7, 6)
            END
        ) AS born,
        max(
            CASE
                WHEN id_kind = 'valid' THEN cast(substr(id_text, 17, 1) AS INTEGER)
                WHEN id_kind = 'valid15' THEN cast(substr(id_text, 15, 1) AS INTEGER)
            END
        ) % 2 AS is_man
    FROM resolved.unemployment_benefit
    WHERE is_tied(link_tier)
    GROUP BY person_id
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
    beyond.person_id AS subject_id,
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
        WHEN born.born IS NULL AND NOT is_firm(beyond.link_tier)
            THEN '领取人完整的身份证件号码（年龄）'
    END AS missing,
    MAP {
        'sex': CASE born.is_man WHEN 1 THEN '男' WHEN 0 THEN '女' END,
        'born_on': cast(cast(strptime(born.born, '%Y%m%d') AS DATE) AS VARCHAR)
    } AS facts
FROM beyond
INNER JOIN born ON beyond.person_id = born.person_id
WHERE is_over_limit OR coalesce(place > approved_months, FALSE)
