"""`./dev bench identity`: ours and the peers in one run, as one table."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import polars as pl

from bench.identity import inspect_links, ours, peer_runs
from bench.identity.febrl import SOCIAL, febrl
from bench.identity.generate import CLAIMS, REGISTER, write
from bench.identity.scorer import Truth, at_least, best, best_of_each
from bench.measure import Measured

DATA = "CROSSCHECK_IDENTITY_DATA"
FOLDER = Path("bench-identity")
HERE = Path(__file__).parent
SEED, QUICK, FULL, SCALE = 20261128, (50_000, 20_000), (500_000, 200_000), (
    3_000_000,
    500_000,
)  # fmt: skip
DIRTS = (1.0, 2.0)
STRICT_BITS = 6.63  # probability 0.99, as identity.md measured the peers
ALL, OURS = "all", "crosscheck"
RESIDENT_PEERS = ("splink_adapted", "splink_public", "recordlinkage_runs")
FEBRL_PEERS = ("splink_febrl", "recordlinkage_runs")
HEAD = (
    "| data | system | best F1 (bits) | default F1 (P/R) | false "
    "| p≥.99 P/R (false) | CPU s | × ours | peak MiB | × ours | wall s |"
)


@dataclass(frozen=True, kw_only=True)
class _Case:
    """Two files (one twice to search for duplicates) and the peers that run on them."""

    title: str
    left: Path
    right: Path
    peers: tuple[str, ...]
    model: str
    again: bool = False

    def truth(self) -> Truth:
        """Return who is who in these files."""
        return Truth(
            left=pl.read_parquet(self.left),
            right=pl.read_parquet(self.right),
            within=self.left == self.right,
        )


def run(kind: str) -> None:
    """Measure one of `residents, quick, scale, febrl` and write the table; or `all`."""
    if kind == ALL:
        for each in ("residents", "febrl", "scale"):
            run(each)
        return
    FOLDER.mkdir(exist_ok=True)
    load = os.getloadavg()[0]
    text = [f"`./dev bench identity` {kind}; load before: {load:.1f}", ""]
    text += [HEAD, "|" + " --- |" * 11]
    details: list[str] = []
    for case in CASES[kind]():
        rows, more = _measured(case)
        text += rows
        details += more
    told = "\n".join([*text, *details]) + "\n"
    (HERE / f"results-{kind}.md").write_text(told, encoding="utf-8")
    print(told)  # noqa: T201 - a benchmark prints


def _measured(case: _Case) -> tuple[list[str], list[str]]:
    truth = case.truth()
    out = FOLDER / "ours.parquet"
    cost = ours.link(case.left, case.right, out, "--model", case.model)
    accepted = ours.accepted(out)
    rows = [_row(case.title, OURS, truth, accepted, (cost, cost))]
    for name in case.peers:
        found = FOLDER / f"{name}.parquet"
        spent = peer_runs.peer(name, case.left, case.right, found)
        scored = peer_runs.links(found)
        kept = scored if case.model == "western" else best_of_each(scored)
        rows.append(_row(case.title, name, truth, kept, (spent, cost)))
    if case.model == "western":
        return rows, []
    more = _details(truth, accepted, ours.proposed(out))
    if case.again:
        more += ["", f"## {case.title}: one look-up, and a second night", *_again(case)]
    return rows, more


def _row(
    data: str,
    system: str,
    truth: Truth,
    links: pl.DataFrame,
    cost: tuple[Measured, Measured],
) -> str:
    wanted = truth.pairs().height
    judged = truth.judged(links)
    lowest = -1e9 if system == OURS else 0.0
    plain, strict = (at_least(judged, wanted, bits) for bits in (lowest, STRICT_BITS))
    threshold, top = best(judged, wanted)
    spent, own = cost
    return (
        f"| {data} | {system} | {top.f1:.4f} ({threshold:.1f}) "
        f"| {plain.f1:.4f} ({plain.precision:.4f}/{plain.recall:.4f}) | {plain.false} "
        f"| {strict.precision:.4f}/{strict.recall:.4f} ({strict.false}) "
        f"| {spent.cpu_seconds:.1f} | {spent.cpu_seconds / own.cpu_seconds:.1f} "
        f"| {spent.peak_mib} | {spent.peak_mib / own.peak_mib:.1f} "
        f"| {spent.seconds:.1f} |"
    )


def _details(truth: Truth, links: pl.DataFrame, proposed: pl.DataFrame) -> list[str]:
    judged = truth.judged(links)
    rest, recall = inspect_links.blocking_recall(proposed, truth)
    text = [
        "",
        f"Ours: {inspect_links.in_families(judged, truth)} false links to relatives; "
        f"blocking recall {recall:.4f} of {rest} pairs that T1–T3 left.",
    ]
    missed = inspect_links.missed_by_kind(judged, proposed, truth)
    text += _table(missed, "true pairs missed", "pairs", "nothing but a name")
    for kind in ("id_err", "name_err"):
        table = inspect_links.by_error(judged, truth, kind)
        ordered = table.select(kind, "pairs", "found", "recall", "false")
        text += _table(ordered, *ordered.columns)
    return text


def _table(rows: pl.DataFrame, *heads: str) -> list[str]:
    lines = ["", "| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    return lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows.iter_rows()]


def _again(case: _Case) -> list[str]:
    """Return what one look-up and a second night cost, ours only."""
    with TemporaryDirectory(dir=FOLDER) as folder:
        night = ours.told("second_night", case.left, case.right, Path(folder) / "kept")
    found = ours.told("look_up", case.left, case.right)
    heads = [name.replace("_", " ") for name in (*found, *night)]
    row = pl.DataFrame([{**found, **night}])
    return [*_table(row, *heads), ""]


def _residents(size: tuple[int, int]) -> list[_Case]:
    """Return the given set where there is one, else the generator's."""
    given = os.environ.get(DATA)
    return [_resident_case(Path(given), "given")] if given else _generated(size, DIRTS)


