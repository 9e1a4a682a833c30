-- One row for each unemployment benefit paid for a month after something else than
-- work had ended it: death, prison, a pension, military service, life abroad.
WITH paid AS (
    SELECT
        *,
        month_of(paid_for) AS benefit_month,
        coalesce(paid_for_to, last_day(paid_for)) AS benefit_to
    FROM resolved.unemployment_benefit
    WHERE is_tied(link_tier) AND coalesce(payment_result, '成功') = '成功'
),

pension_month AS (
    SELECT
        person_id,
        month_of(paid_for) AS pension_month,
        min(month_of(paid_for)) OVER (PARTITION BY person_id) AS first_month,
        max(coalesce(paid_in_to, last_day(paid_in))) AS paid_in,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_flag, '已支付') = '已支付'
        AND amount_fen > coalesce(funeral_fen, 0)
    GROUP BY person_id, month_of(paid_for)
),

veteran AS (
    -- Who has served has served: the last register that had the person counts.
    SELECT *
    FROM resolved.veteran
    QUALIFY rank() OVER (
        PARTITION BY person_id ORDER BY valid_to DESC NULLS FIRST
    ) = 1
),

away AS (
    SELECT
        person_id,
        CASE status WHEN '参军注销' THEN '服兵役' ELSE '移居境外' END AS variant,
        struck_on AS began_on,
        cast(NULL AS DATE) AS ended_on,
        tier,
        link_milli,
        record_id
    FROM state.struck_resident
    WHERE
        struck_on IS NOT NULL
        AND status IN ('参军注销', '出国定居注销')
    UNION ALL BY NAME
    SELECT
        person_id,
        '服兵役' AS variant,
        enlisted_on AS began_on,
        discharged_on AS ended_on,
        link_tier AS tier,
        link_milli,
        record_id
    FROM veteran
    WHERE is_tied(link_tier) AND enlisted_on IS NOT NULL
    UNION ALL BY NAME
    SELECT
        person_id,
        '长期在境外' AS variant,
        exited_on AS began_on,
        entered_on AS ended_on,
        link_tier AS tier,
        link_milli,
        record_id
    FROM resolved.exit_entry
    WHERE is_tied(link_tier)
),

ending AS (
    SELECT
        paid.record_id AS act,
        '去世' AS variant,
        1 AS place,
        'death' AS registry,
        died.died_on AS event_on,
        died.tier,
        died.link_milli,
        died.records,
        cast(NULL AS DATE) AS released_on,
        cast(NULL AS DATE) AS pension_paid_in
    FROM paid
    INNER JOIN state.death AS died ON paid.person_id = died.person_id
    WHERE paid.paid_for > last_day(died.died_on)
    UNION ALL BY NAME
    SELECT
        paid.record_id AS act,
        '服刑' AS variant,
        2 AS place,
        'custody' AS registry,
        custody.started_on AS event_on,
        custody.tier,
        custody.link_milli,
        custody.records,
        custody.ended_on AS released_on,
        CASE WHEN custody.is_unclear THEN '刑罚执行方式' END AS missing
    FROM paid
    INNER JOIN state.custody AS custody ON paid.person_id = custody.person_id
    WHERE
        coalesce(custody.kind, '服刑') != '羁押'
        AND paid.paid_for > last_day(custody.started_on)
        AND coalesce(paid.benefit_to < month_of(custody.ended_on), TRUE)
    UNION ALL BY NAME
    SELECT
        paid.record_id AS act,
        '享受养老待遇' AS variant,
        3 AS place,
        pension_month.first_month AS event_on,
        pension_month.tier,
        pension_month.link_milli,
        pension_month.records,
        pension_month.paid_in AS pension_paid_in
    FROM paid
    INNER JOIN pension_month
        ON
            paid.person_id = pension_month.person_id
            AND paid.benefit_month = pension_month.pension_month
    WHERE paid.benefit_month > pension_month.first_month
    UNION ALL BY NAME
    SELECT
        paid.record_id AS act,
        away.variant,
        4 AS place,
        away.began_on AS event_on,
        away.tier,
        away.link_milli,
        [away.record_id] AS records
    FROM paid
    INNER JOIN away ON paid.person_id = away.person_id
    WHERE
        paid.paid_for > last_day(away.began_on)
        AND coalesce(paid.benefit_to < month_of(away.ended_on), TRUE)
        AND (
            away.variant != '长期在境外'
            OR coalesce(away.ended_on, paid.benefit_to) - away.began_on
            > $abroad_days
        )
)

SELECT
    'person' AS subject_kind,
    paid.person_id AS subject_id,
    paid.record_id AS act,
    ending.variant,
    ending.event_on,
    paid.paid_for AS period_from,
    paid.benefit_to AS period_to,
    'social_security/失业保险金' AS matter,
    coalesce(paid.paid_on, paid.benefit_to) AS act_on,
    paid.amount_fen + coalesce(paid.medical_premium_fen, 0) AS amount_fen,
    greatest(paid.link_tier, ending.tier) AS tier,
    least(paid.link_milli, ending.link_milli) AS link_milli,
    [paid.record_id] || ending.records AS evidence_for,
    ending.missing,
    handled(
        paid.accepted_by, paid.reviewed_by, paid.approved_by, paid.paid_by, NULL
    ) AS chain,
    CASE ending.variant WHEN '长期在境外' THEN 'S4' ELSE 'S3' END AS severity,
    MAP {
        'registry': ending.registry,
        'released_on': cast(ending.released_on AS VARCHAR),
        'pension_paid_in': cast(ending.pension_paid_in AS VARCHAR)
    } AS facts
FROM paid
INNER JOIN ending ON paid.record_id = ending.act
WHERE NOT is_chained(paid.link_tier, ending.tier)
QUALIFY row_number() OVER (
    PARTITION BY paid.record_id
    ORDER BY
        ending.missing IS NOT NULL, is_weak(ending.tier), ending.place,
        ending.event_on, ending.records
) = 1
