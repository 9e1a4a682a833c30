-- One row for each day on which principal of a note was paid back. A line of the
-- bank's journal that was handed over twice is one line; a reversal takes its sum back.
SELECT
    note_key,
    repaid_on,
    cast(sum(principal_fen) AS BIGINT) AS principal_fen,
    list(record_id ORDER BY record_id) AS records
FROM (
    SELECT
        record_id,
        repaid_on,
        principal_fen,
        number_bare(note_number) AS note_key
    FROM resolved.repayment
    WHERE repaid_on IS NOT NULL AND principal_fen != 0
    QUALIFY row_number() OVER (
        PARTITION BY serial_number ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
) AS journal
GROUP BY note_key, repaid_on
