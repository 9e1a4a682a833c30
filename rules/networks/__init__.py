"""Steps on small graphs: pure functions from a frame of edges to a frame of findings.

Each is `<name>.sql`, the query that cuts the graph out of the tables, and `<name>.py`
with `COLUMNS` (the DuckDB types of what it returns) and `solve(edges)`. What `solve`
returns for the rows of the query is shown to rules as `network.<name>`.
"""
