"""FN-08: bidders of one section with much in common, and what only looks so."""

from itertools import combinations

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Value, mark
from county.cases.label import few, labels
from county.world import World

RULE, BID = "FN-08", "finance/bid"
DATASETS = (BID,)
ENOUGH, PUBLIC, FEW = 60, 5, 12
POINTS = {
    "bond_account_number": 50,
    "manager_id_number": 50,
    "bid_mac": 35,
    "contact_phone": 25,
    "bid_ip": 15,
}
PUBLICLY = ("bid_mac", "contact_phone", "bid_ip")


def plant(world: World, count: int) -> None:
    """Plant groups of bidders and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    bids = world.tables[BID].sort("project_number", "section_number", "rank")
    groups = bids.group_by("project_number", maintain_order=True).agg(
        "bidder_credit_code", pl.col("section_number").n_unique().alias("sections")
    )
    wide = groups.filter(
        (pl.col("bidder_credit_code").list.len() > 2)  # noqa: PLR2004 - winner and two
        & (pl.col("sections") == 1)
    )
    projects: list[str] = wide["project_number"].to_list()
    bidders: list[list[str]] = wide["bidder_credit_code"].to_list()
    order: list[int] = draw.stream.permutation(len(projects)).tolist()
    for turn, place in enumerate(order[: 2 * count]):
        kinds = PLANTERS if turn % 2 == 0 else INNOCENTS
        kinds[turn // 2 % len(kinds)](world, projects[place], bidders[place])


def _share(world: World, project: str, bidders: list[str], columns: list[str]) -> None:
    """Give all these bidders what the first of them wrote."""
    own = pl.col("project_number") == project
    rows = world.tables[BID].filter(own & (pl.col("bidder_credit_code") == bidders[0]))
    first = rows.row(0, named=True)
    values: dict[str, Value] = {
        column: first[column] or f"{project}{column}" for column in columns
    }
    mark(world, BID, own & pl.col("bidder_credit_code").is_in(bidders), **values)


def _one_payer(world: World, project: str, bidders: list[str]) -> None:
    """Have the winner and a rival pay their bonds from one account and address."""
    own = pl.col("project_number") == project
    both = own & pl.col("bidder_credit_code").is_in(bidders[:2])
    mark(world, BID, both, bond_kind="转账")
    _share(world, project, bidders[:2], ["bond_account_number"])
    mark(world, BID, both, bid_ip=f"IP{project}")


def _one_machine(world: World, project: str, bidders: list[str]) -> None:
    """Have three bids made on one computer with one telephone."""
    _share(world, project, bidders[:3], ["bid_mac", "contact_phone"])


def _losers_together(world: World, project: str, bidders: list[str]) -> None:
    """Have two who did not win share a computer and a telephone."""
    _share(world, project, bidders[1:3], ["bid_mac", "contact_phone"])


def _one_telephone(world: World, project: str, bidders: list[str]) -> None:
    """Have two bidders share a telephone and nothing more."""
    _share(world, project, bidders[:2], ["contact_phone"])


def _one_guarantor(world: World, project: str, bidders: list[str]) -> None:
    """Have two bidders' letters come from one guarantor, and both upload there."""
    own = pl.col("project_number") == project
    both = own & pl.col("bidder_credit_code").is_in(bidders[:2])
    mark(world, BID, both, bond_kind="保函", bid_ip=f"IP{project}")
    mark(world, BID, both, bond_account_number=f"6230{project}")


def _one_office(world: World, project: str, bidders: list[str]) -> None:
    """Have two bidders upload from the network of one park."""
    own = pl.col("project_number") == project
    both = own & pl.col("bidder_credit_code").is_in(bidders[:2])
    mark(world, BID, both, bid_ip=f"IP{project}")


def _one_computer(world: World, project: str, bidders: list[str]) -> None:
    """Have two bidders print at one shop, from its computer."""
    _share(world, project, bidders[:2], ["bid_mac"])


PLANTERS = (_one_payer, _one_machine, _losers_together)
INNOCENTS = (_one_telephone, _one_guarantor, _one_office, _one_computer)


def judge(world: World) -> pl.DataFrame:
    """Return the projects with bidders that have much in common, or a little."""
    bids = world.tables[BID].with_columns(
        bond_account_number=pl.when(pl.col("bond_kind") == "转账").then(
            "bond_account_number"
        )
    )
    public = {
        column: set(
            bids.group_by(column)
            .agg(pl.col("bidder_credit_code").n_unique().alias("users"))
            .filter(pl.col("users") > PUBLIC)[column]
            .to_list()
        )
        for column in PUBLICLY
    }
    found: list[tuple[str, int, str]] = []
    for group in bids.partition_by("project_number", "section_number"):
        for one, other in combinations(group.to_dicts(), 2):
            same = [
                column
                for column in POINTS
                if one[column]
                and one[column] == other[column]
                and one[column] not in public.get(column, ())
            ]
            told = "+".join(same) or "nothing_shared"
            total = sum(POINTS[column] for column in same)
            found.append((one["project_number"], total, told))
    frame = pl.DataFrame(found, schema=["object", "points", "mechanism"], orient="row")
    most = frame.sort("points", "mechanism", descending=True).unique(
        "object", keep="first", maintain_order=True
    )
    wrong = pl.col("points") >= ENOUGH
    nothing = pl.col("points") == 0
    parts = [most.filter(~wrong & ~nothing), few(most.filter(nothing), FEW)]
    return labels(
        RULE,
        [most.filter(wrong).drop("points")],
        [part.drop("points") for part in parts],
    )
