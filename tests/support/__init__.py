"""Helpers that let a test say what is given and what is expected."""
