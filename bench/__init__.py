"""Measurements: figures and ratios, never part of the tests."""
