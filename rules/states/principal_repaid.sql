-- One row for each repayment of principal, or its reversal, as the bank last told it;
-- `note_key` is as in `state.loan_note`.
SELECT
    repaid.*,
    coalesce(alike.form, number_bare(repaid.note_number)) AS note_key
FROM resolved.repayment AS repaid
LEFT JOIN state.alike_note AS alike ON number_form(repaid.note_number) = alike.form
WHERE repaid.principal_fen != 0 AND repaid.repaid_on IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY serial_number
    ORDER BY delivered_on DESC NULLS LAST, record_id DESC
) = 1
