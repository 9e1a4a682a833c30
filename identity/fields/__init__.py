"""Kinds of fields: what is made of a delivered text once, before any comparison.

Each module is one kind. Its `prepare(values, fallback)` takes the delivered
texts and, where the model names one, what another field says of the same thing;
it returns the derived columns by their short names. A new kind is a new module.
"""
