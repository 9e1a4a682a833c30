-- One row for each instalment that is overdue, was paid late without its whole penalty
-- or after the certificate, and one for each that was given back soon.
WITH sale AS (
    SELECT
        sale.*,
        greatest(sale.due_fen - coalesce(sale.paid_fen, 0), 0) AS open_fen,
        CASE
            WHEN coalesce(sale.paid_fen, 0) >= sale.due_fen THEN sale.paid_on
        END AS settled_on,
        coalesce(sale.penalty_rate_ppm, rule.late_day_ppm) AS rate_ppm
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
)

SELECT
    'contract' AS subject_kind,
    supervision_number AS subject_id,
    'finance/土地出让' AS matter,
    record_id AS act,
    variant,
    until_on AS act_on,
    due_on AS event_on,
    least(due_on, until_on) AS period_from,
    greatest(due_on, until_on) AS period_to,
    cast(amount_fen AS BIGINT) AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_id] AS evidence_for,
    CASE
        WHEN rate_ppm IS NULL AND variant != '缴后返还' THEN '违约金比例'
    END AS missing,
    MAP {
        'deferred': CASE
            WHEN
                deferral_number IS NOT NULL
                AND variant IN ('逾期未缴清', '违约金未收足')
                THEN 'yes'
        END,
        'not_handed_over': CASE
            WHEN
                handed_over_on IS NULL
                AND signed_on + 180 < delivered_on
                AND variant IN ('逾期未缴清', '违约金未收足')
                THEN 'yes'
        END
    } AS facts,
    handled(handled_by, reviewed_by, approved_by, NULL, NULL) AS chain,
    'S2' AS severity
FROM found
