-- The datasets that the night resolved.
SELECT table_name AS dataset
FROM information_schema.tables
WHERE table_schema = 'resolved'
ORDER BY ALL
