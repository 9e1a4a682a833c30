"""Who accepts, reviews and approves: the same people, town by town, all year."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import polars as pl

from county.extract import Desk
from county.extracts import all_extracts
from county.places import Places
from county.world import World

DESKS: Mapping[str, bool] = MappingProxyType(
    {
        "social_security/pension_payment": True,
        "relief/dibao_payment": True,
        "relief/subsidy_payment": True,
        "relief/training_enrolment": True,
        "finance/interest_subsidy": False,
        "loan/loan_contract": False,
    }
)  # table → whether towns have officials of their own
ROLES = ("accepted", "reviewed", "approved")
TYPES = ("公务员", "参公", "事业在编")


def appoint(world: World, places: Places) -> None:
    """Fill `world.officials` for the first tables: one approver each, others a town."""
    desks = [
        (path, town)
        for path, by_town in DESKS.items()
        for town in ("", *(places.towns if by_town else ()))
    ]
    world.officials = _seated(world, desks, world.generator("officials"))


def appoint_desks(world: World, places: Places) -> None:
    """Add the officials of the datasets that bring themselves."""
    desks = [
        (extract.path, town)
        for extract in all_extracts()
        if extract.desk is not Desk.NONE
        for town in ("", *(places.towns if extract.desk is Desk.TOWNS else ()))
    ]
    if desks:
        more = _seated(world, desks, world.generator("officials of desks"))
        world.officials = pl.concat([world.officials, more])


def _seated(
    world: World, desks: Sequence[tuple[str, str]], stream: np.random.Generator
) -> pl.DataFrame:
    payroll = world.tables["finance/staff_payroll"]
    staff = (
        payroll.filter(pl.col("staff_type").is_in(TYPES))["person"].unique().sort()
    ).to_numpy()
    seats = stream.choice(staff, size=(len(desks), len(ROLES)), replace=True)
    approvers = {path: seats[n, 2] for n, (path, town) in enumerate(desks) if not town}
    seats[:, 2] = [approvers[path] for path, _ in desks]
    names = world.persons["person_name"]
    columns: dict[str, list[str] | pl.Series] = {
        "path": [path for path, _ in desks],
        "town": [town for _, town in desks],
    }
    for number, role in enumerate(ROLES):
        people = np.ascontiguousarray(seats[:, number])
        columns[f"{role}_by"] = names.gather(people)
        columns[f"{role}_person"] = pl.Series(people).cast(pl.Int32)
    return pl.DataFrame(columns)
