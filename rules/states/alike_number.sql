-- One row for each number of a loan contract that is told from another borrower's or
-- another day's by its hyphens alone.
SELECT form
FROM
    alike(
        'resolved.loan_contract',
        contract_number,
        concat_ws('|', coalesce(person_id, name_key), signed_on)
    )
