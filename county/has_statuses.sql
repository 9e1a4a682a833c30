-- Whether the night says how far its rules had been proven.
SELECT count(*) > 0 AS is_there
FROM information_schema.tables
WHERE table_schema = 'finding' AND table_name = 'rule'
