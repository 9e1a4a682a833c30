"""Lawful explanations, one `.toml` card and at most one `.sql` each."""
