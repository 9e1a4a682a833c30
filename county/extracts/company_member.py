"""Partners and officers of companies: the legal representative, and others."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import days_of
from county.extract import Extract
from county.file import MARKET, File, register_file
from county.households import Bools, Ints
from county.layouts import Layout, columns_of
from county.livelihood import at_home, homes_of
from county.registration import presupposed
from county.relatives import outsiders, staff_and_kin
from county.world import NOBODY, World

PARTNER_SHARE, SPOUSE_SHARE, OVERSEER_SHARE = 0.6, 0.5, 0.5
WHOLE = 1_000_000
CAPITALS = (10, 20, 50, 100, 200, 500)
FIRST_KIND = {
    "个体工商户": "经营者",
    "有限责任公司": "法定代表人",
    "农民专业合作社": "法定代表人",
}

LAYOUT = Layout(
    title="企业股东及主要人员信息",
    columns=columns_of(
        "credit_code:企业信用代码 organisation_name:市场主体名称 person_name:人员姓名 "
        "id_number:股东证件号码 member_kind:人员类型 share_ppm:持股比例 "
        "subscribed_fen:认缴出资（万元） joined_on:任职起始日期 left_on:任职终止日期 "
        "phone:联系方式 :+国籍"
    ),
    titles=("云溪县市场主体股东及主要人员信息",),
    codes={
        "member_kind": {"经营者": "个体经营者", "监事": "监事", "股东": "自然人股东"}
    },
)


def name_members(world: World) -> None:
    """Fill registry/company_member; nobody but the leader stands in two companies."""
    stream = world.generator("registry/company_member")
    companies = world.tables["registry/company"]
    limited = (companies["company_kind"] == "有限责任公司").to_numpy()
    count = companies.height
    shared = limited & (stream.random(count) < PARTNER_SHARE)
    whole = stream.integers(51, 91, count) * 10_000
    share = np.where(shared, whole, WHOLE)
    capital = np.array(CAPITALS)[stream.integers(0, len(CAPITALS), count)]
    companies = companies.select(
        "credit_code",
        "organisation_name",
        "founded_on",
        "company_kind",
        "legal_representative_person",
        pl.Series("share_ppm", share.astype(np.int32)),
        pl.Series("capital", capital * 1_000_000),
    )
    leaders = _leaders(companies)
    partner, overseer = _others(world, companies, shared, stream)
    watched = limited & (stream.random(count) < OVERSEER_SHARE)
    parts = [
        leaders,
        _members(companies, partner, shared, "股东").with_columns(
            (WHOLE - pl.col("share_ppm")).alias("share_ppm")
        ),
        _members(companies, overseer, watched, "监事").with_columns(
            pl.lit(None, dtype=pl.Int32).alias("share_ppm")
        ),
    ]
    world.append("registry/company_member", _named(world, pl.concat(parts)))


def _leaders(companies: pl.DataFrame) -> pl.DataFrame:
    return companies.with_columns(
        pl.col("legal_representative_person").alias("person"),
        pl.col("company_kind").replace(FIRST_KIND).alias("member_kind"),
    )


def _members(
    companies: pl.DataFrame, people: Ints, chosen: Bools, kind: str
) -> pl.DataFrame:
    return companies.with_columns(
        pl.Series("person", people).cast(pl.Int32),
        pl.lit(kind).alias("member_kind"),
    ).filter(pl.Series(chosen) & (pl.col("person") >= 0))


def _others(
    world: World,
    companies: pl.DataFrame,
    shared: Bools,
    stream: np.random.Generator,
) -> tuple[Ints, Ints]:
    """Return partner and overseer of each company: the spouse, or someone apart."""
    leader = companies["legal_representative_person"].to_numpy()
    poor = at_home(world, homes_of(world, presupposed(world)["person"].to_numpy()))
    pool = np.setdiff1d(outsiders(world), leader)
    pool = pool[~poor[pool]]
    stream.shuffle(pool)
    need = 2 * len(leader)
    free = np.full(need, NOBODY, dtype=np.int64)
    free[: min(need, len(pool))] = pool[:need]
    partner, overseer = free[: len(leader)], free[len(leader) :]
    spouse = world.persons["spouse"].to_numpy()[leader].astype(np.int64)
    alive = np.isnat(days_of(world, "died_on"))
    far = alive & ~staff_and_kin(world)
    wed = (spouse >= 0) & far[np.maximum(spouse, 0)] & (~np.isin(spouse, leader))
    with_spouse = wed & shared & (stream.random(len(leader)) < SPOUSE_SHARE)
    partner = np.where(with_spouse, spouse, partner)
    overseer = np.where(np.isin(overseer, partner), NOBODY, overseer)
    return _once(partner, shared), overseer


def _once(people: Ints, chosen: Bools) -> Ints:
    """Return the people with later repetitions taken out."""
    frame = pl.DataFrame({"person": people, "chosen": chosen})
    first = frame.select(
        ~pl.col("chosen") | pl.col("person").is_first_distinct().over("chosen")
    ).to_series()
    return np.where(first.to_numpy(), people, NOBODY)


def _named(world: World, rows: pl.DataFrame) -> pl.DataFrame:
    person = rows["person"].cast(pl.Int64)
    found = world.persons.select("person_name", "id_number", "phone")[person]
    return rows.hstack(found).select(
        "credit_code",
        "organisation_name",
        "person",
        "person_name",
        "id_number",
        "phone",
        "member_kind",
        "share_ppm",
        (pl.col("capital") * pl.col("share_ppm") // WHOLE).alias("subscribed_fen"),
        pl.col("founded_on").alias("joined_on"),
    )


def _files() -> Iterator[File]:
    yield register_file(
        "registry/company_member", MARKET, "企业股东及主要人员.xlsx", LAYOUT
    )


EXTRACT = Extract(
    path="registry/company_member", fill=name_members, files=_files, care=0.5
)
