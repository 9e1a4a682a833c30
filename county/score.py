"""How good a night was: what it found against what truly was the case.

Only homes that `crosscheck county` made can be scored. The truth is read here
and nowhere else; the night is the same without it. `design/interfaces.md` §9
names the fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from county.answers import (
    PERSON,
    read_hits,
    read_lacks,
    read_statuses,
    scan_rows,
)
from county.cases.label import KEY, LOOK_ALIKE, PLANTED
from county.cases.library import all_cases
from county.links import count_links, expected_wrong
from store.digest import Json
from store.errors import ScoreError
from store.home import Home
from store.warehouse import Warehouse

CASES = "cases.parquet"
# What a reader undoes without judgement; every other error can cost the link.
HARMLESS = ("", "format", "space")
DIGITS = 4
IN_USE, DRAFT = "in_use", "draft"


@dataclass(frozen=True, kw_only=True)
class Strangers:
    """How many without a label were raised: by firm ties, and by weak ones alone."""

    firm: int = 0
    fuzzy: int = 0

    def __add__(self, other: "Strangers") -> "Strangers":
        """Return the sum of two counts."""
        return Strangers(firm=self.firm + other.firm, fuzzy=self.fuzzy + other.fuzzy)


def score(home: Home) -> dict[str, Json]:
    """Return the scoreboard: `overall` of the rules in use, and `rules` by rule.

    Counts are of persons, or of what else a rule is about. `look_alikes_raised`,
    `recall`, `recall_clean` and `precision` are shares, null where nothing could be
    counted; an answer "cannot decide" on a planted case is a miss and counted as
    `cannot_decide`. `recall_clean` is over the planted cases without a harmful error
    of number or name (all but `format` and `space`) in any of their rows of the
    datasets that the rule rests on. What is raised counts hits on firm ties (T1 to
    T3); figures that end in `_fuzzy` say what hits on weak ties (T4, T5: 待核身份) add
    to that, over subjects that no firm hit raised: `recall_fuzzy` and
    `precision_fuzzy` are those of both together. `weighed` says how many rows were
    tied by weight, how many to another person, and how many the night expected to
    be. `suppressed` counts by mechanism whom a document of the office spared. `status`
    is a rule's own (`finding.rule`), `in_use` for all where the night does not say;
    `lacks` says why it did not run, or which data its acts lacked. Raises `ScoreError`
    where there is no truth or no night.
    """
    cases = _read_cases(home)
    with Warehouse.published(_warehouse(home)) as warehouse:
        answers = read_hits(warehouse, home.truth, cases)
        statuses, lacks = read_statuses(warehouse), read_lacks(warehouse)
        links = _link_figures(warehouse, home.truth)
    board = _board(cases.join(_clean(cases, home.truth), on=KEY), answers)
    strangers = _unlabelled(cases, answers)
    names = sorted(set(cases["rule"]) | set(strangers))
    # A rule that the night does not name has not been proven to it.
    told = {name: statuses.get(name, DRAFT if statuses else IN_USE) for name in names}
    rules: dict[str, Json] = {
        name: {
            "status": told[name],
            "lacks": list(lacks.get(name, [])),
            **_rule(
                board.filter(pl.col("rule") == name), strangers.get(name, Strangers())
            ),
        }
        for name in names
    }
    used = [name for name in names if told[name] == IN_USE]
    everybody = sum((strangers.get(name, Strangers()) for name in used), Strangers())
    overall = {**_figures(board.filter(pl.col("rule").is_in(used)), everybody), **links}
    return {"overall": overall, "rules": rules}


def _read_cases(home: Home) -> pl.DataFrame:
    file = home.truth / CASES
    if not file.is_file():
        raise ScoreError(
            "这个工作目录没有标准答案，无法计分",
            remedy="只有 crosscheck county 造出的虚构县可以计分",
        )
    cases = pl.read_parquet(file)
    if "partner" not in cases.columns:
        cases = cases.with_columns(partner=pl.lit(-1, dtype=pl.Int32))
    if "object" not in cases.columns:
        cases = cases.with_columns(object=pl.lit(""))
    return cases.with_columns(pl.col(PERSON, "partner").cast(pl.Int32))


def _warehouse(home: Home) -> Path:
    if not home.warehouse.is_file():
        raise ScoreError(
            "还没有可以计分的比对结果", remedy="先运行 crosscheck night --home 目录"
        )
    return home.warehouse


def _clean(cases: pl.DataFrame, truth: Path) -> pl.DataFrame:
    """Return `KEY` and `is_clean` of every case.

    What is no person counts as clean unless the rows of its partner are not.
    """
    involved = pl.concat(
        [cases.select(KEY, who=PERSON), cases.select(KEY, who="partner")]
    ).filter(pl.col("who") >= 0)
    rests_on = pl.DataFrame(
        [
            {"rule": one.rule, "dataset": path.split("/")[-1]}
            for one in all_cases()
            for path in one.datasets
        ]
    )
    harmful = ~pl.col("id_error").fill_null("").is_in(HARMLESS)
    harmful |= ~pl.col("name_error").fill_null("").is_in(HARMLESS)
    soiled = scan_rows(truth).filter(harmful).select("dataset", who=PERSON).unique()
    dirty = involved.join(rests_on, on="rule").join(
        soiled.collect(), on=["dataset", "who"], how="semi"
    )
    is_dirty = dirty.select(KEY).unique().with_columns(dirty=pl.lit(value=True))
    marked = cases.select(KEY).join(is_dirty, on=KEY, how="left")
    return marked.select(KEY, is_clean=pl.col("dirty").is_null())


def _board(cases: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Return the cases with `raised`, `fuzzy`, `undecided`, `spared`: one at most.

    `fuzzy`: raised by weak ties alone; `undecided`: only a "cannot decide"; `spared`:
    only answers that a document suppressed.
    """
    is_hit = pl.col("outcome") == "hit"
    for which, column in (
        (is_hit & ~pl.col("is_weak"), "raised"),
        (is_hit & pl.col("is_weak"), "fuzzy"),
        (pl.col("outcome") == "cannot_decide", "undecided"),
        (pl.col("outcome") == "suppressed", "spared"),
    ):
        given = answers.filter(which)
        given = given.select(KEY).unique()
        given = given.with_columns(pl.lit(value=True).alias(column))
        cases = cases.join(given, on=KEY, how="left")
    marks = ("raised", "fuzzy", "undecided", "spared")  # whichever comes first counts
    cases = cases.with_columns(pl.col(marks).fill_null(value=False))
    return cases.with_columns(
        pl.col(mark) & ~pl.any_horizontal(marks[:place])
        for place, mark in enumerate(marks)
        if place
    )


