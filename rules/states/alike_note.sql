-- One row for each number of a loan note that is told from another contract's or
-- another day's by its hyphens alone.
SELECT form
FROM
    alike(
        'resolved.loan_note',
        note_number,
        concat_ws('|', number_bare(contract_number), disbursed_on)
    )
