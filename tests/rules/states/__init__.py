"""States asked alone, over given tables."""
