"""FN-14: villages' payments and leases that call for a look, and what only seems to."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, living, outside
from county.cases.edit import Row, Value, facts
from county.cases.finance.firm_rows import found
from county.cases.finance.handled_rows import enter
from county.cases.finance.staff_rows import CADRE, COMPANY, MEMBER, named
from county.cases.finance.village_judgement import LEASE, VOUCHER, judged
from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.village_posts import village_posts
from county.relatives import outsiders
from county.world import World

RULE = "FN-14"
DATASETS = (VOUCHER, LEASE, CADRE, COMPANY)
DAY, START = date(2026, 3, 9), date(2024, 1, 1)
ABOVE_FEN, NEAR_FEN, MU_FEN = 160_000, 95_000, 42_000
LATER = timedelta(days=20)
FEW = 12


class Planting:
    """Hands out villages, cadres and villagers, and numbers what is entered."""

    def __init__(self, world: World) -> None:
        """Shuffle villages and cadres; take villagers who are near nobody in office."""
        self.world, self.draw = world, Draw(world, RULE)
        places = (
            world.persons.select("town", "village").unique().sort("town", "village")
        )
        order = self.draw.stream.permutation(places.height).tolist()
        self.places = [places.row(turn, named=True) for turn in order]
        serving = world.tables[CADRE].filter(
            pl.col("identity") == "村(社区)干部",
            pl.col("removed_on").is_null(),
            pl.col("appointed_on") < DAY,
        )
        self.cadres = living(world).join(serving, on="person", how="semi")["person"]
        self.villagers: list[int] = outsiders(world).tolist()
        self.number = 0
        self.founders: set[int] = set()

    def next(self) -> int:
        """Return the next number."""
        self.number += 1
        return self.number

    def pay(self, place: Mapping[str, Value], **changes: Value) -> None:
        """Enter one payment of a village."""
        row: Row = {
            "town": place["town"],
            "village": place["village"],
            "booked_on": DAY,
            "voucher_number": f"FN14-{self.next():05d}",
            "account_name": "办公费用",
            "summary": "办公费用",
            "expense_fen": ABOVE_FEN,
            "payment_kind": "转账",
            **changes,
        }
        renamed = {"accepted_by": "handled_by", "reviewed_by": "witnessed_by"}
        enter(self.world, VOUCHER, [row], renamed)

    def let(self, **changes: Value) -> None:
        """Enter a lease of twenty mu at the going rent, paid up."""
        person = self.villagers[self.next() % len(self.villagers)]
        row: Row = {
            **named(self.world, person),
            **{n: facts(self.world, person)[n] for n in ("town", "village", "phone")},
            "contract_number": f"CHTFN14{self.number:05d}",
            "subject": "承包经营",
            "asset_kind": "耕地",
            "area_milli": 20_000,
            "signed_on": START,
            "starts_on": START,
            "ends_on": date(2028, 12, 31),
            "annual_rent_fen": 20 * MU_FEN,
            "due_fen": 60 * MU_FEN,
            "received_fen": 60 * MU_FEN,
            "award_kind": "续包",
            "has_meeting_record": "是",
            "status": "履行中",
            **changes,
        }
        enter(self.world, LEASE, [row], {"accepted_by": "handled_by"})

    def payee(self, person: int) -> dict[str, Value]:
        """Return the columns of a payee."""
        row = facts(self.world, person)
        return {
            "payee_name": row["person_name"],
            "payee_id_number": row["id_number"],
            "payee_person": person,
        }

    def place(self, turn: int) -> dict[str, str]:
        """Return a village."""
        return self.places[turn % len(self.places)]

    def cadre(self, turn: int) -> tuple[int, dict[str, Value]]:
        """Return a cadre and the village that they serve."""
        person = int(self.cadres[turn % len(self.cadres)])
        own = self.world.tables[CADRE].filter(pl.col("person") == person)
        row = own.row(0, named=True)
        return person, {"town": row["town"], "village": row["village"]}


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    planting = Planting(world)
    for turn in range(count):
        VIOLATIONS[turn % len(VIOLATIONS)](planting, turn)
    for turn in range(count):
        INNOCENTS[turn % len(INNOCENTS)](planting, count + turn)


def _cash(planting: Planting, turn: int) -> None:
    planting.pay(planting.place(turn), payment_kind="现金")


def _near(planting: Planting, turn: int, times: int = 3) -> None:
    person = planting.payee(planting.villagers[turn])
    for number in range(times):
        planting.pay(
            planting.place(turn),
            **person,
            payment_kind="现金",
            expense_fen=NEAR_FEN,
            booked_on=DAY + number * LATER,
        )


def _to_cadre(planting: Planting, _turn: int) -> None:
    person, place = planting.cadre(0)
    planting.pay(place, **planting.payee(person))


def _to_relative(planting: Planting, _turn: int) -> None:
    pairs = kinship(planting.world)
    for number in range(1, len(planting.cadres) - 1):
        person, place = planting.cadre(number)
        near = pairs.filter(pl.col("person") == person)["relative"].to_list()
        if near:
            planting.pay(place, **planting.payee(near[0]), account_name="劳务支出")
            return


def _to_firm(planting: Planting, _turn: int) -> None:
    """Pay the firm of a cadre's relative."""
    _pay_firm(planting, "有限责任公司")


