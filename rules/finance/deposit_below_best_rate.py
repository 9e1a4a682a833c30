"""Public money left idle, deposited without a competition or below the best rate.

A unit may choose a bank by competition or by a decision of its leaders, so neither is
in question by itself. What the money could have earned is the best offer of the time
as the list has it; where the row has none, the middle one of the county's own
competitive deposits begun about then. Of idle money only what exceeds the usual need,
and only the ninety days that the daily mean covers, is counted.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Deposits(Params):
    """What is much money, and what is a rate like another."""

    idle_fen: int = Field(
        default=100_000_000, ge=1, description="活期日均余额超过多少分视为闲置"
    )
    idle_days: int = Field(default=90, ge=1, description="日均余额所覆盖的天数")
    least_fen: int = Field(
        default=10_000_000, ge=1, description="定期存款达到多少分才需核实存放方式"
    )
    tolerance_ppm: int = Field(
        default=500, ge=0, description="年利率低于最高报价多少以内视为相当"
    )
    reference_days: int = Field(
        default=180, ge=1, description="取同期报价时，起存日前后相距的天数"
    )


RULE = Rule(
    id="FN-11",
    version=3,
    status=Status.IN_USE,
    title="公款大额闲置、存放未见竞争或利率低于同期最高报价",
    question="单位存款是否长期大额闲置，定期存款是否经竞争或集体决策、利率是否低于同期最高报价？",
    basis=(
        Basis(
            document="《财政部关于进一步加强财政部门和预算单位资金存放管理的指导意见》",
            article="（财库〔2017〕76号）竞争性方式与集体决策方式",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/deposit",),
    optional=(),
    policies=(),
    act="finance/deposit",
    partition={"finance/deposit": None},
    params=Deposits(),
    explanations=("fund_with_own_rules", "payment_planned", "scored_as_a_whole"),
    questions=(
        "存放银行由谁决定，有无招标、评分或集体研究的记录？",
        "余额是否为即将支付的工程款、工资或待缴库资金？",
    ),
    verify=(
        "调取银行账户开户批复、资金存放方案、评分表或会议纪要",
        "取得对账单，核对日均余额与大额支付计划",
        "核对存款协议利率、起息日与实付利息",
        "同期最高报价以竞争性存放中标文件为准，期限不同的利率不能直接比较",
    ),
    chain=posts(
        "单位财务经办",
        "单位财务负责人",
        "单位负责人",
        "开户银行",
        "县财政局",
    ),
    amount_basis=(
        "利息差额＝本金×（同期最高报价－执行利率）×天数÷360；"
        "闲置的只计超过限额部分、日均余额所覆盖的天数，定期的算到余额日期或到期日"
    ),
    sentences={
        "活期闲置": (
            "截至{to}，活期日均余额长期超过限额，按同期报价计利息差额{amount}，待核实。"
        ),
        "未见竞争": (
            "{from}起的定期存款{count}笔没有竞争性存放或集体决策的记录，"
            "按同期报价计利息差额{amount}，待核实。"
        ),
        "利率偏低": (
            "{from}起的定期存款{count}笔执行利率低于同期最高报价，"
            "利息差额{amount}，待核实。"
        ),
    },
    logic=(
        "零余额账户和已销户的不看；活期日均余额超过限额的列为闲置。",
        "达到规定金额的定期存款，存放方式为空或为指定的，列为未见竞争。",
        "经竞争或集体决策、执行利率仍低于同期最高报价的，列为利率偏低。",
        "行内没有最高报价的，取本县同期竞争性存放报价的中位数；都没有的，金额不详。",
    ),
    cannot_see=(
        "账外账户和以个人名义存放的公款查不到",
        "综合评分中利率以外的因素，台账没有",
        "期限不同造成的利率差别须由核查人判断",
    ),
    effort_minutes=40,
    module=__name__,
)
