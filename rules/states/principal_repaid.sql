-- One row for each repayment of principal, or its reversal, as the bank last told it;
-- `note_key` is the note's number free of hyphens.
SELECT
    *,
    number_bare(note_number) AS note_key
FROM resolved.repayment
WHERE principal_fen != 0 AND repaid_on IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY serial_number
    ORDER BY delivered_on DESC NULLS LAST, record_id DESC
) = 1