def _unlabelled(cases: pl.DataFrame, answers: pl.DataFrame) -> Mapping[str, Strangers]:
    """Return by rule how many subjects (or hits on nobody known) have no label."""
    hits = answers.filter(pl.col("outcome") == "hit")
    others = hits.join(cases, on=KEY, how="anti")
    unknown = (pl.col(PERSON) < 0) & (pl.col("object") == "")
    nobody = pl.when(unknown).then("hit_id")
    each = others.with_columns(nobody=nobody).group_by(*KEY, "nobody")
    only_weak = each.agg(pl.col("is_weak").all()).group_by("rule")
    counts = only_weak.agg(
        firm=(~pl.col("is_weak")).sum(), fuzzy=pl.col("is_weak").sum()
    )
    return {
        rule: Strangers(firm=firm, fuzzy=fuzzy)
        for rule, firm, fuzzy in counts.sort("rule").iter_rows()
    }


def _rule(board: pl.DataFrame, strangers: Strangers) -> dict[str, Json]:
    groups = board.group_by("mechanism").agg(
        pl.col("kind").min(),
        labelled=pl.len(),
        raised=pl.col("raised").sum(),
        raised_fuzzy=pl.col("fuzzy").sum(),
        cannot_decide=pl.col("undecided").sum(),
        suppressed=pl.col("spared").sum(),
    )
    by_mechanism: dict[str, Json] = {
        row.pop("mechanism"): row for row in groups.sort("mechanism").to_dicts()
    }
    return {**_figures(board, strangers), "by_mechanism": by_mechanism}


def _figures(board: pl.DataFrame, strangers: Strangers) -> dict[str, Json]:
    planted = board.filter(pl.col("kind") == PLANTED)
    alike = board.filter(pl.col("kind") == LOOK_ALIKE)
    clean = planted.filter("is_clean")
    found, false = int(planted["raised"].sum()), int(alike["raised"].sum())
    more, more_false = int(planted["fuzzy"].sum()), int(alike["fuzzy"].sum())
    both, others = found + more, strangers.firm + strangers.fuzzy
    return {
        "planted": planted.height,
        "found": found,
        "recall": _share(found, planted.height),
        "planted_clean": clean.height,
        "recall_clean": _share(int(clean["raised"].sum()), clean.height),
        "look_alikes": alike.height,
        "look_alikes_raised": _share(false, alike.height),
        "precision": _share(found, found + false + strangers.firm),
        "unlabelled_hits": strangers.firm,
        "found_fuzzy": more,
        "recall_fuzzy": _share(both, planted.height),
        "look_alikes_raised_fuzzy": _share(more_false, alike.height),
        "precision_fuzzy": _share(both, both + false + more_false + others),
        "unlabelled_hits_fuzzy": strangers.fuzzy,
        "cannot_decide": int(planted["undecided"].sum()),
    }


def _link_figures(warehouse: Warehouse, truth: Path) -> dict[str, Json]:
    links = count_links(warehouse, truth)
    return {
        "links": {
            "precision": _share(links.right, links.tied),
            "recall": _share(links.right, links.known),
        },
        "weighed": {
            "links": links.weighed,
            "wrong": links.wrong,
            "expected_wrong": expected_wrong(warehouse),
        },
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, DIGITS) if whole else None
