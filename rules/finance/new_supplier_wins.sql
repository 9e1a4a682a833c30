-- One row for each contract above the limit up to which units buy by themselves, with a
-- firm that was founded within some days before, or cancelled within some days after.
WITH contract AS (
    SELECT
        *,
        coalesce(purchaser_organisation_id, purchaser_credit_code, purchaser_name)
            AS purchaser,
        coalesce(supplier_organisation_id, supplier_credit_code) AS firm_id,
        CASE left(category_code, 1)
            WHEN 'A' THEN '货物' WHEN 'B' THEN '工程' WHEN 'C' THEN '服务'
        END AS project_kind
    FROM resolved.contract
    WHERE signed_on IS NOT NULL
    QUALIFY
        row_number() OVER (
            PARTITION BY contract_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

young AS (
    SELECT
        contract.*,
        firm.founded_on,
        firm.cancelled_on,
        firm.records,
        firm.company_kind,
        firm.firm_name,
        threshold.procurement_fen AS limit_fen,
        CASE
            WHEN
                contract.signed_on - firm.founded_on <= $young_days
                THEN '新设企业'
            ELSE '签约后注销'
        END AS variant
    FROM contract
    INNER JOIN state.firm AS firm ON contract.firm_id = firm.firm_id
    LEFT JOIN policy.procurement_thresholds AS threshold
        ON
            contract.project_kind = threshold.project_kind
            AND holds(threshold.valid_from, threshold.valid_to, contract.signed_on)
    WHERE
        (
            contract.signed_on - firm.founded_on <= $young_days
            OR firm.cancelled_on - contract.signed_on BETWEEN 0 AND $young_days
        )
        AND coalesce(contract.amount_fen >= threshold.procurement_fen, TRUE)
)

SELECT
    'unit' AS subject_kind,
    purchaser AS subject_id,
    'finance/政府采购' AS matter,
    record_id AS act,
    variant,
    signed_on AS act_on,
    CASE variant WHEN '新设企业' THEN founded_on ELSE cancelled_on END AS event_on,
    signed_on AS period_from,
    signed_on AS period_to,
    amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_id] || records AS evidence_for,
    CASE WHEN limit_fen IS NULL THEN '本地采购限额标准' END AS missing,
    MAP {
        'reorganised': CASE
            WHEN
                regexp_matches(
                    concat_ws(' ', company_kind, firm_name), '国有|分公司|合作社'
                )
                THEN 'yes'
        END
    } AS facts,
    handled(signed_by, reviewed_by, approved_by, NULL, purchaser_name) AS chain,
    'S4' AS severity
FROM young
