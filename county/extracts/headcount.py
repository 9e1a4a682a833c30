"""Posts of every unit: never fewer than the people it pays in any month."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from county.extract import Extract
from county.file import STAFFING, File, register_file
from county.layouts import Layout, columns_of
from county.world import World, last_month

PATH = "finance/headcount"
AS_OF = date(2026, 10, 31)
GROUPS = {
    "公务员": "administrative_posts",
    "参公": "administrative_posts",
    "事业在编": "public_posts",
    "工勤": "worker_posts",
}
TEMPORARY = ("临聘", "公益性岗位", "辅警", "三支一扶")
SPARE = (4, 9)  # posts that are free
KINDS = (("公司", "企业"), ("局", "机关"), ("人民政府", "机关"), ("办公室", "机关"))

LAYOUT = Layout(
    title="机构编制使用情况",
    columns=columns_of(
        ":+序号 unit_code:单位代码 unit_name:机构名称 unit_kind:机构类型 "
        "administrative_posts:核定行政编制 public_posts:核定事业编制 "
        "worker_posts:机关工勤编制 approved_posts:编制总数 actual_count:实有在编人数 "
        "leader_posts:核定领导职数 leader_count:实配领导职数 temporary_count:编外人数 "
        "approval_number:三定文号 as_of_on:统计日期 :+内设机构数"
    ),
    titles=("云溪县机构编制使用情况统计表", "中共云溪县委编办"),
    footers=("合计",),
    days="%Y.%m.%d",
    codes={"unit_kind": {"机关": "党政机关", "事业": "事业单位"}},
)


def count_posts(world: World) -> None:
    """Fill finance/headcount: posts of each kind, with some to spare."""
    stream = world.generator(PATH)
    paid = world.tables["finance/staff_payroll"]
    units = world.tables["registry/unit"].select(
        "unit_code", unit_name="organisation_name"
    )
    count = units.height
    most = _most(paid, pl.col("staff_type").replace_strict(GROUPS, default=None))
    now = paid.filter(pl.col("paid_for") == last_month, pl.col("left_on").is_null())
    actual = now.filter(pl.col("staff_type").is_in(list(GROUPS)))
    others = now.filter(pl.col("staff_type").is_in(TEMPORARY))
    rows = units.join(most, on="unit_code", how="left", maintain_order="left")
    for name, frame in (("actual_count", actual), ("temporary_count", others)):
        counts = frame.group_by("unit_code").agg(
            pl.col("person").n_unique().alias(name)
        )
        rows = rows.join(counts, on="unit_code", how="left", maintain_order="left")
    kinds = sorted(set(GROUPS.values()))
    spare = pl.Series(stream.integers(*SPARE, count))
    rows = rows.with_columns(
        pl.col(*kinds, "actual_count", "temporary_count").fill_null(0)
    ).with_columns((pl.col("public_posts") + spare).alias("public_posts"))
    leaders = np.where(rows["unit_name"].str.contains("镇|乡").to_numpy(), 3, 5)
    world.append(
        PATH,
        rows.with_columns(
            pl.sum_horizontal(kinds).alias("approved_posts"),
            pl.Series("leader_posts", leaders),
            pl.Series("leader_count", leaders - stream.integers(0, 2, count)),
            ("云编发〔2019〕" + pl.col("unit_code") + "号").alias("approval_number"),
            pl.lit(AS_OF).alias("as_of_on"),
            _kind().alias("unit_kind"),
        ),
    )


def _most(paid: pl.DataFrame, kind: pl.Expr) -> pl.DataFrame:
    """Return for each unit the most people paid in one month, by kind of post."""
    monthly = (
        paid.with_columns(kind.alias("kind"))
        .filter(pl.col("kind").is_not_null())
        .group_by("unit_code", "kind", "paid_for")
        .agg(pl.col("person").n_unique().alias("people"))
    )
    most = monthly.group_by("unit_code", "kind").agg(pl.col("people").max())
    return most.pivot(
        on="kind", on_columns=sorted(set(GROUPS.values())), values="people"
    )


def _kind() -> pl.Expr:
    found: pl.Expr = pl.lit("事业")
    for end, kind in KINDS:
        found = (
            pl.when(pl.col("unit_name").str.ends_with(end))
            .then(pl.lit(kind))
            .otherwise(found)
        )
    return found


def _files() -> Iterator[File]:
    yield register_file(PATH, STAFFING, "机构编制使用情况.xlsx", LAYOUT)


EXTRACT = Extract(path=PATH, fill=count_posts, files=_files)
