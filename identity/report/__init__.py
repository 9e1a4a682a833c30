"""Report on a linking: what was learnt, compared and decided, and what it is worth.

Pure functions over what `identity.link` returns; `figures` gathers them, `page`
shows them.
"""
