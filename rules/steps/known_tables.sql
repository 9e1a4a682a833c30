-- The resolved tables that are there.
SELECT table_name
FROM duckdb_tables()
WHERE schema_name = 'resolved'
UNION
SELECT view_name
FROM duckdb_views()
WHERE schema_name = 'resolved'
