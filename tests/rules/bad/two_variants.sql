-- One row for each payment, of two variants.
SELECT
    payment.record_id AS act,
    CASE
        WHEN payment.scheme = '居民养老'
            THEN CASE WHEN payment.amount_fen > 0 THEN '有' ELSE '无' END
        ELSE '其他'
    END AS variant
FROM resolved.pension_payment AS payment
