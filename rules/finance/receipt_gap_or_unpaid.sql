-- One row for each break in the numbers of a unit's receipts, told by the receipt after
-- it, and for each receipt whose money was not wholly in the treasury in time.
WITH receipt AS (
    SELECT
        *,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        regexp_replace(receipt_number, '[0-9]+$', '') AS prefix,
        try_cast(
            regexp_extract(receipt_number, '([0-9]{1,18})$', 1) AS BIGINT
        ) AS serial,
        coalesce(delivered_on, max(issued_on) OVER ()) AS seen_on,
        count(treasury_on) OVER (PARTITION BY delivery) > 0
        OR count(nullif(treasury_fen, 0)) OVER (PARTITION BY delivery) > 0
            AS tells_treasury,
        coalesce(
            treasury_fen, CASE WHEN treasury_on IS NOT NULL THEN amount_fen END, 0
        ) AS paid_fen
    FROM resolved.non_tax_receipt
    QUALIFY
        row_number() OVER (
            PARTITION BY receipt_code, receipt_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

beside AS (
    SELECT
        *,
        lag(serial) OVER same AS serial_before,
        lag(unit_id) OVER same AS unit_before,
        lag(issued_on) OVER same AS issued_before,
        lag(record_id) OVER same AS record_before
    FROM receipt
    WHERE serial IS NOT NULL
    WINDOW same AS (PARTITION BY receipt_code, prefix ORDER BY serial, record_id)
),

gap AS (
    SELECT
        *,
        CASE
            WHEN (serial - 1) % $book_count != 0 THEN NULL
            WHEN serial_before % $book_count = 0 THEN 'whole'
            ELSE 'rest'
        END AS book
    FROM beside
    WHERE
        unit_id = unit_before
        AND serial - serial_before > 1
        AND serial - serial_before <= $jump_count
),

reversal AS (
    SELECT
        unit_id,
        payer_name,
        item_name,
        -amount_fen AS fen,
        max(issued_on) AS reversed_on,
        max(record_id) AS reversal_record
    FROM receipt
    WHERE status = '红冲'
    GROUP BY unit_id, payer_name, item_name, amount_fen
),

due AS (
    SELECT
        receipt.*,
        CASE
            WHEN receipt.paid_fen < receipt.amount_fen THEN '未足额缴库'
            ELSE '缴库迟延'
        END AS variant,
        reversal.reversal_record
    FROM receipt
    LEFT JOIN reversal
        ON
            receipt.unit_id = reversal.unit_id
            AND receipt.payer_name = reversal.payer_name
            AND receipt.item_name = reversal.item_name
            AND receipt.amount_fen = reversal.fen
            AND receipt.issued_on <= reversal.reversed_on
    WHERE
        receipt.status = '正常'
        AND receipt.amount_fen > 0
        AND (
            (
                receipt.paid_fen < receipt.amount_fen
                AND receipt.seen_on - receipt.issued_on > $paid_within_days
            )
            OR receipt.treasury_on - receipt.issued_on > $paid_within_days
        )
)

SELECT
    'unit' AS subject_kind,
    unit_id AS subject_id,
    'finance/非税收入' AS matter,
    record_id AS act,
    '号码中断' AS variant,
    issued_on AS act_on,
    NULL AS event_on,
    least(issued_before, issued_on) AS period_from,
    greatest(issued_before, issued_on) AS period_to,
    cast(NULL AS BIGINT) AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_before, record_id] AS evidence_for,
    NULL AS missing,
    MAP {
        'book': book,
        'missing_receipts': cast(serial - serial_before - 1 AS VARCHAR),
        'reversal': NULL
    } AS facts,
    handled(issued_by, reviewed_by, NULL, NULL, unit_name) AS chain,
    'S3' AS severity
FROM gap
UNION ALL BY NAME
SELECT
    'unit' AS subject_kind,
    unit_id AS subject_id,
    'finance/非税收入' AS matter,
    record_id AS act,
    variant,
    issued_on AS act_on,
    treasury_on AS event_on,
    issued_on AS period_from,
    issued_on AS period_to,
    CASE
        WHEN variant = '未足额缴库' THEN amount_fen - paid_fen ELSE amount_fen
    END AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_id] AS evidence_for,
    CASE WHEN NOT tells_treasury THEN '缴库日期和金额' END AS missing,
    MAP {
        'book': NULL, 'missing_receipts': NULL, 'reversal': reversal_record
    } AS facts,
    handled(issued_by, reviewed_by, NULL, NULL, unit_name) AS chain,
    CASE WHEN variant = '未足额缴库' THEN 'S2' ELSE 'S3' END AS severity
FROM due
