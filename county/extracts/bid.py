"""Bids of strangers, each from an office, a computer and an account of its own.

The lawful exception is the exchange centre's own address, from which some upload.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, serials
from county.extract import Extract
from county.file import File, register_file
from county.households import Ints
from county.layouts import Layout, columns_of
from county.purchases import supplier_columns
from county.relatives import outsiders
from county.workdays import workdays_later
from county.world import NOBODY, World

PATH, EXCHANGE = "finance/bid", "县公共资源交易中心"
MOST_BIDDERS = 7
CENTRE_IP, CENTRE_SHARE = "172.31.255.8", 0.15
CLERK_SHARE, LETTER_SHARE = 0.4, 0.2
BOND_MILLI, MAIL = 15, "@mail.example"

LAYOUT = Layout(
    title="投标明细",
    columns=columns_of(
        "project_number:招标编号 section_number:标段 "
        "bidder_credit_code:投标单位信用代码 bidder_name:投标单位名称 "
        "project_name:招标项目名称 price_fen:投标总价 "
        "score_milli:综合得分 rank:评标排名 is_winner:是否成交 opened_on:开标时间 "
        "contact_name:授权代表 contact_phone:联系电话 contact_email:联系邮箱 "
        "bid_ip:上传IP bid_mac:网卡MAC "
        "file_author:文件创建人 lock_number:CA锁号 bond_kind:保证金方式 "
        "bond_fen:投标保证金 bond_account_number:保证金账号 "
        "bond_account_name:保证金缴纳单位 bond_paid_on:保证金到账日期 "
        "manager_name:项目经理 manager_id_number:项目经理身份证号 is_rejected:废标标志 "
        ":+开标室"
    ),
    titles=("云溪县公共资源交易中心投标（响应）情况明细表",),
    days="%Y-%m-%d",
    codes={
        "is_winner": {"是": "成交", "否": "未成交"},
        "is_rejected": {"否": "有效"},
        "bond_kind": {"转账": "银行转账", "保函": "银行保函"},
    },
)


def bid(world: World) -> None:
    """Fill finance/bid: the winner of each project and its rivals."""
    stream = world.generator(PATH)
    projects = world.tables["finance/procurement_project"]
    counts = projects["bidder_count"].to_numpy()
    project = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(project)) - (np.cumsum(counts) - counts)[project]
    bidder = _rivals(world, projects, project, place, stream)
    rows = projects[project].select(
        "project_number",
        "section_number",
        "project_name",
        "project_kind",
        "opened_on",
        *supplier_columns(world, bidder, "bidder_name", "bidder_credit_code"),
        (pl.col("budget_fen") * BOND_MILLI // 1000).alias("bond_fen"),
        pl.Series("rank", (place + 1).astype(np.int32)),
        pl.Series("price_fen", _prices(projects, project, place, stream)),
    )
    rows = rows.with_columns(
        *_people(world, bidder, rows["project_kind"], stream),
        *_machines(bidder, stream),
        ("gys" + pl.Series(bidder + 10_001).cast(pl.String) + MAIL).alias(
            "contact_email"
        ),
        *_bonds(world, rows, bidder, stream),
        (pl.col("price_fen").first().over("project_number") * 100_000)
        .floordiv("price_fen")
        .alias("score_milli"),
        pl.Series(["是", "否"]).gather(np.minimum(place, 1)).alias("is_winner"),
        pl.lit("否").alias("is_rejected"),
    )
    rows = rows.with_columns(pl.col("contact_name").alias("file_author"))
    world.append(PATH, rows.drop("project_kind"))


def _rivals(
    world: World,
    projects: pl.DataFrame,
    project: Ints,
    place: Ints,
    stream: np.random.Generator,
) -> Ints:
    """Return the supplier of each bid: the winner first, then others, all different."""
    codes = world.tables["finance/supplier"].select("supplier_credit_code")
    size = codes.height
    number = codes.with_row_index("number")
    winner = projects.join(
        number,
        left_on="winner_credit_code",
        right_on="supplier_credit_code",
        how="left",
        maintain_order="left",
    )["number"].to_numpy()
    widest = max(1, (size - 1) // MOST_BIDDERS)  # so that nobody comes round twice
    step = stream.integers(1, widest + 1, projects.height)
    return (winner[project].astype(np.int64) + place * step[project]) % size


def _prices(
    projects: pl.DataFrame, project: Ints, place: Ints, stream: np.random.Generator
) -> Ints:
    """Return prices that rise from the award towards the budget, by uneven steps."""
    award = projects["award_fen"].to_numpy()[project]
    room = projects["budget_fen"].to_numpy()[project] - award
    count = projects["bidder_count"].to_numpy()[project].astype(np.int64)
    part = (
        place
        * (place + 1)
        / (count * (count + 1))
        * stream.uniform(0.85, 1.15, len(place))
    )
    price: Ints = award + (room * part).astype(np.int64) // 100 * 100
    return price


def _people(
    world: World, bidder: Ints, kind: pl.Series, stream: np.random.Generator
) -> list[pl.Series]:
    """Return contact and, for works, manager: each supplier has people of its own."""
    suppliers = world.tables["finance/supplier"]
    leaders = suppliers["legal_representative_person"].to_numpy()
    pool = np.setdiff1d(outsiders(world), leaders)
    stream.shuffle(pool)
    own = pool[np.arange(2 * len(leaders)) % len(pool)]
    clerk = stream.random(len(leaders)) < CLERK_SHARE
    contact = np.where(clerk, own[: len(leaders)], leaders)[bidder].astype(np.int64)
    manager = own[len(leaders) :][bidder]
    works = (kind == "工程").to_numpy()
    persons = world.persons
    nobody = pl.Series([None] * len(bidder), dtype=pl.String)
    return [
        persons["person_name"].gather(contact).alias("contact_name"),
        persons["phone"].gather(contact).alias("contact_phone"),
        *(
            persons[column]
            .gather(manager)
            .zip_with(pl.Series(works), nobody)
            .alias(name)
            for column, name in (
                ("person_name", "manager_name"),
                ("id_number", "manager_id_number"),
            )
        ),
        pl.Series("manager_person", np.where(works, manager, NOBODY)),
    ]


def _machines(bidder: Ints, stream: np.random.Generator) -> list[pl.Series]:
    """Return address, card and key of the computer on which a bid was made."""
    at_centre = stream.random(len(bidder)) < CENTRE_SHARE
    own = [f"172.{16 + n // 65_536}.{n // 256 % 256}.{n % 256}" for n in bidder + 1]
    address = pl.Series(np.where(at_centre, CENTRE_IP, own).tolist(), dtype=pl.String)
    cards = [f"3C-52-{n >> 16:02X}-{n >> 8 & 255:02X}-{n & 255:02X}-1B" for n in bidder]
    return [
        address.alias("bid_ip"),
        pl.Series("bid_mac", cards, dtype=pl.String),
        serials("CA42", bidder * 31 + 5_001, 8).alias("lock_number"),
    ]


def _bonds(
    world: World, rows: pl.DataFrame, bidder: Ints, stream: np.random.Generator
) -> list[pl.Series]:
    letter = pl.Series(stream.random(len(bidder)) < LETTER_SHARE)
    account = world.tables["finance/supplier"]["account_number"].gather(bidder)
    nothing = pl.Series([None] * len(bidder), dtype=pl.String)
    opened = rows["opened_on"].to_numpy().astype("datetime64[D]")
    paid = workdays_later(opened, -stream.integers(1, 4, len(bidder)))
    kind = letter.replace_strict({True: "保函", False: "转账"}, return_dtype=pl.String)
    return [
        kind.alias("bond_kind"),
        nothing.zip_with(letter, account).alias("bond_account_number"),
        nothing.zip_with(letter, rows["bidder_name"]).alias("bond_account_name"),
        dates(paid).alias("bond_paid_on"),
    ]


def _files() -> Iterator[File]:
    yield register_file(PATH, EXCHANGE, "投标明细.xlsx", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=bid,
    files=_files,
    after=("finance/supplier", "finance/procurement_project"),
    care=0.5,
)
