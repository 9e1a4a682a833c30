"""Refunds that the registers, the contributions or the rate do not bear out.

The people stated are compared with the contributions of the year's last month, and
where that month was not delivered nothing is said. An employer without a single
contribution is more likely under another name than empty, so that cannot be decided.
The amount in question for people is the part of the refund that they stand for.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Spare(Params):
    """What may differ without being a question."""

    spare_count: Annotated[
        int, Field(description="申报人数比缴费人数多不超过此数的不列", ge=0)
    ] = 3
    spare_ppm: Annotated[
        int, Field(description="申报人数比缴费人数多不超过申报数此比例的不列", ge=0)
    ] = 100_000
    rounding_fen: Annotated[
        int, Field(description="超过应返还金额不多于此数的不列", ge=0)
    ] = 100


RULE = Rule(
    id="JR-02",
    version=3,
    status=Status.IN_USE,
    title="稳岗返还与主体登记、参保人数、裁员率或返还比例不一致",
    question="稳岗返还拨付时单位是否存续，申报人数、裁员率、返还金额是否与缴费记录和规定一致？",
    basis=(
        Basis(
            document="《关于延续实施失业保险援企稳岗政策的通知》",
            article="（人社部发〔2024〕44号）条件与比例",
            read=Read.FOUND,
        ),
        Basis(
            document="《关于进一步加大稳就业政策支持力度的通知》",
            article="（国办发〔2025〕25号）可提高返还比例",
            read=Read.FOUND,
        ),
    ),
    needs=("social_security/retention_refund",),
    optional=("registry/company", "social_security/contribution"),
    policies=("retention_refund",),
    act="social_security/retention_refund",
    partition={
        "social_security/retention_refund": None,
        "registry/company": None,
        "social_security/contribution": None,
    },
    params=Spare(),
    explanations=("paid_to_successor", "insured_elsewhere"),
    questions=(
        "单位注销前是否已合并、改制，资金由谁收取、如何使用？",
        "申报人数与缴费人数的差额是哪些人，是否在别处参保？",
    ),
    verify=(
        "调取核定表，逐月核对参保人数、实缴金额与新增领取失业金人数",
        "核对单位划型依据和当年本地执行的返还比例",
        "核对收款账户户名与注销、清算登记",
        "经办机构多从系统取数，口径差异不能据此认定申报不实",
    ),
    chain=posts(
        "失业保险经办机构",
        "失业保险经办机构",
        "县人力资源和社会保障局",
        "县财政局、失业保险经办机构",
        "县人力资源和社会保障局、县财政局",
    ),
    amount_basis=(
        "注销后拨付、裁员率超限的为返还全额，金额超比例的为差额，"
        "人数不符的按多报人数占比折算；已退回的不计"
    ),
    sentences={
        "注销后拨付": (
            "{from}至{to}的稳岗返还{count}笔在单位注销（吊销）登记之后拨付，"
            "合计{amount}，待核实。"
        ),
        "人数不符": (
            "{from}至{to}的稳岗返还{count}笔所报年末参保人数多于失业保险缴费记录，"
            "按差额折算{amount}，待核实。"
        ),
        "裁员率超限": (
            "{from}至{to}的稳岗返还{count}笔所报裁员率超过规定，合计{amount}，待核实。"
        ),
        "金额超比例": (
            "{from}至{to}的稳岗返还{count}笔超过实缴失业保险费的规定比例，"
            "差额{amount}，待核实。"
        ),
    },
    logic=(
        "只看拨付成功且未全部退回的稳岗返还；比例与裁员率按拨付当日的规定，未录入当年规定的无法判断。",
        "市场主体登记的注销（吊销）日期早于拨付日期的列出；款项付给存续的承继单位的作合理解释。",
        "申报的年末人数多于该单位当年最后一个月失业保险缴费人数，超出允许差的列出；各参保户合并，有缴费记录的参保户才比。",
        "裁员率按裁员人数与平均人数计算，三十人（含）以下的单位适用较宽的限额。",
        "金额在规定比例与可提高的上限之间的，须看当地文件，列为无法判断。",
    ),
    cannot_see=(
        "年末以外各月的人数与划型依据未作比对",
        "实缴失业保险费以清单所列为准，未与税务入库核对",
        "单位名称与缴费记录对应不上的，人数无法判断",
    ),
    effort_minutes=30,
    module=__name__,
)
