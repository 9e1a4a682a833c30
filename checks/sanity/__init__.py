"""Data-sanity checks (DQ-…): what is wrong with the data, never a clue.

A check is `checks/sanity/<name>.toml` with the `.sql` of the same stem and a test;
there is nothing to register. The query reads the shapes that its card names
(`checks.sanity.shapes`) and returns `store.tables.SANITY_FINDING` rows, which
`checks.sanity.run` gathers into data issues (`store.tables.ISSUE`).
"""
