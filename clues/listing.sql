-- Every clue of the published warehouse, the most pressing first.
SELECT
    clue_id,
    fingerprint,
    since_last,
    gone_on,
    subject_kind,
    subject_id,
    subject_name,
    subject_number,
    matter,
    rules,
    amount_fen,
    period_from,
    period_to,
    score,
    parts,
    sentence,
    questions,
    related,
    hits,
    recheck,
    queue
FROM clue.clue
ORDER BY score DESC, clue_id ASC