def _to_cooperative(planting: Planting, _turn: int) -> None:
    """Pay the cooperative that a cadre leads by office."""
    _pay_firm(planting, "农民专业合作社", own=True)


def _pay_firm(planting: Planting, kind: str, *, own: bool = False) -> None:
    world = planting.world
    posts = village_posts(world).filter(
        pl.col("removed_on").is_null(), pl.col("appointed_on") < DAY
    )
    fit = living(world, youngest=22).join(posts, on="person", how="semi")
    free = outside(world, fit, COMPANY, MEMBER, VOUCHER, kin=False)
    spare = [one for one in planting.cadres[2:-1] if one not in planting.founders]
    posts = posts.filter(pl.col("is_kin") != own, pl.col("official").is_in(spare)).join(
        free, on="person", how="semi"
    )
    if posts.is_empty():
        return
    row = posts.row(0, named=True)
    planting.founders.add(int(row["official"]))
    place = {name: row[name] for name in ("town", "village")}
    person = int(row["person"])
    code = found(world, person, company_kind=kind)
    firms = world.tables[COMPANY].filter(pl.col("credit_code") == code)
    planting.pay(place, payee_organisation=firms["organisation_name"][0])


def _in_arrears(planting: Planting, _turn: int) -> None:
    planting.let(received_fen=40 * MU_FEN)


def _too_long(planting: Planting, _turn: int) -> None:
    planting.let(asset_kind="厂房", ends_on=date(2053, 12, 31))


def _too_cheap(planting: Planting, _turn: int) -> None:
    planting.let(annual_rent_fen=9 * MU_FEN)


def _wages(planting: Planting, turn: int) -> None:
    person = planting.payee(planting.villagers[turn])
    planting.pay(
        planting.place(turn), **person, payment_kind="现金", account_name="劳务支出"
    )


def _near_twice(planting: Planting, turn: int) -> None:
    _near(planting, turn, 2)


def _own_pay(planting: Planting, _turn: int) -> None:
    person, place = planting.cadre(len(planting.cadres) - 1)
    planting.pay(place, **planting.payee(person), account_name="村干部误工补贴")


def _auction(planting: Planting, _turn: int) -> None:
    planting.let(annual_rent_fen=9 * MU_FEN, award_kind="公开竞价")


def _long_ago(planting: Planting, _turn: int) -> None:
    old = date(2004, 1, 1)
    planting.let(
        asset_kind="水面", signed_on=old, starts_on=old, ends_on=date(2033, 12, 31)
    )


def _forest(planting: Planting, _turn: int) -> None:
    rent = 20 * 6_000
    planting.let(asset_kind="林地", annual_rent_fen=rent, ends_on=date(2053, 12, 31))


Planter = Callable[[Planting, int], None]
VIOLATIONS: tuple[Planter, ...] = (
    _cash,
    _near,
    _to_cadre,
    _to_relative,
    _to_firm,
    _in_arrears,
    _too_long,
    _too_cheap,
)
INNOCENTS: tuple[Planter, ...] = (
    _wages,
    _near_twice,
    _own_pay,
    _auction,
    _long_ago,
    _forest,
    _to_cooperative,
)


def judge(world: World) -> pl.DataFrame:
    """Return who is to be looked at, and who only seems to be."""
    every = judged(world)
    shown = ["person", "object", "mechanism"]
    wrong, fine = every.filter("wrong"), every.filter(~pl.col("wrong"))
    return labels(
        RULE,
        [wrong.select(shown)],
        [fine.filter(pl.col("person") >= 0).select(shown), few_things(fine, shown)],
    )


def few_things(fine: pl.DataFrame, shown: list[str]) -> pl.DataFrame:
    """Return some of the villages and leases that only seem to call for a look."""
    things = fine.filter(pl.col("person") < 0).select(shown).drop("person")
    kinds = things["mechanism"].unique().sort().to_list()
    return pl.concat(
        [few(things.filter(pl.col("mechanism") == kind), FEW) for kind in kinds]
        or [things]
    )
