"""FN-09: firms of employees and their kin as suppliers, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.finance.contract_rows import CONTRACT, UNIT, Parties, sign
from county.cases.finance.firm_rows import firms_of_others, found, join, roles
from county.cases.finance.staff_rows import CADRE, COMPANY, MEMBER, named
from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.payroll_rows import FISCAL, PAYROLL
from county.world import World

RULE, DECLARED = "FN-09", "registry/declared_kin"
DATASETS = (CONTRACT, COMPANY, MEMBER, CADRE, PAYROLL)
SIGNED, FEN, FEW = date(2026, 5, 18), 8_600_000, 12
BUSINESS, LIMITED = "经商办企业", "有限责任公司"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _couples(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    """Draw employees whose spouses are neither on the payroll nor in a firm."""
    staff = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(),
        pl.col("appointed_on") < date(2025, 6, 1),
        pl.col("identity").is_in(FISCAL),
    )
    sound = living(world).join(staff, on="person", how="semi")
    wed = sound.filter(pl.col("spouse").is_in(living(world)["person"].to_list()))
    paid = world.tables[PAYROLL]["person"].unique().to_list()
    wed = wed.filter(~pl.col("spouse").is_in(paid))
    free = outside(world, wed, COMPANY, MEMBER, kin=True)
    people = draw.take(free["person"], wanted)
    mates = dict(free.select("person", "spouse").iter_rows())
    return {person: mates[person] for person in people}


def _unit_of(world: World, person: int) -> dict[str, Value]:
    """Return the columns of a purchaser: the unit in which a person serves."""
    post = world.tables[CADRE].filter(pl.col("person") == person)["unit_code"][0]
    unit = world.tables[UNIT].filter(pl.col("unit_code") == post).row(0, named=True)
    return {
        "purchaser_name": unit["organisation_name"],
        "purchaser_credit_code": unit["credit_code"],
    }


def _sell(world: World, draw: Draw, code: str, buyer: dict[str, Value]) -> None:
    firm = world.tables[COMPANY].filter(pl.col("credit_code") == code)
    parties = Parties(world, draw, f"FN09{code[10:17]}")
    seller: dict[str, Value] = {
        "supplier_name": firm["organisation_name"][0],
        "supplier_credit_code": code,
    }
    sign(world, parties, FEN, SIGNED, {**buyer, **seller})


def _of_spouse(world: World, draw: Draw, wanted: int) -> int:
    """Buy from the firm of an employee's spouse."""
    couples = _couples(world, draw, wanted)
    for person, mate in couples.items():
        _sell(world, draw, found(world, mate), _unit_of(world, person))
    return len(couples)


def _of_employee(world: World, draw: Draw, wanted: int) -> int:
    """Buy from a firm that an employee partly owns."""
    people = list(_couples(world, draw, wanted))
    codes = firms_of_others(world, people, LIMITED)[:wanted]
    for person, code in zip(people, codes, strict=False):
        join(world, person, code, "股东", share_ppm=400_000)
        _sell(world, draw, code, _unit_of(world, person))
    return min(len(people), len(codes))


def _to_another_unit(world: World, draw: Draw, wanted: int) -> int:
    """Let the spouse's firm sell to another unit."""
    couples = _couples(world, draw, wanted)
    for person, mate in couples.items():
        own = _unit_of(world, person)["purchaser_credit_code"]
        others = world.tables[UNIT].filter(pl.col("credit_code") != own)
        unit = others.sort("unit_code").row(0, named=True)
        buyer: dict[str, Value] = {
            "purchaser_name": unit["organisation_name"],
            "purchaser_credit_code": unit["credit_code"],
        }
        _sell(world, draw, found(world, mate), buyer)
    return len(couples)


def _overseer(world: World, draw: Draw, wanted: int) -> int:
    """Buy from a firm in which an employee's spouse is a mere supervisor."""
    couples = _couples(world, draw, wanted)
    codes = firms_of_others(world, [*couples, *couples.values()], LIMITED)[-wanted:]
    for (person, mate), code in zip(couples.items(), codes, strict=False):
        join(world, mate, code, "监事")
        _sell(world, draw, code, _unit_of(world, person))
    return min(len(couples), len(codes))


def _sold_out(world: World, draw: Draw, wanted: int) -> int:
    """Buy from a firm that an employee's spouse has left."""
    couples = _couples(world, draw, wanted)
    people = [*couples, *couples.values()]
    codes = firms_of_others(world, people, LIMITED)[-2 * wanted :]
    for (person, mate), code in zip(couples.items(), codes, strict=False):
        join(world, mate, code, "股东", left_on=date(2026, 1, 9))
        _sell(world, draw, code, _unit_of(world, person))
    return min(len(couples), len(codes))


