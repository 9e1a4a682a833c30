"""What day and hour it is for the office."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the office's time."""
    return datetime.now(TIME_ZONE)


def today() -> date:
    """Return the day it is for the office."""
    return now().date()
