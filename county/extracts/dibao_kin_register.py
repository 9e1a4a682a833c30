"""The register of relatives of officials and cadres who receive the allowance."""

import numpy as np
import polars as pl

from county.calendar_days import days_in, moved
from county.drawing import dates
from county.extract import Desk, Extract
from county.family_ties import near_kin
from county.file import CIVIL, File, register_file
from county.layouts import Layout, columns_of
from county.livelihood import closing
from county.world import World

PATH = "relief/dibao_kin_register"
MEMBERS, HOUSEHOLDS = "relief/dibao_member", "relief/dibao_household"
DESKS = ("relief/dibao_payment", HOUSEHOLDS, PATH)
CADRE, FURTHER, DECLARED_SHARE, LEAST = "村干部", "其他亲属", 0.0002, 2
LAYOUT = Layout(
    title="近亲属享受低保备案表",
    columns=columns_of(
        ":+序号 town:乡(镇) village:村(居) officer_name:备案干部姓名 "
        "officer_id_number:备案干部身份证号 officer_unit:干部单位 officer_post:岗位 "
        "person_name:享受低保人员姓名 id_number:享受低保人员身份证号 "
        "relation:与干部关系 certificate_number:低保证编号 registered_on:备案时间 "
        "removed_on:解除时间 accepted_by:登记人 reviewed_by:审核人 "
        "approved_by:审批人 :+承诺书"
    ),
    titles=("云溪县经办人员和村（居）委会成员近亲属享受低保备案表", ""),
    footers=("填报单位：（盖章）",),
    days="%Y年%m月%d日",
)


def _fill(world: World) -> None:
    stream = world.generator("declared kin")
    officers = _officers(world)
    members = world.tables[MEMBERS].select(
        *("person", "person_name", "id_number", "certificate_number", "first_for"),
        *("town", "village"),
    )
    pairs = near_kin(world, officers["person"]).select(
        officer_person="person", person="kin_person", relation="kin_relation"
    )
    near = members.join(pairs, on="person", how="inner", maintain_order="left")
    further = _declared(world, members, officers, stream)
    rows = pl.concat([near, further]).unique(
        ["person", "officer_person"], keep="first", maintain_order=True
    )
    rows = rows.join(
        officers.rename({"person": "officer_person"}),
        on="officer_person",
        how="left",
        maintain_order="left",
    )
    before = stream.integers(5, 25, rows.height)
    day = moved(days_in(rows["first_for"]), -before)
    rows = rows.drop("first_for").with_columns(dates(day).alias("registered_on"))
    world.append(PATH, world.handled(PATH, rows.sort("person", "officer_person")))


def _officers(world: World) -> pl.DataFrame:
    """Return those who must declare: cadres of villages, and who handles it."""
    desks = world.officials.filter(pl.col("path").is_in(DESKS))
    seats = [
        desks.select(person=f"{role}_person", officer_post=pl.lit(post))
        for role, post in (
            ("accepted", "经办"),
            ("reviewed", "审核"),
            ("approved", "审批"),
        )
    ]
    payroll = world.tables["finance/staff_payroll"]
    cadres = payroll.filter(pl.col("staff_type") == CADRE)
    posts = [cadres.select("person", officer_post=pl.lit("村（社区）干部")), *seats]
    people = pl.concat(posts).unique("person", keep="first", maintain_order=True)
    units = payroll.unique("person", keep="last", maintain_order=True)
    facts = world.persons.select(
        "person", officer_name="person_name", officer_id_number="id_number"
    )
    return (
        people.join(facts, on="person", how="left", maintain_order="left")
        .join(
            units.select("person", officer_unit="unit_name"),
            on="person",
            how="left",
            maintain_order="left",
        )
        .sort("person")
    )


def _declared(
    world: World,
    members: pl.DataFrame,
    officers: pl.DataFrame,
    stream: np.random.Generator,
) -> pl.DataFrame:
    """Return a few whom cadres declared though the rules do not ask for it."""
    count = max(LEAST, round(world.people * DECLARED_SHARE))
    cadres = officers.filter(pl.col("officer_post") == "村（社区）干部")["person"]
    drawn = members[stream.choice(members.height, size=count, replace=False)]
    who = stream.integers(0, len(cadres), count)
    return drawn.with_columns(
        cadres.gather(who).alias("officer_person"),
        pl.lit(FURTHER).alias("relation"),
    )


def _files() -> list[File]:
    return [register_file(PATH, CIVIL, "近亲属享受低保备案表.xls", LAYOUT)]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(HOUSEHOLDS,),
    desk=Desk.TOWNS,
    on_death=closing(PATH, "removed_on"),
)
