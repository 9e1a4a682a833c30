"""The fixed queries that turn the acts in question into hits, in running order."""
