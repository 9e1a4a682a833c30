"""Where hits gather: tests of the roll-up."""
