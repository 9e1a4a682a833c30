"""What every stage rests on: home, contracts, stages on disk, DuckDB, errors.

Stages never import each other. They hand over tables: Parquet under `stages/`,
one schema each in the warehouse (`accepted`, `quarantine`, `identity`,
`resolved`, `finding`, `clue`).
"""
