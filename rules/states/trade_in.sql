-- One row for each subsidised trade-in whose money was sent, returned ones included.
-- `net_fen` is what stayed; numbers are read without separators, and what is too
-- short or one sign repeated is no number. The day of the invoice says by which
-- year's programme it was bought.
WITH sent AS (
    SELECT
        *,
        coalesce(paid_on, applied_on, invoice_on) AS day,
        coalesce(invoice_on, applied_on, paid_on) AS bought_on,
        CASE
            WHEN status = '已退回' THEN 0
            ELSE greatest(subsidy_fen - coalesce(refund_fen, 0), 0)
        END AS net_fen,
        coalesce(merchant_organisation_id, merchant_credit_code, merchant_name)
            AS merchant_id,
        regexp_replace(upper(serial_number), '[^0-9A-Z]', '', 'g') AS serial_text,
        regexp_replace(upper(invoice_number), '[^0-9A-Z]', '', 'g') AS invoice_text,
        regexp_replace(upper(old_item_number), '[^0-9A-Z]', '', 'g') AS old_text,
        regexp_replace(old_plate_number, '[\s·.-]', '', 'g') AS plate_text
    FROM resolved.trade_in_subsidy
    WHERE coalesce(status, '已拨付') IN ('已拨付', '已退回') AND subsidy_fen > 0
)

SELECT
    * EXCLUDE (serial_text, invoice_text, old_text, plate_text),
    CASE WHEN trim(serial_text, left(serial_text, 1)) != '' THEN serial_text END
        AS serial_key,
    CASE WHEN trim(invoice_text, left(invoice_text, 1)) != '' THEN invoice_text END
        AS invoice_key,
    CASE WHEN trim(old_text, left(old_text, 1)) != '' THEN old_text END AS old_key,
    CASE WHEN length(plate_text) > 5 THEN plate_text END AS plate_key
FROM sent
