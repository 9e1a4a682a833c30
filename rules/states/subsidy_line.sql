-- One row for each line of interest subsidy; one that was handed over twice is one
-- line. `note_key` is the note's number free of hyphens.
SELECT
    *,
    regexp_replace(upper(note_number), '[^0-9A-Z]', '', 'g') AS note_key
FROM resolved.interest_subsidy
QUALIFY row_number() OVER (
    PARTITION BY batch, note_key, interest_from, interest_to, subsidy_fen
    ORDER BY record_id
) = 1
