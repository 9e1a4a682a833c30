"""Planted cases of the rules about social insurance."""
