"""The published benchmark of the matcher, beside Splink and recordlinkage."""
