-- One row for each purchase of a budget item and category whose purchases without open
-- tender exceed the tender threshold together, each staying below it; and for each
-- small contract of one supplier and category that together, within some days, exceed
-- the limit up to which units buy by themselves.
WITH project AS (
    SELECT
        project_number,
        coalesce(purchaser_organisation_id, purchaser_credit_code, purchaser_name)
            AS purchaser,
        max(purchaser_name) AS purchaser_name,
        max(project_kind) AS project_kind,
        left(max(category_code), 3) AS category,
        max(indicator_number) AS indicator_number,
        year(max(coalesce(budget_for, awarded_on, announced_on))) AS budget_year,
        min(coalesce(announced_on, opened_on, awarded_on)) AS day,
        cast(sum(coalesce(award_fen, budget_fen)) AS BIGINT) AS fen,
        min(coalesce(supplier_organisation_id, winner_credit_code, winner_name))
            AS winner,
        bool_or(nullif(trim(method_approval_number), '') IS NOT NULL) AS is_approved,
        bool_or(
            regexp_matches(coalesce(project_name, ''), '应急|抢险|救灾|抢修|涉密')
        )
            AS is_emergency,
        min(record_id) AS act,
        list(record_id ORDER BY record_id) AS records,
        min(handled_by) AS handled_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by
    FROM state.purchase_project
    WHERE
        procurement_method NOT IN ('公开招标', '框架协议')
        AND project_kind IN ('货物', '服务')
    GROUP BY
        project_number,
        coalesce(purchaser_organisation_id, purchaser_credit_code, purchaser_name)
),

measured AS (
    SELECT
        project.*,
        threshold.open_tender_fen AS limit_fen
    FROM project
    LEFT JOIN policy.procurement_thresholds AS threshold
        ON
            project.project_kind = threshold.project_kind
            AND holds(threshold.valid_from, threshold.valid_to, project.day)
    WHERE coalesce(project.fen < threshold.open_tender_fen, TRUE)
),

summed AS (
    SELECT
        *,
        sum(fen) OVER same AS total_fen,
        count(*) OVER same AS purchases,
        sum(CASE WHEN NOT (is_approved OR is_emergency) THEN fen END)
            OVER same AS plain_fen,
        count(CASE WHEN NOT (is_approved OR is_emergency) THEN act END)
            OVER same AS plain_purchases,
        bool_or(is_approved) OVER same AS has_approval,
        date_diff('day', min(day) OVER same, max(day) OVER same) AS days,
        coalesce(min(winner) OVER same = max(winner) OVER same, FALSE)
            AS is_one_winner,
        2 * sum(CASE WHEN 10 * fen >= 8 * limit_fen THEN 1 ELSE 0 END) OVER same
        >= count(*) OVER same AS is_near
    FROM measured
    WINDOW
        same AS (
            PARTITION BY
                purchaser, budget_year, indicator_number, category, project_kind
        )
),

split AS (
    SELECT
        *,
        '同一预算项目' AS variant,
        CASE
            WHEN limit_fen IS NULL THEN '本地公开招标数额标准'
            WHEN indicator_number IS NULL THEN '预算项目（指标文号）'
            WHEN category IS NULL THEN '采购品目'
        END AS missing,
        NOT (is_approved OR is_emergency)
        AND (plain_fen <= limit_fen OR plain_purchases < 2) AS is_small_rest,
        CASE
            WHEN is_one_winner OR is_near OR days <= $span_days THEN 'S2' ELSE 'S3'
        END AS severity
    FROM summed
    WHERE purchases > 1 AND coalesce(total_fen > limit_fen, TRUE)
),

contract AS (
    SELECT
        *,
        coalesce(purchaser_organisation_id, purchaser_credit_code, purchaser_name)
            AS purchaser,
        coalesce(supplier_organisation_id, supplier_credit_code, supplier_name)
            AS winner,
        left(category_code, 3) AS category,
        CASE left(category_code, 1) WHEN 'A' THEN '货物' WHEN 'C' THEN '服务' END
            AS project_kind
    FROM resolved.contract
    WHERE nullif(trim(project_number), '') IS NULL AND signed_on IS NOT NULL
    QUALIFY
        row_number() OVER (
            PARTITION BY contract_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

small AS (
    SELECT
        contract.*,
        threshold.procurement_fen AS limit_fen
    FROM contract
    INNER JOIN policy.procurement_thresholds AS threshold
        ON
            contract.project_kind = threshold.project_kind
            AND holds(threshold.valid_from, threshold.valid_to, contract.signed_on)
    WHERE
        contract.amount_fen < threshold.procurement_fen
        AND coalesce(contract.procurement_method, '自行采购') = '自行采购'
),

near AS (
    -- What stands in the days before each contract.
    SELECT
        latest.record_id AS latest_record,
        latest.limit_fen,
        earlier.record_id,
        earlier.amount_fen
    FROM small AS latest
    INNER JOIN small AS earlier
        ON
            latest.purchaser = earlier.purchaser
            AND latest.winner = earlier.winner
            AND latest.category = earlier.category
            AND latest.signed_on - earlier.signed_on BETWEEN 0 AND $span_days
),

crowded AS (
    SELECT latest_record
    FROM near
    GROUP BY latest_record
    HAVING sum(amount_fen) > max(limit_fen)
),

bought AS (
    SELECT DISTINCT near.record_id
    FROM near
    INNER JOIN crowded ON near.latest_record = crowded.latest_record
),

told AS (
    SELECT
        'unit' AS subject_kind,
        purchaser AS subject_id,
        'finance/政府采购' AS matter,
        act,
        variant,
        day AS act_on,
        NULL AS event_on,
        day AS period_from,
        day AS period_to,
        fen AS amount_fen,
        'T1' AS tier,
        NULL AS link_milli,
        records AS evidence_for,
        missing,
        MAP {
            'method_approval': CASE
                WHEN is_approved OR (is_small_rest AND has_approval) THEN 'yes'
            END,
            'emergency': CASE
                WHEN is_emergency OR (is_small_rest AND NOT has_approval) THEN 'yes'
            END
        } AS facts,
        handled(handled_by, reviewed_by, approved_by, NULL, purchaser_name) AS chain,
        severity
    FROM split
    UNION ALL BY NAME
    SELECT
        'unit' AS subject_kind,
        purchaser AS subject_id,
        'finance/政府采购' AS matter,
        record_id AS act,
        '自行采购' AS variant,
        signed_on AS act_on,
        NULL AS event_on,
        signed_on AS period_from,
        signed_on AS period_to,
        amount_fen,
        'T1' AS tier,
        NULL AS link_milli,
        [record_id] AS evidence_for,
        NULL AS missing,
        MAP {
            'method_approval': NULL,
            'emergency': CASE
                WHEN regexp_matches(contract_name, '应急|抢险|救灾|抢修|涉密') THEN 'yes'
            END
        } AS facts,
        handled(signed_by, reviewed_by, approved_by, NULL, purchaser_name) AS chain,
        'S3' AS severity
    FROM small
    WHERE record_id IN (SELECT bought.record_id FROM bought)
)

SELECT * FROM told
