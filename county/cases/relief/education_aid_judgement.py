"""Whose aid for pupils lacked its ground (the judgement of PR-18)."""

from datetime import date, timedelta

import polars as pl

from county.cases.label import few, labels
from county.cases.relief.registered_rows import HOME, MEMBER
from county.cases.subsidy_rows import PAYMENT
from county.projects import AIDS, POOR_PUPILS, PUPILS_OF_DISABLED
from county.world import World

RULE, STUDENT = "PR-18", "registry/student"
NAMES = [aid.name for aid in AIDS]
OPEN, FEW = date(2099, 1, 1), 12
GAP, YEAR, OVERLAP = timedelta(days=100), "1y", timedelta(days=31)
FINAL = ("本科", "研究生")
LINE = ["line", "person"]


def judge(world: World) -> pl.DataFrame:
    """Return whose aid lacked its ground and whose did not; see `label.LABEL`."""
    drawn = world.tables[PAYMENT].filter(
        pl.col("project_name").is_in(NAMES), pl.col("person") >= 0
    )
    paid = drawn.filter(pl.col("payment_result") == "成功").with_row_index("line")
    entries = _entries(world, paid)
    absent = _absent(paid, entries)
    several = _several(paid, entries)
    home = _homes(world, paid)
    wrong = [
        absent.filter(pl.col("mechanism").is_in(["left_before", "suspended_before"])),
        several.filter(pl.col("mechanism").is_in(["at_two_schools", "twice"])),
        _excluded(paid),
        home.filter(pl.col("mechanism") == "unregistered"),
    ]
    known = absent.filter(pl.col("mechanism") == "elsewhere")
    back = drawn.filter(pl.col("payment_result") != "成功")
    alike = [
        back.select("person", mechanism=pl.lit("returned")),
        few(_subject(known), FEW),
        _subject(absent.filter(pl.col("mechanism") != "elsewhere")),
        _subject(several),
        _subject(home),
        _subject(_changed(entries)),
        few(_beside(paid), FEW),
    ]
    return labels(RULE, [_subject(frame) for frame in wrong], alike)


