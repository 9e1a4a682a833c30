-- One row for each paid trade-in whose goods, old car or invoice an earlier one
-- bears: the kept ones go before the returned ones, and the first stands. One invoice
-- may hold several goods: only prices beyond its face are in question. What bears no
-- number is alike to nothing but itself (`item_of`, `car_of`, `bill_of`).
WITH keyed AS (
    SELECT
        *,
        CASE WHEN length(serial_key) >= $digits_count THEN serial_key END
            AS item_key,
        CASE
            WHEN length(old_key) >= $digits_count THEN old_key
            ELSE plate_key
        END AS car_key,
        CASE WHEN length(invoice_key) >= $digits_count THEN invoice_key END
            AS bill_key,
        coalesce(least(price_fen, invoice_fen), price_fen, invoice_fen) AS part_fen,
        coalesce(item_key, record_id) AS item_of,
        coalesce(car_key, record_id) AS car_of,
        CASE
            WHEN merchant_id IS NULL OR bill_key IS NULL THEN record_id ELSE bill_key
        END
            AS bill_of,
        (net_fen = 0, day, record_id) AS place
    FROM state.trade_in
),

seen AS (
    SELECT
        *,
        max(invoice_fen) OVER (PARTITION BY merchant_id, bill_of) AS face_fen,
        bool_or(part_fen IS NULL) OVER (PARTITION BY merchant_id, bill_of)
            AS is_unpriced,
        sum(part_fen) OVER (
            PARTITION BY merchant_id, bill_of ORDER BY place
        ) AS so_far_fen,
        coalesce(list(record_id) OVER (
            PARTITION BY category, goods_kind, item_of ORDER BY place
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), []) AS same_goods,
        coalesce(list(record_id) OVER (
            PARTITION BY car_of ORDER BY place
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), []) AS same_car,
        coalesce(list(record_id) OVER (
            PARTITION BY merchant_id, bill_of ORDER BY place
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), []) AS same_bill,
        min(day) OVER (PARTITION BY category, goods_kind, item_of) AS goods_day,
        min(day) OVER (PARTITION BY car_of) AS car_day,
        min(day) OVER (PARTITION BY merchant_id, bill_of) AS bill_day
    FROM keyed
),

found AS (
    SELECT
        *,
        CASE
            WHEN len(same_goods) > 0 THEN '同一商品'
            WHEN len(same_car) > 0 THEN '同一旧车'
            WHEN
                len(same_bill) > 0
                AND (
                    face_fen IS NULL
                    OR is_unpriced
                    OR so_far_fen > face_fen + $rounding_fen
                )
                THEN '同一发票'
        END AS variant
    FROM seen
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'finance/以旧换新补贴' AS matter,
    record_id AS act,
    variant,
    bought_on AS act_on,
    CASE variant
        WHEN '同一商品' THEN goods_day
        WHEN '同一旧车' THEN car_day
        ELSE bill_day
    END AS event_on,
    day AS period_from,
    day AS period_to,
    CASE WHEN net_fen = 0 THEN subsidy_fen ELSE net_fen END AS amount_fen,
    link_tier AS tier,
    link_milli,
    [record_id] || CASE variant
        WHEN '同一商品' THEN same_goods
        WHEN '同一旧车' THEN same_car
        ELSE same_bill
    END AS evidence_for,
    CASE
        WHEN variant = '同一发票' AND (face_fen IS NULL OR is_unpriced)
            THEN '发票原件（票面金额与各件商品的成交价）'
    END AS missing,
    MAP {
        'refunded':
        CASE
            WHEN
                net_fen = 0 AND coalesce(invoice_status, '正常') = '正常'
                THEN 'yes'
        END,
        'reversed':
        CASE
            WHEN net_fen = 0 AND invoice_status IN ('已红冲', '已作废')
                THEN 'yes'
        END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    'S2' AS severity
FROM found
WHERE variant IS NOT NULL AND is_tied(link_tier)
