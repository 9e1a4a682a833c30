"""Tiny worlds written by hand: persons and tables as a reader sees them."""

import polars as pl

from county.columns import table_schema
from county.world import World
from tests.support.tables import Given, parse_table

PEOPLE = pl.Schema(
    {
        "person": pl.Int32,
        "id_number": pl.String,
        "person_name": pl.String,
        "sex": pl.String,
        "birth_on": pl.Date,
        "household": pl.Int32,
        "relation_to_head": pl.String,
        "town": pl.String,
        "village": pl.String,
        "address": pl.String,
        "phone": pl.String,
        "account_number": pl.String,
        "died_on": pl.Date,
        "spouse": pl.Int32,
        "mother": pl.Int32,
        "father": pl.Int32,
    }
)
NEEDED = (
    "social_security/pension_payment",
    "relief/dibao_member",
    "relief/dibao_payment",
    "relief/subsidy_project",
    "relief/subsidy_payment",
    "relief/training_enrolment",
    "relief/migrant",
    "finance/staff_payroll",
    "finance/interest_subsidy",
    "loan/loan_contract",
    "loan/loan_note",
    "registry/resident",
    "registry/death",
)
STRANGER = -1


def world_of(people: str, given: Given) -> World:
    """Return a world of the people and tables given; columns left out are null.

    A person is their place in the list; name and number follow from it, each
    lives alone unless `household` says otherwise.
    """
    world = World(people=2000, seed=1)
    rows = [
        {"person": str(place), "household": str(place), **row}
        for place, row in enumerate(parse_table(people))
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
    world.persons = _typed(frame, PEOPLE).with_columns(
        pl.col("id_number").fill_null(_number(pl.col("person"))),
        pl.col("person_name").fill_null("某甲" + pl.col("person").cast(pl.String)),
        pl.col("spouse", "mother", "father").fill_null(STRANGER),
    )
    for path in dict.fromkeys((*NEEDED, *given)):
        world.append(path, _table(world, path, given.get(path, "")))
    return world


def labelled(labels: pl.DataFrame) -> dict[int, tuple[str, str]]:
    """Return kind and mechanism by person."""
    columns = labels.select("person", "kind", "mechanism")
    return {person: (kind, why) for person, kind, why in columns.iter_rows()}


def _number(person: pl.Expr) -> pl.Expr:
    return "42028119600101" + person.cast(pl.String).str.zfill(4)


def _table(world: World, path: str, text: str) -> pl.DataFrame:
    schema = table_schema(path)
    rows = parse_table(text)
    if not rows:
        return pl.DataFrame(schema={"person": pl.Int32})
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
    frame = _typed(frame, pl.Schema({name: schema[name] for name in frame.columns}))
    own = world.persons.select("person", own_name="person_name", own_id="id_number")
    if "person_name" not in schema or "person" not in frame.columns:
        return frame
    frame = frame.join(own, on="person", how="left", maintain_order="left")
    for name, known in (("person_name", "own_name"), ("id_number", "own_id")):
        shown = pl.coalesce(name, known) if name in frame.columns else pl.col(known)
        frame = frame.with_columns(shown.alias(name))
    return frame.drop("own_name", "own_id")


def _typed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    missing = [
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in schema.items()
        if name not in frame.columns
    ]
    texts = frame.with_columns(missing)
    return texts.select(
        pl.col(name).str.to_date()
        if kind == pl.Date and name in frame.columns
        else pl.col(name).cast(kind)
        for name, kind in schema.items()
    )
