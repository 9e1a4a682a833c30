-- One row for each number of a loan note that is told from another one by its hyphens
-- alone, as 2023-1-11 from 2023-11-1: in these they count, as in `alike_number`.
SELECT DISTINCT number_form(note_number) AS form
FROM resolved.loan_note
WHERE note_number IS NOT NULL
WINDOW same AS (PARTITION BY number_bare(note_number))
QUALIFY
    min(number_form(note_number)) OVER same
    != max(number_form(note_number)) OVER same
    -- One contract's note of one day is one note, however it is written.
    AND min(concat_ws('|', number_bare(contract_number), disbursed_on)) OVER same
    != max(concat_ws('|', number_bare(contract_number), disbursed_on)) OVER same
