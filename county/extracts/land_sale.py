"""Sales of land: half paid in a month, the rest in a year, then the certificate."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, pick, serials
from county.extract import Desk, Extract
from county.file import File, register_file
from county.layouts import Layout, columns_of
from county.purchases import draw_suppliers, supplier_columns
from county.workdays import workdays
from county.world import World, today

PATH, LAND = "finance/land_sale", "县自然资源局"
SHARE, LEAST = 0.0004, 8
USES, USE_YUAN = ("住宅", "商服", "工业", "仓储"), (3_200, 2_600, 260, 300)  # a m²
LATE_SHARE, LATE_DAYS, PENALTY_PPM = 0.04, (3, 30), 1_000
NOTHING = np.datetime64("NaT", "D")

LAYOUT = Layout(
    title="国有建设用地出让合同及价款缴纳情况",
    columns=columns_of(
        ":+序号 supervision_number:合同电子监管号 instalment:缴款期次 "
        "parcel_number:宗地号 location:宗地坐落 buyer_name:竞得人 "
        "buyer_credit_code:竞得人信用代码 use_kind:规划用途 sale_kind:供地方式 "
        "area_milli:出让面积 price_fen:出让价款（万元） signed_on:签订日期 "
        "due_on:约定缴款时间 due_fen:本期应缴（万元） paid_on:实际缴款日期 "
        "paid_fen:已缴金额（万元） penalty_fen:已收违约金 penalty_rate_ppm:违约金比例 "
        "handed_over_on:实际交地日期 certificate_on:发证日期 "
        "refund_fen:返还金额（万元） refunded_on:返还日期 "
        "deferral_number:缓缴批复文号 handled_by:经办人 "
        "reviewed_by:审核人 approved_by:审批人 :+容积率"
    ),
    titles=("云溪县国有建设用地使用权出让合同及价款缴纳情况表",),
    footers=("合计", "填报人："),
    money="wan",
    days="%Y年%m月%d日",
    codes={"use_kind": {"住宅": "城镇住宅用地", "商服": "商业服务业用地"}},
)


def sell_land(world: World) -> None:
    """Fill finance/land_sale: two instalments a contract; who was late paid for it."""
    stream = world.generator(PATH)
    count = max(LEAST, round(world.people * SHARE))
    use = stream.integers(0, len(USES), count)
    area = stream.integers(2_000, 60_000, count)
    price = area * np.array(USE_YUAN)[use] // 100_000 * 100_000 * 100
    signed = workdays(np.datetime64("2024-11-04") + stream.integers(0, 680, count))
    serial = np.arange(count) + 1
    base = pl.DataFrame(
        [
            serials("4202812026B", serial, 5).alias("supervision_number"),
            serials("420281G", serial * 17, 6).alias("parcel_number"),
            pick(("城东新区", "开发区", "城南片区", "河西片区"), serial % 4).alias(
                "location"
            ),
            *supplier_columns(
                world,
                draw_suppliers(world, ("有限公司",), count, stream),
                "buyer_name",
                "buyer_credit_code",
            ),
            pick(USES, use).alias("use_kind"),
            pl.Series("area_milli", area * 1_000),
            pl.Series("price_fen", price),
            dates(signed).alias("signed_on"),
            pl.Series("penalty_rate_ppm", np.full(count, PENALTY_PPM)),
        ]
    ).with_columns(pl.lit("挂牌").alias("sale_kind"))
    rows = pl.concat([_instalment(base, turn, stream) for turn in (0, 1)])
    world.append(PATH, _finished(world, rows))


def _instalment(
    base: pl.DataFrame, turn: int, stream: np.random.Generator
) -> pl.DataFrame:
    signed = base["signed_on"].to_numpy().astype("datetime64[D]")
    price = base["price_fen"].to_numpy()
    due = signed + (30, 300)[turn]
    part = price // 2 if turn == 0 else price - price // 2
    late = stream.random(base.height) < LATE_SHARE
    wait = np.where(late, stream.integers(*LATE_DAYS, base.height), 0)
    early = stream.integers(1, 25, base.height)
    paid = np.where(late, due + wait, due - early)
    paid = np.where(paid < np.datetime64(today, "D") - 5, paid, NOTHING)
    open_still = np.isnat(paid)
    penalty = part * wait * PENALTY_PPM // 1_000_000
    return base.with_columns(
        pl.lit(str(turn + 1)).alias("instalment"),
        dates(due).alias("due_on"),
        pl.Series("due_fen", part),
        dates(paid).alias("paid_on"),
        pl.Series("paid_fen", np.where(open_still, 0, part)),
        pl.Series("penalty_fen", np.where(open_still, 0, penalty)),
    )


def _finished(world: World, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with hand-over of the land and the certificate after all is paid."""
    last = pl.col("paid_on").max().over("supervision_number")
    all_paid = pl.col("paid_on").is_not_null().all().over("supervision_number")
    day = pl.lit(today)
    certified = pl.when(all_paid & (last < day - pl.duration(days=60))).then(
        last + pl.duration(days=20)
    )
    handed = pl.col("signed_on") + pl.duration(days=60)
    rows = rows.with_columns(
        certified.alias("certificate_on"),
        pl.when(handed < day).then(handed).alias("handed_over_on"),
    ).sort("supervision_number", "instalment")
    return world.handled(PATH, rows).rename({"accepted_by": "handled_by"})


def _files() -> Iterator[File]:
    yield register_file(PATH, LAND, "国有土地出让合同及缴款.xls", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=sell_land,
    files=_files,
    after=("finance/supplier",),
    desk=Desk.COUNTY,
)
