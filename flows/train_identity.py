"""Learn the matching weights anew from the current tables, and say what moves.

Until this is asked for, nights keep the weights they have: the same records give
the same people. Between the two linkings nothing but the weights differs.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date

import polars as pl

from flows.archive_night import night_days, previous_people
from flows.check_snapshots import assemble_current, check_snapshots
from flows.clock import today
from flows.context import Night, run_plainly
from flows.epoch import KeptEpoch, kept_epoch, use_epoch
from flows.link_people import (
    PHASE,
    Grounds,
    generic_values,
    learnt_epoch,
    link_people,
    usable_tables,
)
from flows.night import open_night
from flows.take_snapshots import take_snapshots
from identity.matcher.model_file import load_model
from identity.weigh_untied import MODEL
from store.digest import Json
from store.errors import MatchError
from store.home import Home
from store.lock import hold
from store.settings import load_settings
from store.stage import Stage

LINK = "link.parquet"
RECORD = ["dataset", "role", "record_id"]
DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What a new epoch changed: counts of records by role.

    `won` are tied now and were not, `lost` the other way, `changed` tied to
    somebody else. Without an epoch before, the old links are those by number and
    name alone.
    """

    epoch: str
    before: str
    records: int
    tied: int
    won: int
    lost: int
    changed: int
    notices: tuple[str, ...]

    @property
    def record(self) -> dict[str, Json]:
        """Return it as JSON."""
        return {**asdict(self), "notices": list(self.notices)}


def train_identity(home: Home, as_of: date | None) -> Moved:
    """Learn, keep and use a new epoch; return what it moves.

    `as_of` is the day whose deliveries count, by default that of the last night.
    Raises `MatchError` where too few records can teach, `BusyError` while a night
    runs, and `SettingsError`.
    """
    day = as_of or max(night_days(home.archive), default=today())
    night = open_night(home, load_settings(home), day, run_plainly)
    with hold(home.night_lock):
        home.create()
        return _train(night)


def _train(night: Night) -> Moved:
    taken = take_snapshots(night)
    checked = check_snapshots(night, taken)
    tables = usable_tables(assemble_current(night, taken, checked))
    night.watcher.begin(PHASE, 4)
    generic = generic_values(night, tables)
    old = _old_epoch(night)
    previous = previous_people(night)
    grounds = Grounds(generic=generic, epoch=old, previous=previous)
    before = link_people(night, tables, grounds)
    new = learnt_epoch(night, tables, generic)
    if new is None:
        raise MatchError(
            "可用于学习的记录太少",
            remedy="至少要有一份人口登记表，和几十条写有有效身份证号的记录",
        )
    after = link_people(night, tables, replace(grounds, epoch=new))
    use_epoch(night.home, new)
    return _moved((before, old), (after, new))


def _old_epoch(night: Night) -> KeptEpoch | None:
    """Return the epoch in use; none where it is damaged: a new one replaces it."""
    try:
        return kept_epoch(night.home, load_model(MODEL))
    except MatchError:
        return None


def _moved(
    before: tuple[Stage, KeptEpoch | None], after: tuple[Stage, KeptEpoch]
) -> Moved:
    was, now = (_people(stage) for stage in (before[0], after[0]))
    beside = was.join(now.rename({"person_id": "now"}), on=RECORD, how="inner")
    old, new = pl.col("person_id"), pl.col("now")
    counts = beside.select(
        records=pl.len(),
        tied=new.is_not_null().sum(),
        won=(old.is_null() & new.is_not_null()).sum(),
        lost=(old.is_not_null() & new.is_null()).sum(),
        changed=(old != new).sum(),
    ).collect(engine="streaming")
    return Moved(
        epoch=after[1].digest[:DIGITS],
        before=before[1].digest[:DIGITS] if before[1] else "",
        notices=after[1].notices,
        **counts.row(0, named=True),
    )


def _people(stage: Stage) -> pl.LazyFrame:
    return pl.scan_parquet(stage.file(LINK)).select(*RECORD, "person_id")
