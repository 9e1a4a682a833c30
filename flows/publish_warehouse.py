"""Fifth step: the warehouse, built beside the old one from stages and swapped in.

Readers of the old file keep what they have open; a killed night leaves only a
`.new` file, which the next one sweeps away.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import polars as pl

from clues.rollup.roll_up import (
    BASE_FILE,
    DISPARITY_FILE,
    ROLLUP_FILE,
    SCOPE_FILE,
    SHARED_FILE,
)
from flows.basis import code_of
from flows.check_snapshots import QUARANTINE, Checked
from flows.context import Night
from flows.describe_night import (
    Outcome,
    delivery_rows,
    part_rows,
    rule_rows,
    run_rows,
    stage_rows,
)
from flows.publish_quality import publish_quality
from flows.received_rows import Line, lines_of, received_frame
from flows.resolve_people import RESOLVED, People
from flows.run_rules import CLUES, HITS, ITEMS, Judged
from identity.households import TIE_FILE
from rules.runner import REASONS
from store import tables
from store.contract import Contract
from store.digest import digest_json
from store.errors import EngineError
from store.resolved import resolved_types
from store.rollup_tables import REASON
from store.stage import Stage, publish_file
from store.warehouse import Warehouse

PHASE = "发布"
DRAFT_SUFFIX = ".new"
IDENTITY = (
    "link",
    "person",
    "person_change",
    "conflict",
    "organisation",
    "organisation_link",
)
KEY_TABLE = "meta.night"
ROLLED = {
    "finding.base": BASE_FILE,
    "clue.rollup": ROLLUP_FILE,
    "clue.rollup_scope": SCOPE_FILE,
    "clue.shared_problem": SHARED_FILE,
    "clue.disparity": DISPARITY_FILE,
}
Files: TypeAlias = Sequence[Path]


def publish_warehouse(night: Night, outcome: Outcome) -> bool:
    """Publish tonight's warehouse; return whether a new one was needed."""
    night.watcher.begin(PHASE, 1)
    key = _key(night, outcome)
    return night.timed(f"{PHASE}：仓库", lambda: _publish(night, outcome, key))


def sweep_warehouse_drafts(file: Path) -> None:
    """Remove what a killed night left beside the warehouse."""
    for draft in file.parent.glob(f"{file.name}{DRAFT_SUFFIX}*"):
        draft.unlink()


def published_key(file: Path) -> str:
    """Return the key of the published warehouse, "" where there is none."""
    if not file.is_file():
        return ""
    try:
        with Warehouse.published(file) as warehouse:
            return str(warehouse.frame(f"FROM {KEY_TABLE}")["key"].item())
    except EngineError:
        return ""


def _key(night: Night, outcome: Outcome) -> str:
    """Return the digest of everything that the warehouse shows."""
    return digest_json(
        {
            "stages": night.ledger.stage_names,
            "failures": [dict(f.as_refusal) for f in night.ledger.failures],
            "waived": outcome.taken.all_waived,
            "received": [str(line) for line in _ledger(night, outcome)],
            "withdrawn": [dict(w.record) for w in outcome.taken.taken_back],
            "as_of": night.as_of.isoformat(),
            "code": code_of("flows"),
        }
    )


def _publish(night: Night, outcome: Outcome, key: str) -> bool:
    file = night.home.warehouse
    if published_key(file) == key:
        return False
    draft = file.with_name(file.name + DRAFT_SUFFIX)
    sweep_warehouse_drafts(file)
    try:
        with Warehouse.create(draft) as warehouse:
            _fill(warehouse, night, outcome, key)
        publish_file(draft, file)
    finally:
        sweep_warehouse_drafts(file)
    return True


def _fill(warehouse: Warehouse, night: Night, outcome: Outcome, key: str) -> None:
    for contract in night.contracts:
        _dataset(warehouse, contract, outcome.people.resolved.get(contract.path))
    _tables(warehouse, outcome.checked, outcome.people)
    _findings(warehouse, outcome.judged)
    publish_quality(warehouse, night, outcome)
    warehouse.load("clue.clue", [outcome.clues.file(CLUES)])
    for table, file in ROLLED.items():
        warehouse.load(table, [outcome.rollup.file(file)])
    warehouse.write("meta.delivery", delivery_rows(outcome))
    warehouse.write("meta.part", part_rows(outcome))
    warehouse.write("meta.received", received_frame(_ledger(night, outcome)))
    warehouse.write("meta.stage", stage_rows(night.ledger.stages))
    head = {"key": [key], "as_of": [night.as_of], "office": [_office(night)]}
    warehouse.write(KEY_TABLE, pl.DataFrame(head))


def _ledger(night: Night, outcome: Outcome) -> tuple[Line, ...]:
    return lines_of(outcome.received, night.home, night.settings, night.as_of)


def _office(night: Night) -> str:
    return night.settings.office.name


def _dataset(warehouse: Warehouse, contract: Contract, stage: Stage | None) -> None:
    """Load a dataset; where nothing of it stands its table is there and empty."""
    table = f"resolved.{contract.dataset}"
    if stage is None:
        warehouse.empty(table, resolved_types(contract))
    else:
        warehouse.load(table, [stage.file(RESOLVED)])
    columns = tuple(contract.sql_types)
    warehouse.project(f"accepted.{contract.dataset}", table, columns)


def _tables(warehouse: Warehouse, checked: Sequence[Checked], people: People) -> None:
    quarantine = [one.stage.file(QUARANTINE) for one in checked]
    _load(warehouse, "quarantine.row", tables.QUARANTINE, quarantine)
    for name in IDENTITY:
        warehouse.load(f"identity.{name}", [people.link.file(f"{name}.parquet")])
    warehouse.load("identity.tie", [people.ties.file(TIE_FILE)])


def _findings(warehouse: Warehouse, judged: Sequence[Judged]) -> None:
    stages = [one.stage for one in judged if one.stage is not None]
    hits, items = ([stage.file(name) for stage in stages] for name in (HITS, ITEMS))
    _load(warehouse, "finding.hit", tables.HIT, hits)
    _load(warehouse, "finding.item", tables.HIT_ITEM, items)
    reasons = [stage.file(REASONS) for stage in stages]
    _load(warehouse, "finding.reason", REASON, reasons)
    warehouse.write("finding.run", run_rows(judged))
    warehouse.write("finding.rule", rule_rows(judged))


def _load(
    warehouse: Warehouse, table: str, columns: Mapping[str, str], files: Files
) -> None:
    if files:
        warehouse.load(table, files)
    else:
        warehouse.empty(table, columns)
