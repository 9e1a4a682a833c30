"""The straight line, scheduled: take, check, link, judge; and the command line."""
