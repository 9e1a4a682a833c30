"""Cases of the rules about loans."""
