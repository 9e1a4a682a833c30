"""Cases of the rules on registers."""
