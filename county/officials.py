"""Who accepts, reviews and approves: the same people, town by town, all year."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import polars as pl

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
    """Fill `world.officials` from the staff: one approver a table, others a town."""
    payroll = world.tables["finance/staff_payroll"]
    staff = (
        payroll.filter(pl.col("staff_type").is_in(TYPES))["person"].unique().sort()
    ).to_numpy()
    stream = world.generator("officials")
    desks = [
        (path, town)
        for path, by_town in DESKS.items()
        for town in ("", *(places.towns if by_town else ()))
    ]
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
    world.officials = pl.DataFrame(columns)
