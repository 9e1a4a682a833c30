"""Who handled how many acts, of how many subjects: the denominator of a roll-up."""
