"""Disability certificates: everyone whom relief calls disabled, and others."""

from dataclasses import replace

import numpy as np
import polars as pl

from county.calendar_days import moved
from county.card_spells import card_months
from county.drawing import choose, dates, days_of, identity, pick
from county.extract import Extract
from county.file import File, register_file
from county.households import Bools, Days, Ints
from county.layouts import Layout, columns_of
from county.livelihood import closing
from county.offices import DISABLED
from county.world import World, first_month, today

PATH = "registry/disability_certificate"
SHARE, YEARS, REISSUED_SHARE, LEFT_SHARE = 0.04, 10, 0.05, 0.01
LIFE, CARE = "困难残疾人生活补贴", "重度残疾人护理补贴"
CLASSES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
GRADES = ("一级", "二级", "三级", "四级")
CLASS_SHARES = (0.14, 0.12, 0.02, 0.5, 0.1, 0.09, 0.03)
GRADE_SHARES = (0.004, 0.016, 0.44, 0.54)  # of those whose care nobody pays
SEVERE, MIND = 2, (4, 5)  # the first two grades; the classes of the mind
TODAY, BEGIN = np.datetime64(today, "D"), np.datetime64(first_month, "D")
LAYOUT = Layout(
    title="残疾人证办理信息",
    columns=columns_of(
        ":+序号 town:乡镇街道 village:村居 person_name:残疾人姓名 "
        "id_number:公民身份号码 certificate_number:残疾人证号 "
        "disability_class:残疾类型 disability_grade:残疾级别 issued_on:签发日期 "
        "valid_until:有效期止 status:残疾证状态 cancelled_on:注销日期 "
        "cancel_reason:注销类型 :+签发机关"
    ),
    titles=("云溪县残疾人证信息查询", "导出单位：云溪县残疾人联合会"),
    footers=("制表人：",),
    days="%Y%m%d",
    codes={
        "status": {"有效": "正常", "过期": "到期未换"},
        "disability_class": {
            "肢体": "肢体残疾",
            "视力": "视力残疾",
            "精神": "精神残疾",
        },
        "cancel_reason": {"死亡": "死亡注销"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("disability certificates")
    known = _grades_in_relief(world)
    people = _holders(world, known["person"].to_numpy().astype(np.int64), stream)
    rows = pl.DataFrame({"person": people}).join(
        known.cast({"person": pl.Int64}), on="person", how="left", maintain_order="left"
    )
    severe, aided = (
        rows[name].fill_null(value=False).to_numpy() for name in ("severe", "aided")
    )
    grade = stream.choice(len(GRADES), size=len(people), p=GRADE_SHARES)
    grade = np.where(severe, stream.integers(0, SEVERE, len(people)), grade)
    stated = rows["grade"].replace_strict(list(GRADES), [0, 1, 2, 3], default=None)
    grade = stated.fill_null(pl.Series(grade)).to_numpy()
    kind = stream.choice(len(CLASSES), size=len(people), p=CLASS_SHARES)
    mild = severe & (grade >= SEVERE)  # the care of these is paid for the mind only
    kind = np.where(mild, stream.choice(MIND, size=len(people)), kind)
    digits = pl.Series(kind + 1).cast(pl.String) + pl.Series(grade + 1).cast(pl.String)
    again = pick(
        ("", "B1"), (stream.random(len(kind)) < REISSUED_SHARE).astype(np.int64)
    )
    facts = identity(world, people, "town", "village").with_columns(
        pick(CLASSES, kind).alias("disability_class"),
        pick(GRADES, grade).alias("disability_grade"),
        (pl.col("id_number") + digits + again).alias("certificate_number"),
        *_course(world, people, aided, stream),
    )
    world.append(PATH, facts)


def _grades_in_relief(world: World) -> pl.DataFrame:
    """Return person, grade (if relief states it), severe (care is paid), aided."""
    members = world.tables["relief/dibao_member"].filter(pl.col("is_disabled") == "是")
    care = card_months(world, CARE)["person"].unique()
    life = card_months(world, LIFE)["person"].unique()
    stated = members.select("person", grade="disability_grade").unique(
        "person", keep="first", maintain_order=True
    )
    people = pl.concat([stated["person"], care, life]).unique().sort()
    return (
        pl.DataFrame({"person": people})
        .join(stated, on="person", how="left", maintain_order="left")
        .with_columns(
            severe=pl.col("person").is_in(care.implode()),
            aided=pl.lit(value=True),
        )
    )


def _holders(world: World, known: Ints, stream: np.random.Generator) -> Ints:
    born = days_of(world, "birth_on")
    died = days_of(world, "died_on")
    recent = np.isnat(died) | (died > np.datetime64("2022-01-01"))
    pool = np.flatnonzero(recent & (born < np.datetime64("2022-01-01")))
    pool = np.setdiff1d(pool, known)
    more = choose(stream, pool, world.people * SHARE - len(known))
    return np.sort(np.concatenate([known, more]))


def _course(
    world: World, people: Ints, aided: Bools, stream: np.random.Generator
) -> list[pl.Series]:
    """Return the days of issue, expiry and end, the state and why it ended."""
    count = len(people)
    died = days_of(world, "died_on")[people]
    born = days_of(world, "birth_on")[people]
    last: Days = np.where(np.isnat(died), TODAY, died)
    age = stream.integers(400, np.where(aided, 3200, 4300))
    first = np.minimum(moved(born, np.full(count, 60)), BEGIN)
    issued: Days = np.maximum(moved(last, -age), first)
    until = moved(issued, np.full(count, YEARS * 365))
    left = (stream.random(count) < LEFT_SHARE) & np.isnat(died) & ~aided
    gone: Days = np.where(left, moved(last, -stream.integers(20, 380, count)), died)
    wait = stream.integers(3, 25, count) * ~np.isnat(died)
    state = np.where(np.isnat(gone), (until < TODAY).astype(np.int64), 2)
    reason = np.where(np.isnat(died), stream.integers(0, 2, count), 2)
    reasons = pick(("迁出", "本人放弃", "死亡"), reason)
    ended = pl.Series(~np.isnat(gone))
    return [
        dates(issued).alias("issued_on"),
        dates(until).alias("valid_until"),
        pick(("有效", "过期", "注销"), state).alias("status"),
        dates(moved(gone, wait)).alias("cancelled_on"),
        pl.select(pl.when(ended).then(reasons)).to_series().alias("cancel_reason"),
    ]


def _files() -> list[File]:
    file = register_file(PATH, DISABLED, "残疾人证信息.xls", LAYOUT)
    return [replace(file, archive="残疾人证信息.zip")]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    care=0.5,
    on_death=closing(PATH, "cancelled_on", status="注销", cancel_reason="死亡"),
)
