-- One row for each number of a loan contract that is told from another one by its
-- hyphens alone, as 2023-1-11 from 2023-11-1: in these they count. All other numbers
-- are compared without, since banks and the fund write one and the same differently.
SELECT DISTINCT number_form(contract_number) AS form
FROM resolved.loan_contract
WHERE contract_number IS NOT NULL
WINDOW same AS (PARTITION BY number_bare(contract_number))
QUALIFY
    min(number_form(contract_number)) OVER same
    != max(number_form(contract_number)) OVER same
    -- One borrower's contract of one day is one contract, however it is written.
    AND min(concat_ws('|', coalesce(person_id, name_key), signed_on)) OVER same
    != max(concat_ws('|', coalesce(person_id, name_key), signed_on)) OVER same
