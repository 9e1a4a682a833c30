"""FN-04: public employees in firms, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import add, facts, outsider_number
from county.cases.exempt import EXEMPTED, covered, exempt
from county.cases.finance.firm_rows import (
    LEADING,
    firms_of_others,
    found,
    hand_over,
    join,
    officials,
    roles,
)
from county.cases.finance.staff_rows import CADRE, COMPANY, MEMBER
from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.namesakes import namesakes
from county.cases.payroll_rows import PAYROLL
from county.redeliver import as_it_was
from county.world import NOBODY, World

RULE = "FN-04"
DATASETS = (CADRE, COMPANY, MEMBER)
BOUND = ("公务员", "参公", "事业在编", "国企管理人员")
VILLAGE, LIMITED = "村(社区)干部", "有限责任公司"
COOPERATIVE, LISTED = "农民专业合作社", "股份有限公司（上市）"
STATE = "有限责任公司（国有独资）"
HANDOVER = timedelta(days=90)
FEW, LEADER = 10, "章闻道"
FOUNDED, LEFT_ON, HANDED_ON = date(2025, 8, 4), date(2026, 2, 28), date(2026, 8, 20)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _leads(world: World, draw: Draw, wanted: int) -> int:
    """Let officials lead a firm founded years ago."""
    people = officials(world, draw, wanted)
    for person in people:
        found(world, person, founded_on=FOUNDED)
    return len(people)


def _led_until_lately(world: World, draw: Draw, wanted: int) -> int:
    """Let officials lead a firm that by November somebody from elsewhere leads."""
    people = officials(world, draw, wanted)
    for person in people:
        hand_over(world, _of_a_stranger(world, person), person, HANDED_ON)
    return len(people)


def _of_a_stranger(world: World, person: int) -> str:
    """Enter a firm that by November somebody from elsewhere leads."""
    return found(
        world,
        person,
        legal_representative=LEADER,
        legal_representative_id_number=outsider_number(world, person),
        legal_representative_person=NOBODY,
        founded_on=FOUNDED,
    )


def _took_over(world: World, draw: Draw, wanted: int) -> int:
    """Let people who left their post in February lead a firm since summer."""
    people = draw.take(_at_leisure(world), 2 * wanted)
    pairs = list(zip(people[::2], people[1::2], strict=False))
    for former, owner in pairs:
        row = facts(world, former)
        post = {name: row[name] for name in ("person_name", "id_number", "person")}
        term = {"appointed_on": date(2019, 3, 1), "removed_on": LEFT_ON}
        unit = {"unit_name": "云溪县供销合作社", "identity": "事业在编"}
        add(world, CADRE, [{**post, **term, **unit, "position": "职员"}])
        hand_over(world, found(world, former, founded_on=FOUNDED), owner, HANDED_ON)
    return len(pairs)


def _at_leisure(world: World) -> list[int]:
    """Return who has to do with no firm, post or pay."""
    people = living(world, youngest=30, oldest=59)
    busy = (COMPANY, MEMBER, CADRE, PAYROLL, "relief/dibao_member")
    return outside(world, people, *busy)["person"].to_list()


def _exempted(world: World, draw: Draw, wanted: int) -> int:
    """Let officials lead a firm by leave of a document."""
    people = officials(world, draw, wanted)
    exempt(world, RULE, people)
    for person in people:
        found(world, person, founded_on=FOUNDED)
    return len(people)


def _holds(world: World, draw: Draw, wanted: int) -> int:
    """Let officials join the shareholders of an open firm while in post."""
    people = officials(world, draw, wanted)
    codes = firms_of_others(world, people, LIMITED)
    day = date(2025, 9, 8)
    for person, code in zip(people, codes, strict=False):
        join(world, person, code, "股东", joined_on=day, share_ppm=350_000)
    return min(len(people), len(codes))


def _manages(world: World, draw: Draw, wanted: int) -> int:
    """Let officials manage somebody else's firm."""
    people = officials(world, draw, wanted)
    codes = firms_of_others(world, people, LIMITED)[wanted:]
    for person, code in zip(people, codes, strict=False):
        join(world, person, code, "经理", joined_on=date(2025, 10, 9))
    return min(len(people), len(codes))


def _left_before(world: World, draw: Draw, wanted: int) -> int:
    """Let officials have closed their firm before they were appointed."""
    people = officials(world, draw, wanted)
    for person in people:
        found(
            world,
            person,
            founded_on=date(2003, 4, 1),
            cancelled_on=date(2004, 2, 3),
            status="注销",
        )
    return len(people)


def _hands_over(world: World, draw: Draw, wanted: int) -> int:
    """Let officials leave a firm within weeks of their appointment."""
    people = officials(world, draw, wanted)
    codes = firms_of_others(world, people, LIMITED)[2 * wanted :]
    appointed = dict(world.tables[CADRE].select("person", "appointed_on").iter_rows())
    for person, code in zip(people, codes, strict=False):
        day = appointed[person]
        left = day + timedelta(days=40)
        join(world, person, code, "股东", joined_on=date(2001, 1, 1), left_on=left)
    return min(len(people), len(codes))


