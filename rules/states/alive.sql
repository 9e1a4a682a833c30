-- One row for each person whom the register of residents has among the living. Only the
-- last register is asked: it speaks against a death that others report, and a row that
-- has gone from it no longer does.
SELECT
    person_id,
    list(record_id ORDER BY record_id) AS records
FROM resolved.resident
WHERE is_tied(link_tier) AND status = '正常' AND valid_to IS NULL
GROUP BY person_id
