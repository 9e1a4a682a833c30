"""Templates of a new rule's files, filled in by `flows.new_rule`."""
