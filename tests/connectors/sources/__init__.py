"""Sources, each against a real server that the test starts itself."""
