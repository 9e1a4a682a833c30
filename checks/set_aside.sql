-- The rows that broke at least one check.
SELECT DISTINCT record_id
FROM quarantine
ORDER BY record_id
