-- One row for each line of interest subsidy; one that was handed over twice is one
-- line. `note_key` is as in `state.loan_note`.
SELECT
    line.*,
    coalesce(alike.form, number_bare(line.note_number)) AS note_key
FROM resolved.interest_subsidy AS line
LEFT JOIN state.alike_note AS alike ON number_form(line.note_number) = alike.form
QUALIFY row_number() OVER (
    PARTITION BY batch, note_key, interest_from, interest_to, subsidy_fen
    ORDER BY record_id
) = 1
