-- One row for each instalment that is overdue, was paid late without its whole penalty
-- or after the certificate, one for each that was given back soon, and one for each
-- contract whose dates as agreed are laxer than the general schedule.
WITH sale AS (
    SELECT
        sale.*,
        greatest(sale.due_fen - coalesce(sale.paid_fen, 0), 0) AS open_fen,
        CASE
            WHEN coalesce(sale.paid_fen, 0) >= sale.due_fen THEN sale.paid_on
        END AS settled_on,
        coalesce(sale.penalty_rate_ppm, rule.late_day_ppm) AS rate_ppm,
        rule.first_share_ppm,
        sale.signed_on + to_months(rule.first_months) + to_days($slack_days)
            AS first_until,
        sale.signed_on + to_months(rule.full_months) + to_days($slack_days)
            AS full_until
    FROM resolved.land_sale AS sale
    LEFT JOIN policy.land_sale AS rule
        ON holds(rule.valid_from, rule.valid_to, sale.signed_on)
    WHERE sale.due_fen > 0
    QUALIFY
        row_number() OVER (
            PARTITION BY sale.supervision_number, sale.instalment
            ORDER BY sale.delivered_on DESC NULLS LAST, sale.record_id DESC
        ) = 1
),

judged AS (
    SELECT
        *,
        coalesce(
            open_fen > 0 AND due_on + $grace_days < delivered_on, FALSE
        ) AS is_overdue,
        coalesce(settled_on > due_on, FALSE) AS is_late,
        coalesce(
            certificate_on < settled_on
            OR (open_fen > 0 AND certificate_on <= delivered_on), FALSE
        ) AS is_certified,
        -- In units of a millionth of 分 days, so whole numbers all the way.
        CASE
            WHEN settled_on > due_on
                THEN due_fen * rate_ppm * (settled_on - due_on)
            WHEN open_fen > 0 AND due_on + $grace_days < delivered_on
                THEN open_fen * rate_ppm * (delivered_on - due_on)
            ELSE 0
        END // 1000000 - coalesce(penalty_fen, 0) AS penalty_short_fen
    FROM sale
),

unpaid AS (
    SELECT
        *,
        CASE
            WHEN is_certified THEN '先发证后缴款'
            WHEN is_overdue THEN '逾期未缴清'
            ELSE '违约金未收足'
        END AS variant,
        coalesce(settled_on, delivered_on) AS until_on,
        CASE WHEN is_overdue OR is_certified THEN open_fen ELSE 0 END
        + greatest(coalesce(penalty_short_fen, 0), 0) AS short_fen
    FROM judged
    WHERE
        is_certified
        OR is_overdue
        OR (
            is_late
            AND coalesce(penalty_short_fen > $tolerance_fen, rate_ppm IS NULL)
        )
),

agreed AS (
    SELECT
        supervision_number,
        max_by(record_id, (coalesce(due_on, signed_on), record_id)) AS record_id,
        max_by(handled_by, (coalesce(due_on, signed_on), record_id)) AS handled_by,
        max_by(reviewed_by, (coalesce(due_on, signed_on), record_id))
            AS reviewed_by,
        max_by(approved_by, (coalesce(due_on, signed_on), record_id))
            AS approved_by,
        max(deferral_number) AS deferral_number,
        list(record_id ORDER BY record_id) AS records,
        min(signed_on) AS signed_on,
        max(due_on) AS last_due_on,
        max(use_kind) AS use_kind,
        bool_or(due_on IS NULL) AS is_undated,
        bool_or(full_until IS NULL) AS is_ungoverned,
        sum(due_fen) < max(price_fen) AS is_incomplete,
        coalesce(max(due_on) > min(full_until), FALSE) AS is_late_in_full,
        1000000
        * cast(coalesce(sum(due_fen) FILTER (due_on <= first_until), 0) AS HUGEINT)
        < max(first_share_ppm)
        * cast(coalesce(max(price_fen), sum(due_fen)) AS HUGEINT) AS is_little_at_first
    FROM sale
    GROUP BY supervision_number
),

lax AS (
    -- The month for the first half is set for land to build homes and shops on.
    SELECT
        *,
        '约定期限偏长' AS variant,
        CASE
            WHEN is_ungoverned THEN '签约当时的缴款期限规定'
            WHEN is_late_in_full THEN NULL
            WHEN is_undated THEN '约定缴款日期'
            WHEN use_kind IS NULL THEN '土地用途'
            WHEN is_incomplete THEN '合同的全部缴款期次'
        END AS missing
    FROM agreed
    WHERE
        is_ungoverned
        OR is_late_in_full
        OR is_undated
        OR (
            is_little_at_first AND coalesce(use_kind IN ('住宅', '商服'), TRUE)
        )
),

found AS (
    SELECT
        * EXCLUDE (short_fen),
        CASE
            WHEN is_certified AND short_fen <= $tolerance_fen THEN due_fen
            ELSE short_fen
        END AS amount_fen
    FROM unpaid
    UNION ALL BY NAME
    SELECT
        *,
        '缴后返还' AS variant,
        refunded_on AS until_on,
        refund_fen AS amount_fen
    FROM judged
    WHERE refund_fen > 0 AND refunded_on <= paid_on + $refund_days
),

told AS (
    SELECT
        supervision_number,
        record_id,
        variant,
        until_on AS act_on,
        due_on AS event_on,
        least(due_on, until_on) AS period_from,
        greatest(due_on, until_on) AS period_to,
        cast(amount_fen AS BIGINT) AS amount_fen,
        [record_id] AS records,
        CASE
            WHEN rate_ppm IS NULL AND variant != '缴后返还' THEN '违约金比例'
        END AS missing,
        deferral_number IS NOT NULL
        AND variant IN ('逾期未缴清', '违约金未收足') AS is_deferred,
        handed_over_on IS NULL
        AND signed_on + 180 < delivered_on
        AND variant IN ('逾期未缴清', '违约金未收足') AS is_not_handed_over,
        handled_by,
        reviewed_by,
        approved_by,
        'S2' AS severity
    FROM found
    UNION ALL BY NAME
    SELECT
        supervision_number,
        record_id,
        variant,
        signed_on AS act_on,
        last_due_on AS event_on,
        signed_on AS period_from,
        greatest(last_due_on, signed_on) AS period_to,
        records,
        missing,
        deferral_number IS NOT NULL AS is_deferred,
        handled_by,
        reviewed_by,
        approved_by,
        'S3' AS severity
    FROM lax
)

SELECT
    'contract' AS subject_kind,
    supervision_number AS subject_id,
    'finance/土地出让' AS matter,
    record_id AS act,
    variant,
    act_on,
    event_on,
    period_from,
    period_to,
    amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    records AS evidence_for,
    missing,
    MAP {
        'deferred': CASE WHEN is_deferred THEN 'yes' END,
        'not_handed_over': CASE WHEN is_not_handed_over THEN 'yes' END
    } AS facts,
    handled(handled_by, reviewed_by, approved_by, NULL, NULL) AS chain,
    severity
FROM told
