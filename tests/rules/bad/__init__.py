"""Queries that no rule may have, for the tests of the lint."""
