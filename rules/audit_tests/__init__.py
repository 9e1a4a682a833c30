"""The ready tests of audit tools, on any published table by name.

Each test is a pure function from rows to a `Result`: no clock, no random state, no
floats. They are for an analyst who asks; no night runs them and none raises a clue.
"""
