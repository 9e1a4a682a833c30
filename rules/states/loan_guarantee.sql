-- One row for each guarantee that a person gave for a loan, as the register last said
-- it: who for whom, from when to when (until the guarantor is released or the loan
-- settled, whichever comes first), and whether the loan fell overdue. Guarantees of
-- funds and firms are none.
WITH said AS (
    SELECT
        told.*,
        coalesce(alike.form, number_bare(told.contract_number)) AS contract_key
    FROM resolved.guarantee AS told
    LEFT JOIN state.alike_number AS alike
        ON number_form(told.contract_number) = alike.form
    QUALIFY row_number() OVER (
        PARTITION BY guarantee_number
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

overdue AS (
    SELECT
        contract_key,
        bool_or(status IN ('逾期', '代偿', '核销')) AS is_overdue
    FROM state.loan_note
    GROUP BY contract_key
)

SELECT
    said.record_id,
    said.person_id AS guarantor_id,
    said.link_tier AS tier,
    said.link_milli,
    said.guarantee_kind,
    said.amount_fen,
    coalesce(said.started_on, loan.signed_on) AS held_from,
    least(
        loan.settled_on, CASE WHEN said.status = '解除' THEN said.ended_on END
    ) AS held_to,
    loan.loan_kind,
    loan.record_id AS loan_record,
    loan.person_id AS borrower_id,
    loan.tier AS borrower_tier,
    loan.open_fen,
    loan.accepted_by,
    loan.reviewed_by,
    loan.approved_by,
    loan.paid_by,
    loan.accepting_unit,
    coalesce(overdue.is_overdue, FALSE) AS is_overdue
FROM said
INNER JOIN state.loan AS loan ON said.contract_key = loan.contract_key
LEFT JOIN overdue ON said.contract_key = overdue.contract_key
WHERE is_tied(said.link_tier)