def _subject(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select("person", "mechanism").unique()


def _entries(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    """Return line and each time at school of its recipient: enrolled_on, until."""
    rows = world.tables[STUDENT].select(
        "person",
        "school",
        "stage",
        "status",
        "enrolled_on",
        until=pl.coalesce("left_on", "changed_on").fill_null(OPEN),
    )
    lines = paid.select(*LINE, "paid_for", "paid_for_to", "paid_on")
    within = (pl.col("enrolled_on") <= pl.col("paid_for_to")) & (
        pl.col("until") >= pl.col("paid_for")
    )
    return lines.join(rows, on="person").with_columns(
        within=within,
        still=within & (pl.col("until") >= pl.col("paid_on")),
    )


def _absent(paid: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of whom was at no school then, and why that may be."""
    there = entries.group_by("line").agg(pl.col("within").any(), pl.col("still").any())
    gone = entries.filter(
        (pl.col("until") < pl.col("paid_for")) | (pl.col("within") & ~pl.col("still"))
    )
    last = gone.sort("until").unique("line", keep="last")
    following = entries.filter(pl.col("enrolled_on") > pl.col("paid_for_to"))
    after = following.group_by("line").agg(following=pl.col("enrolled_on").min())
    rows = (
        paid.select(LINE)
        .join(there, on="line", how="left")
        .join(last.select("line", "until", "status", "stage"), on="line", how="left")
        .join(paid.select("line", "paid_for"), on="line")
        .join(after, on="line", how="left")
        .filter(~pl.col("still").fill_null(value=False))
    )
    onward = (pl.col("status") == "转出") | (
        (pl.col("status") == "毕业") & ~pl.col("stage").is_in(FINAL)
    )
    named = (
        pl.when(pl.col("until").is_null() & ~pl.col("within").fill_null(value=False))
        .then(pl.lit("elsewhere"))
        .when(pl.col("until") >= pl.col("paid_for"))
        .then(pl.lit("left_in_term"))
        .when(pl.col("following") <= pl.col("until") + GAP)
        .then(pl.lit("changed_school"))
        .when(onward)
        .then(pl.lit("went_on"))
        .when(pl.col("status") == "休学")
        .then(pl.lit("suspended_before"))
        .otherwise(pl.lit("left_before"))
    )
    absent = rows.filter(
        pl.col("until").is_not_null() | ~pl.col("within").fill_null(value=False)
    )
    return absent.select(*LINE, mechanism=named)


def _changed(entries: pl.DataFrame) -> pl.DataFrame:
    """Return who left one school for another and was at school when paid."""
    moved = entries.filter(pl.col("status") == "转出")
    there = entries.filter("still").select("line")
    stayed = moved.join(there, on="line", how="semi")
    return stayed.select("person", mechanism=pl.lit("changed_school"))


def _several(paid: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """Return who drew an aid several times for a term, and how."""
    key = ["person", "project_name", "paid_for"]
    sums = paid.group_by(key).agg(
        pl.col("line").max(),
        pl.len(),
        pl.col("amount_fen").sum(),
        same=pl.col("amount_fen").n_unique() == 1,
        due=pl.col("standard_fen").max(),
    )
    stays = pl.min_horizontal("until", "paid_for_to") - pl.max_horizontal(
        "enrolled_on", "paid_for"
    )
    schools = (
        entries.filter(pl.col("within"), stays > OVERLAP)
        .group_by("line")
        .agg(schools=pl.col("school").n_unique())
    )
    rows = sums.filter(pl.col("len") > 1).join(schools, on="line", how="left")
    two = pl.col("schools").fill_null(0) > 1
    named = (
        pl.when(pl.col("amount_fen") <= pl.col("due"))
        .then(pl.lit("instalments"))
        .when(two)
        .then(pl.lit("at_two_schools"))
        .when("same")
        .then(pl.lit("the_same_line_again"))
        .otherwise(pl.lit("twice"))
    )
    return rows.select("person", mechanism=named)


def _excluded(paid: pl.DataFrame) -> pl.DataFrame:
    """Return who drew two aids for a term of which the county allows one."""
    poor = paid.filter(pl.col("project_name") == POOR_PUPILS.name)
    other = paid.filter(pl.col("project_name") == PUPILS_OF_DISABLED.name)
    both = poor.join(other, on=["person", "paid_for"], how="semi")
    return both.select("person", mechanism=pl.lit("excluded"))


def _beside(paid: pl.DataFrame) -> pl.DataFrame:
    """Return who drew two aids for a term in whatever manner."""
    aids = paid.group_by("person", "paid_for").agg(pl.col("project_name").n_unique())
    some = aids.filter(pl.col("project_name") > 1).select("person").unique()
    return some.with_columns(mechanism=pl.lit("beside_the_grant"))


def _homes(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    """Return whose household was registered neither then nor near, or only near."""
    listed = pl.concat(
        [
            world.tables[MEMBER].select(
                "person", since="added_on", until=pl.col("removed_on").fill_null(OPEN)
            ),
            world.tables[HOME].select(
                "person",
                since="identified_on",
                until=pl.col("removed_on").fill_null(OPEN),
            ),
        ]
    )
    people = world.persons.select("person", "household")
    homes = listed.join(people, on="person").drop("person")
    lines = paid.filter(pl.col("project_name") == POOR_PUPILS.name).join(
        people, on="person"
    )
    both = lines.join(homes, on="household", how="left")
    ends = pl.max_horizontal("paid_for_to", "paid_on")
    then = (pl.col("since") <= ends) & (pl.col("until") >= pl.col("paid_for"))
    near = pl.col("since") <= pl.col("paid_for_to").dt.offset_by(YEAR)
    near &= pl.col("until") >= pl.col("paid_for").dt.offset_by(f"-{YEAR}")
    told = both.group_by(LINE).agg(then=then.any(), near=near.any())
    missing = told.filter(~pl.col("then").fill_null(value=False))
    named = (
        pl.when(pl.col("near").fill_null(value=False))
        .then(pl.lit("registered_near"))
        .otherwise(pl.lit("unregistered"))
    )
    return missing.select(*LINE, mechanism=named)
