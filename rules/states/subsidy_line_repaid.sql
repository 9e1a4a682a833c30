-- One row for each line of interest subsidy before or within whose period principal was
-- repaid: `fen_days` of it bear no interest, `left_fen` is what the bank said was left.
SELECT
    line.record_id,
    sum(
        repaid.principal_fen
        * (line.interest_to - greatest(repaid.repaid_on, line.interest_from))
    ) AS fen_days,
    sum(repaid.principal_fen) AS repaid_fen,
    max_by(repaid.balance_after_fen, (repaid.repaid_on, repaid.serial_number))
        AS left_fen,
    list(repaid.record_id ORDER BY repaid.record_id) AS records
FROM state.subsidy_line AS line
INNER JOIN state.principal_repaid AS repaid
    ON
        line.note_key = repaid.note_key
        AND line.interest_to > repaid.repaid_on
GROUP BY line.record_id
