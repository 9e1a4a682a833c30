"""Planted cases of the rules on relief."""
