-- One row for each loan note as the register last said it; `note_key` is the number
-- free of hyphens unless they tell two notes apart, `contract_key` the contract's as in
-- `state.loan`.
SELECT
    note.*,
    coalesce(alike_note.form, number_bare(note.note_number)) AS note_key,
    coalesce(alike.form, number_bare(note.contract_number)) AS contract_key
FROM resolved.loan_note AS note
LEFT JOIN state.alike_number AS alike
    ON number_form(note.contract_number) = alike.form
LEFT JOIN state.alike_note AS alike_note
    ON number_form(note.note_number) = alike_note.form
QUALIFY row_number() OVER (
    PARTITION BY note_key
    ORDER BY delivered_on DESC NULLS LAST, record_id DESC
) = 1
