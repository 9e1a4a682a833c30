-- One row for each loan contract as the register last said it, with its notes: when the
-- money went out, when all of it had come back, what is open, and the interest that the
-- treasury has paid on it. `contract_key` is free of hyphens unless they tell two
-- contracts apart, and so are `note_keys`.
WITH contract AS (
    SELECT
        said.*,
        coalesce(alike.form, number_bare(said.contract_number)) AS contract_key
    FROM resolved.loan_contract AS said
    LEFT JOIN state.alike_number AS alike
        ON number_form(said.contract_number) = alike.form
    WHERE signed_on IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY contract_key
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

paid AS (
    SELECT
        note_key,
        cast(sum(subsidy_fen) AS BIGINT) AS subsidy_fen,
        list(record_id ORDER BY record_id) AS records
    FROM state.subsidy_line
    GROUP BY note_key
),

lent AS (
    SELECT
        note.contract_key,
        min(note.disbursed_on) AS disbursed_on,
        CASE WHEN bool_and(note.settled_on IS NOT NULL) THEN max(note.settled_on) END
            AS settled_on,
        cast(sum(note.amount_fen) AS BIGINT) AS lent_fen,
        cast(sum(
            CASE
                WHEN note.settled_on IS NULL THEN coalesce(note.balance_fen, 0)
                ELSE 0
            END
        ) AS BIGINT) AS open_fen,
        cast(sum(coalesce(paid.subsidy_fen, 0)) AS BIGINT) AS subsidy_fen,
        list(note.note_key ORDER BY note.note_key) AS note_keys,
        list(note.record_id ORDER BY note.record_id)
        || flatten(list(coalesce(paid.records, []) ORDER BY note.note_key)) AS records
    FROM state.loan_note AS note
    LEFT JOIN paid ON note.note_key = paid.note_key
    GROUP BY note.contract_key
)

SELECT
    contract.contract_key,
    contract.record_id,
    contract.contract_number,
    contract.person_id,
    contract.link_tier AS tier,
    contract.link_milli,
    contract.spouse_person_id AS spouse_id,
    contract.spouse_link_tier AS spouse_tier,
    contract.spouse_link_milli AS spouse_milli,
    contract.loan_kind,
    contract.borrower_kind,
    contract.amount_fen,
    contract.signed_on,
    contract.due_on,
    contract.rate_ppm,
    contract.guarantee_kind,
    contract.business_name,
    contract.business_credit_code,
    contract.organisation_id AS firm_id,
    contract.accepting_unit,
    contract.accepted_by,
    contract.reviewed_by,
    contract.approved_by,
    contract.paid_by,
    lent.disbursed_on,
    lent.settled_on,
    lent.lent_fen,
    coalesce(lent.open_fen, 0) AS open_fen,
    coalesce(lent.subsidy_fen, 0) AS subsidy_fen,
    coalesce(lent.note_keys, []) AS note_keys,
    coalesce(lent.records, []) AS money_records
FROM contract
LEFT JOIN lent ON contract.contract_key = lent.contract_key