def _generated(size: tuple[int, int], dirts: tuple[float, ...]) -> list[_Case]:
    cases: list[_Case] = []
    for dirt in dirts:
        folder = FOLDER / f"{size[0]}-{size[1]}-{dirt:g}"
        if not (folder / CLAIMS).exists():
            write(folder, *size, SEED + int(dirt), dirt)
        cases.append(_resident_case(folder, f"{size[0]} × {size[1]}, dirt {dirt:g}"))
    return cases


def _resident_case(folder: Path, title: str) -> _Case:
    left, right = folder / REGISTER, folder / CLAIMS
    return _Case(
        title=title,
        left=left,
        right=right,
        peers=RESIDENT_PEERS,
        model="resident",
        again=True,
    )


def _scale() -> list[_Case]:
    return [replace(c, peers=(), again=False) for c in _generated(SCALE, DIRTS[:1])]


def _febrl() -> list[_Case]:
    peers = peer_runs.environment()
    cases: list[_Case] = []
    dropped: list[tuple[str, list[str]]] = [("", []), (" without soc_sec_id", [SOCIAL])]
    for title, drop in dropped:
        files: dict[str, Path] = {}
        for which in ("4a", "4b", "3"):
            files[which] = FOLDER / f"febrl{which}{len(drop)}.parquet"
            febrl(peers, which).drop(drop).write_parquet(files[which])
        for name, left, right in (("4", "4a", "4b"), ("3", "3", "3")):
            case = _Case(
                title=f"FEBRL{name}{title}",
                left=files[left],
                right=files[right],
                peers=FEBRL_PEERS,
                model="western",
            )
            cases.append(case)
    return cases


CASES: Mapping[str, Callable[[], list[_Case]]] = MappingProxyType(
    {
        "residents": lambda: _residents(FULL),
        "quick": lambda: _generated(QUICK, DIRTS),
        "scale": _scale,
        "febrl": _febrl,
    }
)
