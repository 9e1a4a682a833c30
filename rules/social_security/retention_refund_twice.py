"""One employer's premiums of one year refunded more than once.

An employer is who the register says it is, whatever its name, and an account of the
insurance is one under whatever code. Two accounts with premiums of their own are not
one refund paid twice: agencies keep one for each client, and so do branches and firms
that were merged.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Rounding(Params):
    """What rounding leaves between the formula and the money."""

    rounding_fen: Annotated[
        int, Field(description="各笔合计超过应返还金额不多于此数的，视为补差", ge=0)
    ] = 100


RULE = Rule(
    id="JR-01",
    version=2,
    status=Status.IN_USE,
    title="同一单位同一年度的稳岗返还拨付两次以上",
    question="同一单位（含同一参保户）同一缴费年度，是否有两笔以上已拨付且未退回的稳岗返还？",
    basis=(
        Basis(
            document="《关于延续实施失业保险援企稳岗政策的通知》",
            article="（人社部发〔2024〕44号）稳岗返还",
            read=Read.FOUND,
        ),
        Basis(document="《失业保险条例》", read=Read.RECALLED),
    ),
    needs=("social_security/retention_refund",),
    optional=(),
    policies=("retention_refund",),
    act="social_security/retention_refund",
    # Employers and accounts meet in two ways.
    partition={"social_security/retention_refund": None},
    params=Rounding(),
    explanations=("corrected_refund", "paid_up_to_rate", "insured_separately"),
    questions=(
        "第二笔是补差、更正重拨还是另一参保户的返还？",
        "两地或两个名称下返还所依据的缴费是否为同一笔缴费？",
    ),
    verify=(
        "调取各笔返还的核定表、公示名单与拨付回单",
        "核对每一笔所依据的参保户、月份和实缴金额",
        "核对单位更名、合并、分立和账户变更的登记",
        "分户参保各按本户缴费返还的，不是重复返还",
    ),
    chain=posts(
        "失业保险经办机构",
        "失业保险经办机构",
        "县人力资源和社会保障局",
        "县财政局、失业保险经办机构",
        "县人力资源和社会保障局、县财政局",
    ),
    amount_basis="同一单位同一年度首笔之外各笔返还，扣除已退回的金额",
    sentences={
        "同一统筹地区": (
            "{from}至{to}的稳岗返还在首笔之外又拨付{count}笔，合计{amount}，待核实。"
        ),
        "不同统筹地区": (
            "{from}至{to}的稳岗返还在另一统筹地区又拨付{count}笔，合计{amount}，待核实。"
        ),
        "不同名称或代码": (
            "{from}至{to}的同一参保户以另一名称或代码又拨付{count}笔稳岗返还，"
            "合计{amount}，待核实。"
        ),
    },
    logic=(
        "只看拨付成功的稳岗返还，扩岗补助不计；同一单位或同一参保户、同一缴费年度的，从第二笔起列出。",
        "更名的单位按统一社会信用代码归为同一单位，代码不同而参保户相同的也归为同一单位。",
        "几笔合计不超过缴费与规定比例之积的，是补差；已全部退回的，是更正重拨。",
        "参保户或统筹地区不同、缴费金额也不同的，视为分户参保，作合理解释。",
    ),
    cannot_see=(
        "本县以外的返还未交换来的查不到",
        "借用其他单位参保户申领的查不到",
        "扩岗补助按人核定，未作比对",
    ),
    effort_minutes=25,
    module=__name__,
)
