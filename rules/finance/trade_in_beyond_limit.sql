-- One row for each paid trade-in beyond the pieces that one person may have of a kind
-- in the year it was bought in, and for each whose money exceeds its share of the
-- price or its cap. Kept pieces count before returned ones. Where no rule is known
-- for a kind, the second piece cannot be judged.
WITH paid AS (
    SELECT
        *,
        least(price_fen, invoice_fen) AS base_fen
    FROM state.trade_in
    WHERE is_tied(link_tier) AND bought_on IS NOT NULL
),

counted AS (
    SELECT
        paid.*,
        allowed.items_count,
        allowed.ceiling_fen,
        allowed.cap_fen,
        row_number() OVER same AS place,
        coalesce(list(paid.record_id) OVER (
            same ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), []) AS others,
        -- Without a grade, what the better one would be due.
        CASE
            WHEN paid.base_fen > allowed.ceiling_fen THEN 0
            ELSE least(
                allowed.cap_fen,
                paid.base_fen * CASE
                    WHEN coalesce(paid.energy_grade, '一级') = '一级'
                        THEN allowed.first_grade_ppm
                    ELSE allowed.share_ppm
                END // 1000000
            )
        END AS due_fen,
        CASE
            WHEN
                paid.energy_grade IS NULL AND paid.base_fen <= coalesce(
                    allowed.ceiling_fen, paid.base_fen
                )
                THEN least(
                    allowed.cap_fen, paid.base_fen * allowed.share_ppm // 1000000
                )
        END AS least_fen
    FROM paid
    LEFT JOIN policy.trade_in_limit AS allowed
        ON
            paid.category = allowed.category
            AND paid.goods_kind = allowed.goods_kind
            AND holds(allowed.valid_from, allowed.valid_to, paid.bought_on)
    WINDOW same AS (
        PARTITION BY
            paid.person_id,
            paid.category,
            paid.goods_kind,
            year(paid.bought_on),
            is_firm(paid.link_tier)
        ORDER BY paid.net_fen = 0, paid.day, paid.record_id
    )
),

found AS (
    SELECT
        *,
        CASE
            WHEN
                place > coalesce(items_count, 1)
                AND is_firm(link_tier)
                AND goods_kind IS NOT NULL
                AND goods_kind != '其他'
                THEN '超过件数'
            WHEN net_fen > due_fen + $rounding_fen AND base_fen > ceiling_fen
                THEN '单价超限'
            WHEN net_fen > coalesce(least_fen, due_fen) + $rounding_fen
                THEN '超过金额'
        END AS variant
    FROM counted
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'finance/以旧换新补贴' AS matter,
    record_id AS act,
    variant,
    bought_on AS act_on,
    NULL AS event_on,
    day AS period_from,
    day AS period_to,
    CASE
        WHEN variant = '超过件数' AND net_fen = 0 THEN subsidy_fen
        WHEN variant = '超过件数' THEN net_fen
        ELSE net_fen - coalesce(least_fen, due_fen)
    END AS amount_fen,
    link_tier AS tier,
    link_milli,
    CASE WHEN variant = '超过件数' THEN [record_id] || others ELSE [record_id] END
        AS evidence_for,
    CASE
        WHEN variant = '超过件数' AND items_count IS NULL
            THEN '当地该品类每人补贴件数的规定'
        WHEN variant = '超过金额' AND net_fen <= due_fen + $rounding_fen
            THEN '商品能效等级'
    END AS missing,
    MAP {
        'refunded':
        CASE WHEN variant = '超过件数' AND net_fen = 0 THEN 'yes' END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    CASE WHEN variant = '超过件数' THEN 'S2' ELSE 'S3' END AS severity
FROM found
WHERE variant IS NOT NULL
