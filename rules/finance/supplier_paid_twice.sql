-- One row for each booked payment to a supplier by which more was paid on an invoice
-- than its face, where numbers that differ but in letters like digits, separators, or
-- leading zeros are one, and so are names that differ but in the form of the firm.
WITH line AS (
    SELECT
        *,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        debit_fen AS paid_fen,
        -- Names that clerks shorten: without brackets and the form of the firm.
        regexp_replace(
            coalesce(counterparty_name, ''),
            '[（(）)\s·.．]|股份|有限|责任|公司|集团', '', 'g'
        ) AS seller,
        ltrim(
            translate(
                upper(regexp_replace(invoice_number, '[^0-9A-Za-z]', '', 'g')),
                'OQILZSB', '0011258'
            ), '0'
        ) AS plain_number
    FROM resolved.voucher
    WHERE coalesce(debit_fen, 0) != 0 AND invoice_number IS NOT NULL
),

bill AS (
    -- One payment may be booked in several lines.
    SELECT
        unit_id,
        seller,
        plain_number,
        coalesce(invoice_code, '') AS code,
        coalesce(
            payment_number, unit_id || '/' || booked_for || '/' || voucher_number
        ) AS payment,
        max(unit_name) AS unit_name,
        min(coalesce(booked_on, booked_for)) AS day,
        cast(sum(paid_fen) AS BIGINT) AS paid_fen,
        max(invoice_fen) AS face_fen,
        min(record_id) AS act,
        list(record_id ORDER BY record_id) AS records,
        min(prepared_by) AS prepared_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by,
        min(paid_by) AS paid_by
    FROM line
    WHERE seller != '' AND plain_number != ''
    GROUP BY ALL
),

-- Money that the bank sent back stands in the treasury's list, not in the books.
returned AS (
    SELECT DISTINCT
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        payee_account_number,
        -amount_fen AS fen
    FROM resolved.treasury_payment
    WHERE amount_fen < 0
),

sent AS (
    SELECT
        payment_number,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        payee_account_number,
        amount_fen
    FROM resolved.treasury_payment
),

came_back AS (
    SELECT DISTINCT sent.payment_number
    FROM sent
    INNER JOIN returned
        ON
            sent.unit_id = returned.unit_id
            AND sent.payee_account_number = returned.payee_account_number
            AND sent.amount_fen = returned.fen
),

added AS (
    SELECT
        *,
        coalesce(max(face_fen) OVER same, max(paid_fen) OVER same) AS limit_fen,
        sum(paid_fen) OVER same AS total_fen,
        count(*) OVER same AS bills,
        sum(paid_fen) OVER (
            PARTITION BY seller, plain_number, code ORDER BY day, payment, act
        ) AS so_far_fen,
        coalesce(list(act) OVER (
            PARTITION BY seller, plain_number, code
            ORDER BY day, payment, act
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), []) AS others,
        payment IN (SELECT came_back.payment_number FROM came_back) AS is_returned
    FROM bill
    WINDOW same AS (PARTITION BY seller, plain_number, code)
),

found AS (
    SELECT
        *,
        bool_or(is_returned) OVER (PARTITION BY seller, plain_number, code)
            AS is_anew
    FROM added
    WHERE bills > 1
)

SELECT
    'unit' AS subject_kind,
    unit_id AS subject_id,
    'finance/供应商付款' AS matter,
    act,
    '同一发票' AS variant,
    day AS act_on,
    NULL AS event_on,
    day AS period_from,
    day AS period_to,
    cast(least(paid_fen, so_far_fen - limit_fen) AS BIGINT) AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    records || others AS evidence_for,
    MAP {
        'reversed': CASE WHEN total_fen <= limit_fen THEN 'yes' END,
        'paid_anew': CASE WHEN is_anew THEN 'yes' END
    } AS facts,
    handled(prepared_by, reviewed_by, approved_by, paid_by, unit_name) AS chain,
    'S3' AS severity
FROM found
WHERE paid_fen > 0 AND so_far_fen > limit_fen
