"""Explain a pair of records: what speaks for one person, against it, what is missing.

Pure functions over what `identity.link` returns; nothing here decides anything.
"""
