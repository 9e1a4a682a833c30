-- Whether the night that published this warehouse drew ties of kin.
SELECT count(*) AS tables
FROM duckdb_tables()
WHERE schema_name = 'identity' AND table_name = 'tie'