def _overseer(world: World, draw: Draw, wanted: int) -> int:
    """Let officials be mere supervisors of a firm."""
    people = officials(world, draw, wanted)
    codes = firms_of_others(world, people, LIMITED)[3 * wanted :]
    for person, code in zip(people, codes, strict=False):
        join(world, person, code, "监事")
    return min(len(people), len(codes))


def _cooperative(world: World, draw: Draw, wanted: int) -> int:
    """Let village cadres lead a cooperative."""
    people = officials(world, draw, wanted, VILLAGE)
    for person in people:
        found(world, person, company_kind=COOPERATIVE)
    return len(people)


def _sent(world: World, draw: Draw, wanted: int) -> int:
    """Send officials to lead a firm of the state."""
    people = officials(world, draw, wanted)
    for person in people:
        found(world, person, company_kind=STATE, founded_on=date(2025, 8, 4))
    return len(people)


def _listed(world: World, draw: Draw, wanted: int) -> int:
    """Let officials hold shares of a listed company that somebody else leads."""
    people = officials(world, draw, wanted + 1)
    if not people:
        return 0
    code = found(
        world,
        people[0],
        company_kind=LISTED,
        legal_representative=LEADER,
        legal_representative_id_number=outsider_number(world, people[0]),
        legal_representative_person=NOBODY,
    )
    for person in people[1:]:
        join(world, person, code, "股东", joined_on=date(2025, 9, 1), share_ppm=300)
    return len(people) - 1


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date lead a firm."""
    people = officials(world, draw, wanted)
    for person in people:
        number = outsider_number(world, person)
        found(
            world,
            person,
            legal_representative_id_number=number,
            legal_representative_person=NOBODY,
        )
    return len(people)


PLANTERS: tuple[Planter, ...] = (_leads, _holds, _manages, _led_until_lately)
INNOCENTS: tuple[Planter, ...] = (
    _exempted,
    _took_over,
    _left_before,
    _hands_over,
    _overseer,
    _cooperative,
    _sent,
    _listed,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return which officials had a part in a firm while in post, and who only seems."""
    cadre = as_it_was(world, CADRE).select(
        "person", "identity", "appointed_on", ended=_ended()
    )
    acts = cadre.join(roles(world), on="person").with_columns(reason=_reason())
    acts = acts.with_columns(leads=pl.col("kinds").list.set_intersection(LEADING))
    leads = pl.col("leads").list.len() > 0
    acts = acts.with_columns(
        first=pl.max_horizontal("since", "appointed_on"),
        last=pl.min_horizontal("until", "ended"),
    )
    spared = covered(world, RULE, acts, "first", "last") & acts["reason"].is_null()
    exempted = acts.filter(spared).select("person", mechanism=pl.lit(EXEMPTED))
    acts = acts.filter(~spared)
    wrong = acts.filter(pl.col("reason").is_null()).select(
        "person",
        mechanism=pl.when("is_gone")
        .then(pl.lit("led_until_lately"))
        .when(leads)
        .then(pl.lit("leads"))
        .otherwise(pl.lit("holds_shares")),
    )
    innocent = acts.drop_nulls("reason").select("person", mechanism="reason")
    kin = kinship(world).select("person", person_in_firm="relative")
    by_kin = cadre.join(kin, on="person").join(
        roles(world).rename({"person": "person_in_firm"}), on="person_in_firm"
    )
    near = by_kin.select("person", mechanism=pl.lit("relative_in_firm")).unique()
    alike = [exempted, innocent, _namesakes(world), few(near, FEW)]
    return labels(RULE, [wrong], alike)


def _ended() -> pl.Expr:
    return pl.col("removed_on").fill_null(date(2099, 1, 1))


def _reason() -> pl.Expr:
    """Return why an official's part in a firm is in order, or null."""
    part = pl.col("kinds").list.set_difference(["监事", "成员"]).list.len() > 0
    together = (pl.col("since") <= pl.col("ended")) & (
        pl.col("until") >= pl.col("appointed_on")
    )
    return (
        pl.when(~pl.col("identity").is_in(BOUND))
        .then(pl.lit("village_cadre"))
        .when(~part)
        .then(pl.lit("supervisor_only"))
        .when(~together & pl.col("is_next"))
        .then(pl.lit("took_over_after_leaving"))
        .when(~together)
        .then(pl.lit("left_before"))
        .when(pl.col("until") <= pl.col("appointed_on") + HANDOVER)
        .then(pl.lit("hands_over"))
        .when(pl.col("company_kind") == STATE)
        .then(pl.lit("firm_of_the_state"))
        .when(pl.col("company_kind") == LISTED)
        .then(pl.lit("listed_shares"))
    )


def _namesakes(world: World) -> pl.DataFrame:
    leaders = world.tables[COMPANY].select(
        person="legal_representative_person",
        person_name="legal_representative",
        id_number="legal_representative_id_number",
    )
    cadre = world.tables[CADRE].join(leaders, on="person", how="anti")
    return namesakes(cadre, leaders).with_columns(mechanism=pl.lit("namesake"))
