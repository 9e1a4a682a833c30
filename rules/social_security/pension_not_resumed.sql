-- One row for each pension stopped for want of proof or for a death, whose holder was
-- certified face to face and to whom nothing of any pension was paid since.
WITH stop AS (
    SELECT *
    FROM resolved.pension_stop
    WHERE
        is_tied(link_tier)
        AND stopped_for IS NOT NULL
        AND reason IN ('未认证', '死亡')
    QUALIFY
        max(resumed_for) OVER (PARTITION BY person_id, insurance, stopped_for)
        IS NULL
        AND row_number() OVER (
            PARTITION BY person_id, insurance, stopped_for
            ORDER BY decided_on, record_id
        ) = 1
),

-- The use of a card proves nothing: a relative may hold it. A proof that is only weakly
-- tied is a question, and none where a firm one is.
shown AS (
    SELECT *
    FROM resolved.life_certificate
    WHERE
        is_tied(link_tier)
        AND coalesce(result, '通过') = '通过'
        AND way IN ('人脸识别', '柜台', '入户', '视频', '住院')
),

proven AS (
    SELECT
        stop.record_id,
        min(shown.certified_on) AS certified_on,
        max(shown.link_tier) AS shown_tier,
        min(shown.link_milli) AS shown_milli,
        list(shown.record_id ORDER BY shown.record_id) AS shown_records
    FROM stop
    INNER JOIN policy.proof_of_life AS proof
        ON holds(proof.valid_from, proof.valid_to, stop.decided_on)
    INNER JOIN shown
        ON
            stop.person_id = shown.person_id
            AND CASE
                WHEN stop.reason = '死亡' THEN stop.died_on < shown.certified_on
                ELSE
                    shown.certified_on + to_months(proof.valid_months)
                    >= stop.decided_on
            END
    WHERE NOT is_chained(stop.link_tier, shown.link_tier)
    GROUP BY stop.record_id, is_weak(shown.link_tier)
    QUALIFY row_number() OVER (
        PARTITION BY stop.record_id ORDER BY is_weak(max(shown.link_tier))
    ) = 1
),

alive AS (
    SELECT
        stop.*,
        proven.certified_on,
        proven.shown_tier,
        proven.shown_milli,
        proven.shown_records,
        greatest(proven.certified_on, stop.decided_on) AS since_on
    FROM stop
    INNER JOIN proven ON stop.record_id = proven.record_id
),

paid AS (
    SELECT
        *,
        max(paid_in) OVER () AS newest_in
    FROM resolved.pension_payment
    WHERE is_tied(link_tier) AND coalesce(payment_flag, '已支付') = '已支付'
),

last_paid AS (
    SELECT
        person_id,
        scheme,
        record_id,
        amount_fen,
        newest_in,
        max(paid_in) OVER (PARTITION BY person_id) AS last_in
    FROM paid
    QUALIFY row_number() OVER (
        PARTITION BY person_id, scheme
        ORDER BY paid_for DESC, amount_fen ASC, record_id ASC
    ) = 1
)

SELECT
    'person' AS subject_kind,
    alive.person_id AS subject_id,
    'social_security/' || alive.insurance AS matter,
    alive.record_id AS act,
    CASE
        WHEN alive.reason = '死亡' THEN '死亡登记有矛盾'
        WHEN alive.certified_on <= alive.decided_on THEN '停发前已认证'
        ELSE '认证后未恢复'
    END AS variant,
    alive.certified_on AS event_on,
    month_of(alive.stopped_for) + to_months(1) AS period_from,
    last_day(last_paid.newest_in) AS period_to,
    alive.since_on AS act_on,
    cast(
        last_paid.amount_fen
        * datediff('month', alive.stopped_for, last_paid.newest_in) AS BIGINT
    ) AS amount_fen,
    greatest(alive.link_tier, alive.shown_tier) AS tier,
    least(alive.link_milli, alive.shown_milli) AS link_milli,
    [alive.record_id, last_paid.record_id] || alive.shown_records AS evidence_for,
    cast(NULL AS VARCHAR) AS missing,
    handled(
        alive.accepted_by, alive.reviewed_by, alive.approved_by, NULL, alive.town
    ) AS chain,
    'S2' AS severity,
    CASE WHEN alive.reason = '死亡' THEN 'S1' ELSE 'S2' END AS severity_long
FROM alive
INNER JOIN last_paid
    ON
        alive.person_id = last_paid.person_id
        AND alive.insurance = last_paid.scheme
LEFT JOIN state.death AS death ON alive.person_id = death.person_id
WHERE
    last_paid.last_in <= month_of(alive.since_on)
    AND month_of(alive.since_on) + to_months($grace_months) < last_paid.newest_in
    AND (death.died_on IS NULL OR death.died_on < alive.certified_on)
