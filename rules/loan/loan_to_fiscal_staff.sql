-- One row for each guaranteed loan whose borrower, or whose borrower's spouse, was
-- paid by the treasury in the month of signing.
WITH contract AS (
    -- What the register last said of each contract.
    SELECT *
    FROM resolved.loan_contract
    WHERE loan_kind = $loan_kind AND signed_on IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY contract_number
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

waged AS (
    SELECT
        payroll.*,
        staff.category,
        date_trunc('month', payroll.paid_for) AS wage_month,
        CASE staff.category
            WHEN 'fiscal' THEN 1 WHEN 'survivor' THEN 3 WHEN 'non_fiscal' THEN 4
            ELSE 2
        END AS closeness
    FROM resolved.staff_payroll AS payroll
    LEFT JOIN policy.staff_type AS staff
        ON
            payroll.staff_type = staff.staff_type
            AND payroll.paid_for >= staff.valid_from
            AND (staff.valid_to IS NULL OR payroll.paid_for <= staff.valid_to)
    WHERE is_tied(payroll.link_tier)
    QUALIFY
        is_firm(payroll.link_tier)
        OR NOT bool_or(is_firm(payroll.link_tier))
            OVER (PARTITION BY payroll.person_id, date_trunc('month', payroll.paid_for))
),

self_waged AS (
    SELECT
        contract.record_id AS contract_record,
        '本人在册' AS variant,
        contract.person_id AS waged_id,
        max(waged.link_tier) AS tier,
        min(waged.link_milli) AS link_milli,
        arg_min(waged.category, (waged.closeness, waged.record_id)) AS category,
        min(waged.closeness) AS closeness,
        list(waged.record_id ORDER BY waged.record_id) AS records
    FROM contract
    INNER JOIN waged
        ON
            contract.person_id = waged.person_id
            AND date_trunc('month', contract.signed_on) = waged.wage_month
    GROUP BY contract.record_id, contract.person_id
),

spouse_waged AS (
    SELECT
        contract.record_id AS contract_record,
        '配偶在册' AS variant,
        contract.spouse_person_id AS waged_id,
        greatest(max(contract.spouse_link_tier), max(waged.link_tier)) AS tier,
        least(min(contract.spouse_link_milli), min(waged.link_milli)) AS link_milli,
        'fiscal' AS category,
        1 AS closeness,
        list(waged.record_id ORDER BY waged.record_id) AS records
    FROM contract
    INNER JOIN waged
        ON
            contract.spouse_person_id = waged.person_id
            AND date_trunc('month', contract.signed_on) = waged.wage_month
    WHERE
        waged.category = 'fiscal'
        AND is_tied(contract.spouse_link_tier)
        AND NOT is_chained(contract.spouse_link_tier, waged.link_tier)
        AND contract.spouse_person_id IS DISTINCT FROM contract.person_id
        AND contract.record_id NOT IN (
            SELECT self_waged.contract_record
            FROM self_waged
            WHERE self_waged.closeness <= 2 AND is_firm(self_waged.tier)
        )
    GROUP BY contract.record_id, contract.spouse_person_id
),

found AS (
    SELECT * FROM self_waged
    UNION ALL BY NAME
    SELECT * FROM spouse_waged
    WHERE
        is_firm(tier)
        OR contract_record NOT IN (
            SELECT self_waged.contract_record
            FROM self_waged
            WHERE self_waged.closeness <= 2
        )
),

note AS (
    SELECT *
    FROM resolved.loan_note
    QUALIFY row_number() OVER (
        PARTITION BY note_number
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

subsidised AS (
    SELECT
        note_number,
        sum(subsidy_fen) AS subsidy_fen,
        list(record_id ORDER BY record_id) AS records
    FROM resolved.interest_subsidy
    GROUP BY note_number
),

money AS (
    SELECT
        note.contract_number,
        sum(
            coalesce(subsidised.subsidy_fen, 0)
            + CASE
                WHEN note.settled_on IS NULL THEN coalesce(note.balance_fen, 0)
                ELSE 0
            END
        ) AS amount_fen,
        list(note.record_id ORDER BY note.record_id)
        || flatten(list(coalesce(subsidised.records, []))) AS records
    FROM note
    LEFT JOIN subsidised ON note.note_number = subsidised.note_number
    GROUP BY note.contract_number
)

SELECT
    'person' AS subject_kind,
    contract.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    contract.record_id AS act,
    found.variant,
    contract.signed_on AS act_on,
    contract.signed_on AS event_on,
    contract.signed_on AS period_from,
    contract.signed_on AS period_to,
    money.amount_fen,
    greatest(contract.link_tier, found.tier) AS tier,
    least(contract.link_milli, found.link_milli) AS link_milli,
    [contract.record_id] || found.records || coalesce(money.records, [])
        AS evidence_for,
    [] AS evidence_against,
    CASE
        WHEN found.variant = '配偶在册' THEN '借款人的经营流水'
        WHEN found.category IS NULL THEN '工资册中的人员身份'
    END AS missing,
    MAP {
        'staff_category': found.category,
        'waged_id': found.waged_id
    } AS facts,
    [
        struct_pack(
            step := '受理', person := contract.accepted_by,
            unit := contract.accepting_unit, "on" := NULL
        ),
        struct_pack(
            step := '审核', person := contract.reviewed_by, unit := NULL,
            "on" := NULL
        ),
        struct_pack(
            step := '审批', person := contract.approved_by, unit := NULL,
            "on" := contract.signed_on
        ),
        struct_pack(
            step := '拨付', person := contract.paid_by, unit := NULL, "on" := NULL
        )
    ] AS chain,
    CASE WHEN found.variant = '配偶在册' THEN 'S3' ELSE 'S1' END AS severity,
    CASE WHEN found.variant = '配偶在册' THEN 'S3' ELSE 'S1' END AS severity_long,
    NULL AS shared
FROM found
INNER JOIN contract ON found.contract_record = contract.record_id
LEFT JOIN money ON contract.contract_number = money.contract_number
WHERE
    is_tied(contract.link_tier) AND NOT is_chained(contract.link_tier, found.tier)
