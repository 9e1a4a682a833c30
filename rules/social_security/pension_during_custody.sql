-- One row for each pension paid for a month that lies wholly within a prison term.
SELECT
    'person' AS subject_kind,
    payment.person_id AS subject_id,
    payment.record_id AS act,
    '服刑期间' AS variant,
    custody.started_on AS event_on,
    payment.paid_for AS period_from,
    'S3' AS severity,
    'social_security/' || payment.scheme AS matter,
    last_day(coalesce(payment.paid_in, payment.paid_for)) AS act_on,
    coalesce(payment.paid_for_to, last_day(payment.paid_for)) AS period_to,
    payment.amount_fen - coalesce(payment.funeral_fen, 0) AS amount_fen,
    greatest(payment.link_tier, custody.tier) AS tier,
    least(payment.link_milli, custody.link_milli) AS link_milli,
    [payment.record_id] || custody.records AS evidence_for,
    CASE
        WHEN custody.is_unclear THEN '刑罚执行方式'
        WHEN
            coalesce(payment.paid_for_to, last_day(payment.paid_for))
            >= month_of(custody.ended_on)
            THEN '释放日期'
    END AS missing,
    handled(
        payment.accepted_by, payment.reviewed_by, payment.approved_by,
        payment.paid_by, payment.agency
    ) AS chain,
    MAP {
        'registry': 'custody',
        'released_on': cast(custody.ended_on AS VARCHAR)
    } AS facts
FROM resolved.pension_payment AS payment
INNER JOIN state.custody AS custody ON payment.person_id = custody.person_id
WHERE
    is_tied(payment.link_tier)
    AND NOT is_chained(payment.link_tier, custody.tier)
    AND coalesce(payment.payment_flag, '已支付') = '已支付'
    AND coalesce(custody.kind, '服刑') != '羁押'
    AND payment.amount_fen > coalesce(payment.funeral_fen, 0)
    AND payment.paid_for > last_day(custody.started_on)
    AND (
        custody.maybe_to IS NULL
        OR coalesce(payment.paid_for_to, last_day(payment.paid_for))
        < month_of(custody.maybe_to)
    )
QUALIFY row_number() OVER (
    PARTITION BY payment.record_id
    ORDER BY missing NULLS FIRST, custody.tier, custody.started_on
) = 1
