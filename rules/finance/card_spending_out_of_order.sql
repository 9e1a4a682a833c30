-- One row for each slip at a merchant of leisure, of more fuel than a tank holds, of a
-- reception without a letter, in a row of slips, or on a day off.
WITH known AS (
    SELECT
        *,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        coalesce(
            CASE WHEN is_tied(link_tier) THEN person_id END,
            card_number,
            organisation_id,
            unit_code,
            unit_name
        ) AS holder,
        coalesce(merchant_organisation_id, merchant_name) AS merchant
    FROM resolved.official_card
    QUALIFY
        row_number() OVER (
            PARTITION BY transaction_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

refund AS (
    SELECT
        holder,
        merchant,
        -amount_fen AS fen,
        max(spent_on) AS refunded_on
    FROM known
    WHERE amount_fen < 0
    GROUP BY holder, merchant, amount_fen
),

slip AS (
    SELECT known.*
    FROM known
    LEFT JOIN refund
        ON
            known.holder = refund.holder
            AND known.merchant = refund.merchant
            AND known.amount_fen = refund.fen
            AND known.spent_on <= refund.refunded_on
    WHERE
        known.amount_fen > 0
        AND coalesce(known.is_reimbursed, '是') = '是'
        AND refund.holder IS NULL
),

told_year AS (
    SELECT DISTINCT year(valid_from) AS known_year
    FROM policy.holiday
),

off AS (
    SELECT
        slip.record_id,
        told_year.known_year IS NOT NULL AS is_known
    FROM slip
    LEFT JOIN policy.holiday AS holiday
        ON holds(holiday.valid_from, holiday.valid_to, slip.spent_on)
    LEFT JOIN told_year ON year(slip.spent_on) = told_year.known_year
    WHERE
        coalesce(slip.spend_kind, '') NOT IN ('差旅', '公车保险过路')
        AND CASE holiday.kind
            WHEN 'holiday' THEN TRUE
            WHEN 'workday' THEN FALSE
            ELSE isodow(slip.spent_on) > 5
        END
),

near AS (
    SELECT
        latest.record_id AS latest_record,
        earlier.record_id,
        earlier.amount_fen
    FROM slip AS latest
    INNER JOIN slip AS earlier
        ON
            latest.holder = earlier.holder
            AND latest.merchant = earlier.merchant
            AND latest.spend_kind = earlier.spend_kind
            AND latest.plate_number IS NOT DISTINCT FROM earlier.plate_number
            AND latest.spent_on - earlier.spent_on BETWEEN 0 AND $span_days
    WHERE
        latest.amount_fen < $together_fen
        AND earlier.amount_fen < $together_fen
        AND latest.spend_kind NOT IN ('差旅', '公车保险过路')
),

crowded AS (
    SELECT latest_record
    FROM near
    GROUP BY latest_record
    HAVING sum(amount_fen) >= $together_fen
),

in_a_row AS (
    SELECT DISTINCT near.record_id
    FROM near
    INNER JOIN crowded ON near.latest_record = crowded.latest_record
),

weighed AS (
    SELECT
        slip.*,
        off.record_id IS NOT NULL AS is_off,
        off.is_known,
        in_a_row.record_id IS NOT NULL AS is_in_a_row,
        coalesce(
            greatest(
                slip.litres_milli,
                CASE
                    WHEN slip.plate_number IS NOT NULL
                        THEN sum(slip.litres_milli) OVER (
                            PARTITION BY
                                slip.unit_id, slip.plate_number, slip.spent_on
                        )
                END
            ) > $tank_milli,
            FALSE
        ) AS is_beyond_tank,
        coalesce(
            regexp_matches(
                slip.merchant_name,
                '旅行社|旅游|景区|度假|温泉|会所|足浴|酒吧|歌厅|KTV|高尔夫|礼品|烟酒|珠宝'
            )
            AND NOT (
                slip.spend_kind = '差旅'
                AND regexp_matches(slip.merchant_name, '酒店|宾馆|饭店|招待所')
            ),
            FALSE
        ) AS is_leisure
    FROM slip
    LEFT JOIN off ON slip.record_id = off.record_id
    LEFT JOIN in_a_row ON slip.record_id = in_a_row.record_id
),

told AS (
    SELECT
        *,
        CASE
            WHEN is_leisure THEN '特定商户'
            WHEN is_beyond_tank THEN '加油量'
            WHEN
                spend_kind = '公务接待'
                AND nullif(trim(official_letter_number), '') IS NULL
                THEN '接待无公函'
            WHEN is_in_a_row THEN '接连消费'
            WHEN is_off THEN '节假日'
        END AS variant
    FROM weighed
)

SELECT
    CASE WHEN is_tied(link_tier) THEN 'official' ELSE 'unit' END AS subject_kind,
    CASE WHEN is_tied(link_tier) THEN person_id ELSE unit_id END AS subject_id,
    'finance/公务消费' AS matter,
    record_id AS act,
    variant,
    spent_on AS act_on,
    NULL AS event_on,
    spent_on AS period_from,
    spent_on AS period_to,
    amount_fen,
    CASE WHEN is_tied(link_tier) THEN link_tier ELSE 'T1' END AS tier,
    CASE WHEN is_tied(link_tier) THEN link_milli END AS link_milli,
    [record_id] AS evidence_for,
    CASE WHEN variant = '节假日' AND NOT is_known THEN '当年节假日和调休安排' END
        AS missing,
    MAP {
        'on_duty': CASE
            WHEN
                variant = '节假日'
                AND (
                    nullif(trim(dispatch_number), '') IS NOT NULL
                    OR regexp_matches(
                        purpose, '值班|应急|抢险|防汛|防火|救灾|疫情|加班'
                    )
                )
                THEN 'yes'
        END
    } AS facts,
    handled(handled_by, reviewed_by, approved_by, NULL, unit_name) AS chain,
    CASE WHEN variant = '特定商户' THEN 'S2' ELSE 'S3' END AS severity
FROM told
WHERE variant IS NOT NULL
