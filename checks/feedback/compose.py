"""From what was found to the letters: settle, number, write."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import polars as pl

from checks.feedback.settle import LABELS, NEW, TOLD, Settled, settle
from checks.feedback.sheet import COLUMNS, Letter, write_letter
from checks.feedback.turns import Issuer, Material, turns_of
from store.digest import Json, digest_json
from store.meaning import PolarsType

HISTORY, LETTERS = "told.parquet", "letter.parquet"
DAYS_TO_ANSWER = 15
LETTER: dict[str, PolarsType] = {
    "number": pl.String,
    "supplier": pl.String,
    "delivery": pl.String,
    "delivered_on": pl.Date,
    "issued_on": pl.Date,
    "due_on": pl.Date,
    "digest": pl.String,
    **dict.fromkeys(LABELS, pl.Int64),
    "waiting": pl.Int64,
    "files": pl.List(pl.String),
}


def write_feedback(
    material: Material, told: Path | None, out: Path, *, issuer: Issuer
) -> dict[str, Json]:
    """Write tonight's letters into `out`; return their numbers.

    `told` is the history of an earlier night. Beside the letters stand
    `letter.parquet` (`LETTER`) and `told.parquet` (`TOLD`), the history by now.
    """
    history = TOLD.to_frame() if told is None else pl.read_parquet(told)
    settled, history = settle(list(turns_of(material, issuer)), history)
    letters = _letters(settled, material, issuer)
    rows: list[dict[str, object]] = []
    for letter, _ in letters:
        files = write_letter(letter, out)
        rows.append(_row(letter, [file.name for file in files]))
    history = _numbered(history, letters)
    order = ("supplier", "dataset", "delivery", "basis", "key")
    history.sort(order, nulls_last=True).write_parquet(out / HISTORY)
    pl.DataFrame(rows, schema=LETTER).write_parquet(out / LETTERS)
    return {"letters": [letter.number for letter, _ in letters]}


def _letters(
    settled: Sequence[Settled], material: Material, issuer: Issuer
) -> list[tuple[Letter, list[Settled]]]:
    """Return the letters in the order of supplier and delivery, numbered."""
    told = [one for one in settled if one.is_told]
    told.sort(key=lambda one: (one.turn.supplier, one.turn.delivery, one.turn.dataset))
    groups = groupby(told, key=lambda one: (one.turn.supplier, one.turn.delivery))
    days = {d.snapshot.delivery: d.delivered_on for d in material.delivered}
    days |= {r.delivery: r.delivered_on for r in material.refused}
    found: list[tuple[Letter, list[Settled]]] = []
    for place, ((supplier, delivery), members) in enumerate(groups, 1):
        turns = list(members)
        files = _files(delivery, material)
        letter = Letter(
            number=f"FK-{issuer.as_of:%Y%m%d}-{place:02}",
            office=issuer.office,
            supplier=supplier,
            delivery=delivery,
            delivered_on=days[delivery],
            issued_on=issuer.as_of,
            due_on=issuer.as_of + timedelta(days=DAYS_TO_ANSWER),
            digest=digest_json([list(file) for file in files]),
            files=files,
            lines=_lines(turns),
            fixed=_fixed(turns, issuer),
            waiting=sum(one.waiting for one in turns),
        )
        found.append((letter, turns))
    return found


def _files(delivery: str, material: Material) -> list[tuple[str, str]]:
    taken = {
        (part.file, part.sha256)
        for one in material.delivered
        if one.snapshot.delivery == delivery
        for part in one.snapshot.parts
    }
    other = {
        file
        for one in material.refused
        if one.delivery == delivery
        for file in one.files
    }
    return sorted(taken | other)


def _lines(turns: Sequence[Settled]) -> pl.DataFrame:
    found = pl.concat([one.findings for one in turns], how="diagonal_relaxed")
    labelled = found.with_columns(
        pl.col("status").replace_strict(LABELS).alias("label")
    )
    order = ("status", "title", "check", "column", "file", "sheet", "row", "reason")
    return labelled.sort(order, nulls_last=True).select(*COLUMNS, "status")


def _fixed(turns: Sequence[Settled], issuer: Issuer) -> pl.DataFrame:
    found = pl.concat([one.fixed for one in turns])
    titled = found.with_columns(
        pl.col("dataset").replace_strict(issuer.titles, default="未识别").alias("title")
    )
    return (
        titled.group_by("title", "column", "reason")
        .agg(pl.len().cast(pl.Int64).alias("lines"))
        .sort("title", "column", "reason")
    )


def _numbered(
    history: pl.DataFrame, letters: Sequence[tuple[Letter, list[Settled]]]
) -> pl.DataFrame:
    """Return the history with the numbers under which the new findings were told."""
    for letter, turns in letters:
        for one in turns:
            fresh = one.findings.filter(pl.col("status") == NEW)["key"].implode()
            here = (
                pl.col("number").is_null()
                & (pl.col("delivery") == one.turn.delivery)
                & (pl.col("dataset") == one.turn.dataset)
                & pl.col("key").is_in(fresh)
            )
            number = pl.when(here).then(pl.lit(letter.number)).otherwise("number")
            history = history.with_columns(number.alias("number"))
    return history


def _row(letter: Letter, files: list[str]) -> dict[str, object]:
    return {
        "number": letter.number,
        "supplier": letter.supplier,
        "delivery": letter.delivery,
        "delivered_on": letter.delivered_on,
        "issued_on": letter.issued_on,
        "due_on": letter.due_on,
        "digest": letter.digest,
        **letter.counts,
        "waiting": letter.waiting,
        "files": files,
    }
