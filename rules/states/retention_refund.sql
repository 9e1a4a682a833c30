-- One row for each refund of unemployment premiums to an employer whose money was
-- sent, given-back ones included; `net_fen` is what stayed. Grants for new posts are
-- another scheme and left out.
SELECT
    *,
    coalesce(organisation_id, credit_code, organisation_name) AS firm_id,
    year(paid_for) AS base_year,
    coalesce(paid_for_to, last_day(paid_for)) AS year_end,
    greatest(amount_fen - coalesce(refund_fen, 0), 0) AS net_fen
FROM resolved.retention_refund
WHERE
    refund_kind = '稳岗返还'
    AND coalesce(payment_result, '成功') = '成功'
    AND amount_fen > 0
    AND paid_for IS NOT NULL
    AND paid_on IS NOT NULL
    AND coalesce(organisation_id, credit_code, organisation_name) IS NOT NULL
