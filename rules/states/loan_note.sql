-- One row for each loan note as the register last said it; `note_key` and
-- `contract_key` are the numbers free of hyphens.
SELECT
    *,
    regexp_replace(upper(note_number), '[^0-9A-Z]', '', 'g') AS note_key,
    regexp_replace(upper(contract_number), '[^0-9A-Z]', '', 'g') AS contract_key
FROM resolved.loan_note
QUALIFY row_number() OVER (
    PARTITION BY note_key
    ORDER BY delivered_on DESC NULLS LAST, record_id DESC
) = 1
