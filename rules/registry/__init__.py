"""Rules on what registers say of each other."""
