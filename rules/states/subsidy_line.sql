-- One row for each line of interest subsidy; one that was handed over twice is one
-- line. `note_key` is the note's number free of hyphens.
SELECT
    *,
    number_bare(note_number) AS note_key
FROM resolved.interest_subsidy
QUALIFY row_number() OVER (
    PARTITION BY batch, note_key, interest_from, interest_to, subsidy_fen
    ORDER BY record_id
) = 1
