"""Subsidised cars whose old car the register of vehicles knows otherwise.

The old car must have been the applicant's and must have gone. A plate that stands in
no register of ours belongs to another place and says nothing; one that was given to
somebody else later says nothing either.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Windows(Params):
    """How long before the purchase an owner counts, and what a register needs."""

    before_days: Annotated[
        int, Field(description="购车前此天数内登记过的所有人才作比对", ge=0)
    ] = 365
    handing_days: Annotated[
        int, Field(description="拨付后不到此天数的登记数据，不据以认为旧车仍在", ge=0)
    ] = 60


RULE = Rule(
    id="TI-03",
    version=3,
    status=Status.IN_USE,
    title="汽车以旧换新的旧车登记在他人名下或仍在本人名下",
    question="已拨付补贴的汽车以旧换新，旧车是否曾登记在申请人名下、并已报废或转出？",
    basis=(
        Basis(
            document="《关于2025年加力扩围实施大规模设备更新和消费品以旧换新政策的通知》",
            article="（发改环资〔2025〕13号）旧车须登记在本人名下",
            read=Read.RECALLED,
        ),
        Basis(document="《报废机动车回收管理办法》", read=Read.RECALLED),
    ),
    needs=("finance/trade_in_subsidy", "registry/vehicle"),
    optional=("registry/marriage", "registry/resident"),
    policies=(),
    act="finance/trade_in_subsidy",
    # Owners meet applicants by the plate.
    partition={"finance/trade_in_subsidy": None, "registry/vehicle": None},
    params=Windows(),
    explanations=("old_car_of_family", "handed_in_late", "serial_mistyped"),
    questions=(
        "旧车由谁所有、由谁交售，补贴由谁收取？",
        "旧车现在何处，回收或过户手续何时办结？",
    ),
    verify=(
        "调取旧车登记证书、回收证明、注销证明或二手车发票",
        "向公安交管部门核对旧车在购车时的登记所有人与状态",
        "核对申请表所填号牌是否与旧车车架号一致",
        "号牌录入差错、登记滞后造成的不一致，不能据此作出认定",
    ),
    chain=posts(
        "汽车销售企业、补贴平台",
        "县商务局业务机构",
        "县商务局",
        "县财政局",
        "县商务局、县财政局",
    ),
    amount_basis="旧车登记不一致的各笔补贴，扣除已退回的金额",
    sentences={
        "他人名下": (
            "{from}至{to}有{count}笔汽车以旧换新补贴所交旧车，购车前登记在他人名下，"
            "合计{amount}，待核实。"
        ),
        "仍在本人名下": (
            "{from}至{to}有{count}笔汽车以旧换新补贴所交旧车，登记数据仍在本人名下、"
            "没有报废或转出记录，合计{amount}，待核实。"
        ),
    },
    logic=(
        "取已拨付且未全部退回的汽车报废更新、置换更新，按旧车号牌与小型汽车登记比对。",
        "购车前一年内登记过的所有人中没有申请人的，列出；购车后才登记的不算。",
        "旧车在申请人名下而没有报废、转出、注销的，列为提示；登记数据取自拨付后不久的不作判断。",
        "所有人是配偶或家人的，须看当地细则，列为无法判断；登记中没有的号牌不作判断。",
    ),
    cannot_see=(
        "外地登记的旧车、号牌未填的查不到",
        "旧车登记没有车架号，只能按号牌比对",
        "先过户到本人名下再报废的查不到",
    ),
    effort_minutes=30,
    module=__name__,
)
