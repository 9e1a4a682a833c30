"""Tests of the weighing matcher."""