def _declared(world: World, draw: Draw, wanted: int) -> int:
    """Have the spouse's business declared before."""
    couples = _couples(world, draw, wanted)
    rows: list[Row] = []
    for person, mate in couples.items():
        _sell(world, draw, found(world, mate), _unit_of(world, person))
        kin = facts(world, mate)
        rows.append(
            {
                **named(world, person),
                "unit_name": _unit_of(world, person)["purchaser_name"],
                "kin_relation": "配偶",
                "kin_name": kin["person_name"],
                "kin_id_number": kin["id_number"],
                "kin_person": mate,
                "matter": BUSINESS,
                "declared_on": date(2026, 2, 3),
            }
        )
    add(world, DECLARED, rows)
    return len(couples)


PLANTERS: tuple[Planter, ...] = (_of_spouse, _of_employee)
INNOCENTS: tuple[Planter, ...] = (_to_another_unit, _overseer, _sold_out, _declared)


def judge(world: World) -> pl.DataFrame:
    """Return whose unit bought from their own or a relative's firm, or seems to."""
    units = world.tables[UNIT].select("unit_code", unit="credit_code")
    paid = (
        world.tables[PAYROLL]
        .filter(pl.col("staff_type").is_in([*FISCAL, "国企"]))
        .select("person", "unit_code")
    )
    posts = world.tables[CADRE].select("person", "unit_code")
    staff = pl.concat([paid, posts]).unique().join(units, on="unit_code")
    acts = _of_firms(world)
    kin = kinship(world).select("person", relative="relative", relation="relation")
    own = acts.join(staff, left_on="relative", right_on="person").with_columns(
        person="relative", relation=pl.lit("self")
    )
    near = acts.join(kin, on="relative").join(staff, on="person")
    # Who married after the signing was no relative then.
    near = near.join(_weddings(world), on=["person", "relative"], how="left")
    near = near.filter((pl.col("wed_on") <= pl.col("signed")).fill_null(value=True))
    declared = world.tables[DECLARED].filter(pl.col("matter") == BUSINESS)
    near = near.join(
        declared.select("person", relative="kin_person", declared="declared_on"),
        on=["person", "relative"],
        how="left",
    )
    own = own.with_columns(declared=pl.lit(None, dtype=pl.Date))
    both = [own.select(COLUMNS), near.select(COLUMNS)]
    every = pl.concat(both).with_columns(mechanism=_mechanism())
    bad = pl.col("mechanism").is_in(["own_firm", "firm_of_kin"])
    shown = ["person", "mechanism", pl.col("relative").alias("partner")]
    wrong = every.filter(bad).select(shown)
    innocent = every.filter(~bad).select(shown)
    several = pl.col("mechanism") == "another_unit"
    return labels(
        RULE, [wrong], [innocent.filter(~several), few(innocent.filter(several), FEW)]
    )


COLUMNS = [
    *("person", "relative", "relation", "declared", "unit", "buyer"),
    *("kinds", "since", "until", "signed"),
]


def _weddings(world: World) -> pl.DataFrame:
    """Return the last wedding of two people, either way round."""
    table = world.tables["registry/marriage"].filter(pl.col("kind") == "结婚")
    pairs = table.select(person="person", relative="spouse_person", on="registered_on")
    turned = pairs.select(person="relative", relative="person", on="on")
    both = pl.concat([pairs, turned]).group_by("person", "relative")
    return both.agg(wed_on=pl.col("on").max())


def _of_firms(world: World) -> pl.DataFrame:
    """Return each contract with those who have a part in its supplier."""
    contracts = world.tables[CONTRACT].select(
        credit_code="supplier_credit_code",
        buyer="purchaser_credit_code",
        signed="signed_on",
    )
    return contracts.join(roles(world).rename({"person": "relative"}), on="credit_code")


def _mechanism() -> pl.Expr:
    part = pl.col("kinds").list.set_difference(["监事", "成员"]).list.len() > 0
    held = (pl.col("since") <= pl.col("signed")) & (pl.col("until") >= pl.col("signed"))
    own = pl.when(pl.col("relation") == "self").then(pl.lit("own_firm"))
    return (
        pl.when(pl.col("unit") != pl.col("buyer"))
        .then(pl.lit("another_unit"))
        .when(~part)
        .then(pl.lit("supervisor_only"))
        .when(~held)
        .then(pl.lit("left_before"))
        .when(pl.col("declared") <= pl.col("signed"))
        .then(pl.lit("declared"))
        .otherwise(own.otherwise(pl.lit("firm_of_kin")))
    )
