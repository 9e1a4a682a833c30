"""Planted cases of the rules on finance."""
