"""The two subsidies to the disabled: what the card paid to holders of certificates."""

from collections.abc import Iterator
from functools import partial

import polars as pl

from county.card_spells import card_months, half_years, shorten
from county.extract import Desk, Extract
from county.extracts.disability_certificate import CARE, LIFE
from county.file import File, half_year_files
from county.layouts import PAID, Layout, columns_of
from county.offices import DISABLED
from county.world import World

PATH = "relief/disability_subsidy"
CERTIFICATES = "registry/disability_certificate"
SEVERE, MIND = ("一级", "二级"), ("智力", "精神")
LAYOUT = Layout(
    title="残疾人两项补贴发放明细",
    columns=columns_of(
        ":+序号 town:乡(镇) village:村(居) person_name:享受人姓名 "
        "id_number:残疾人身份证号 certificate_number:残疾人证号 "
        "disability_class:残疾类别 disability_grade:残疾等级 subsidy_kind:补贴类型 "
        "paid_for:补贴所属期 standard_fen:月标准 amount_fen:发放金额（元） "
        "account_name:开户人 account_number:一卡通账号 paid_on:打卡日期 "
        "payment_result:发放情况 accepted_by:经办人 reviewed_by:复核人 "
        "approved_by:审批人 :+备注"
    ),
    titles=("云溪县残疾人两项补贴发放明细表", "单位：元"),
    footers=("合计", "审核：          制表："),
    money="comma",
    days="slash",
    codes={
        "subsidy_kind": {"生活补贴": LIFE, "护理补贴": CARE},
        "disability_grade": {
            "一级": "1级",
            "二级": "2级",
            "三级": "3级",
            "四级": "4级",
        },
        "payment_result": PAID,
    },
)


def _fill(world: World) -> None:
    certificates = world.tables[CERTIFICATES].select(
        *("person", "person_name", "id_number", "certificate_number"),
        *("disability_class", "disability_grade", "issued_on", "valid_until"),
        *("town", "village"),
    )
    parts = [
        _paid(
            world, certificates, "生活补贴", _in_dibao(world, card_months(world, LIFE))
        ),
        _paid(world, certificates, "护理补贴", card_months(world, CARE)),
    ]
    world.append(PATH, world.handled(PATH, pl.concat(parts).sort("person", "paid_for")))


def _in_dibao(world: World, months: pl.DataFrame) -> pl.DataFrame:
    """Return the months in which the person's allowance had begun and not stopped."""
    members = world.tables["relief/dibao_member"].select(
        "person", "first_for", "stopped_on"
    )
    joined = months.join(members, on="person", how="inner", maintain_order="left")
    begun = pl.col("first_for") <= pl.col("paid_for")
    holds = pl.col("stopped_on").is_null() | (
        pl.col("paid_for") <= pl.col("stopped_on")
    )
    return joined.filter(begun & holds).select(months.columns)


def _paid(
    world: World, certificates: pl.DataFrame, kind: str, months: pl.DataFrame
) -> pl.DataFrame:
    needs = pl.col("disability_grade").is_in(SEVERE) | pl.col("disability_class").is_in(
        MIND
    )
    held = certificates.filter(needs) if kind == "护理补贴" else certificates
    valid = months.join(held, on="person", how="inner", maintain_order="left").filter(
        (pl.col("issued_on") <= pl.col("paid_for"))
        & (pl.col("valid_until") >= pl.col("paid_for").dt.month_end())
    )
    spells = half_years(valid.select(months.columns), world.generator(f"two/{kind}"))
    joined = spells.join(held, on="person", how="inner", maintain_order="left")
    return joined.drop("issued_on", "valid_until").with_columns(
        pl.lit(kind).alias("subsidy_kind")
    )


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=DISABLED,
        folder="残疾人两项补贴",
        name="残疾人两项补贴（{half}半年）.xlsx",
        layout=LAYOUT,
        sheet_by="subsidy_kind",
    )
    return half_year_files(file, "paid_for")


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(CERTIFICATES,),
    desk=Desk.TOWNS,
    ends="paid_for",
    on_death=partial(shorten, path=PATH),
)
