-- One row for each payment by which a contract's supplier has got more than the price
-- with its supplements, and for each payment before the contract was signed.
WITH contract AS (
    SELECT
        *,
        coalesce(supplier_organisation_id, supplier_credit_code, supplier_name)
            AS seller,
        amount_fen + greatest(coalesce(supplement_fen, 0), 0) AS price_fen
    FROM resolved.contract
    WHERE amount_fen IS NOT NULL
    QUALIFY
        row_number() OVER (
            PARTITION BY contract_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

paid AS (
    SELECT
        payment.record_id,
        payment.paid_on,
        payment.amount_fen,
        payment.payment_number,
        payment.unit_name,
        payment.accepted_by,
        payment.reviewed_by,
        payment.approved_by,
        payment.paid_by,
        contract.record_id AS contract_record,
        contract.signed_on,
        contract.price_fen,
        contract.amount_fen AS contract_fen,
        coalesce(payment.organisation_id, payment.unit_code, payment.unit_name)
            AS unit_id,
        regexp_matches(coalesce(payment.summary, ''), '(履约|投标|农民工).*保证金')
            AS is_deposit,
        contract.procurement_method = '框架协议'
        OR regexp_matches(contract.contract_name, '框架|单价|定点') AS is_by_quantity
    FROM resolved.treasury_payment AS payment
    INNER JOIN contract ON payment.contract_number = contract.contract_number
    WHERE
        coalesce(payment.amount_fen, 0) != 0
        -- Under a contract's number, but to somebody else: another matter.
        AND coalesce(
            coalesce(payment.payee_organisation_id, payment.payee_name)
            = contract.seller
            OR payment.payee_name = contract.supplier_name, TRUE
        )
),

added AS (
    SELECT
        *,
        sum(CASE WHEN is_deposit THEN 0 ELSE amount_fen END) OVER (
            PARTITION BY contract_record
        ) AS total_fen,
        sum(CASE WHEN is_deposit THEN 0 ELSE amount_fen END) OVER (
            PARTITION BY contract_record ORDER BY paid_on, payment_number, record_id
        ) AS so_far_fen,
        sum(amount_fen) OVER (
            PARTITION BY contract_record ORDER BY paid_on, payment_number, record_id
        ) AS with_deposits_fen,
        sum(amount_fen) OVER (PARTITION BY contract_record) AS all_fen
    FROM paid
),

above AS (
    SELECT
        *,
        '超过合同' AS variant,
        cast(
            least(
                amount_fen,
                CASE
                    WHEN total_fen > price_fen + $tolerance_fen THEN so_far_fen
                    ELSE with_deposits_fen
                END - price_fen
            ) AS BIGINT
        ) AS sum_fen,
        total_fen <= price_fen + $tolerance_fen AS is_explained,
        'S3' AS severity
    FROM added
    WHERE
        amount_fen > 0
        AND (
            (
                total_fen > price_fen + $tolerance_fen
                AND so_far_fen > price_fen
                AND NOT is_deposit
            )
            OR (
                total_fen <= price_fen + $tolerance_fen
                AND all_fen > price_fen + $tolerance_fen
                AND with_deposits_fen > price_fen
            )
        )
),

early AS (
    SELECT
        *,
        '早于合同' AS variant,
        amount_fen AS sum_fen,
        is_deposit AS is_explained,
        'S4' AS severity
    FROM added
    WHERE
        amount_fen > 0
        AND paid_on < signed_on
        AND record_id NOT IN (SELECT known.record_id FROM above AS known)
),

found AS (
    SELECT * FROM above
    UNION ALL BY NAME
    SELECT * FROM early
)

SELECT
    'unit' AS subject_kind,
    unit_id AS subject_id,
    'finance/合同付款' AS matter,
    record_id AS act,
    variant,
    paid_on AS act_on,
    signed_on AS event_on,
    paid_on AS period_from,
    paid_on AS period_to,
    sum_fen AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [record_id, contract_record] AS evidence_for,
    MAP {
        'deposit': CASE WHEN is_explained THEN 'yes' END,
        'settled_by_quantity': CASE
            WHEN is_by_quantity AND variant = '超过合同' THEN 'yes'
        END,
        'year_fits': CASE
            WHEN
                variant = '早于合同'
                AND paid_on + to_years(1) >= signed_on
                AND signed_on - to_years(1) <= paid_on
                AND paid_on + 300 < signed_on
                THEN 'yes'
        END
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, unit_name) AS chain,
    severity
FROM found
