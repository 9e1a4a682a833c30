"""Logging, set once for the process: libraries keep their chatter to themselves."""

import logging


def quiet_libraries() -> None:
    """Show only what is worse than information, whichever library says it."""
    logging.disable(logging.INFO)
