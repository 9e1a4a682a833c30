"""One machine that is subsidised twice, told by the numbers on its plate and engine.

Numbers are a maker's own, so they are compared within a maker only. The catalogue
took either number as proof; where the other is known and differs, a slip of the pen is
as likely, and the plate decides.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Numbers(Params):
    """What is long enough to tell one machine from another."""

    digits_count: Annotated[
        int, Field(description="出厂编号、发动机号少于这个位数的不作比对", ge=1)
    ] = 5


RULE = Rule(
    id="X13",
    version=1,
    status=Status.IN_USE,
    title="同一出厂编号或发动机号的农机重复发放购置补贴",
    question="同一厂家、同一出厂编号或发动机号的机具，是否有两笔发放成功的购置补贴？",
    basis=(
        Basis(document="《2024—2026年农机购置与应用补贴实施意见》", read=Read.RECALLED),
        Basis(document="《农业机械购置补贴专项资金使用管理办法》", read=Read.RECALLED),
    ),
    needs=("relief/machinery_subsidy",),
    optional=(),
    policies=(),
    act="relief/machinery_subsidy",
    partition={"relief/machinery_subsidy": None},
    params=Numbers(),
    explanations=("machine_number_mistyped",),
    questions=(
        "两笔补贴对应的是否同一台机具，机具现在何处、由谁使用？",
        "编号相同是否出于录入差错？",
    ),
    verify=(
        "查看机具铭牌、发动机钢印，与申请表、发票、人机合影逐项核对",
        "向生产企业核对该出厂编号的型号、出厂日期与销售去向",
        "核对两笔补贴的到账回单与退回记录",
        "录入差错造成的编号相同，不能据此认定重复补贴",
    ),
    chain=posts(
        "乡镇农业服务机构",
        "县农机管理服务机构",
        "县农业农村局",
        "县财政局、代发银行",
        "县农业农村局",
    ),
    amount_basis="同一机具后支付的各笔补贴合计",
    sentences={
        "同一购机者": (
            "{from}至{to}有{count}笔农机购置补贴的机具编号，与同一购机者此前已补贴的机具相同，"
            "待核实金额{amount}。"
        ),
        "不同购机者": (
            "{from}至{to}有{count}笔农机购置补贴的机具编号，与其他购机者此前已补贴的机具相同，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看支付成功的补贴；出厂编号、发动机号去掉空格和符号后比对，过短或同一字符重复的不算编号。",
        "同一厂家、编号相同的两笔，后支付的一笔为待核实行为。",
        "两个编号都登记而只有一个相同的，不作判断，列为须查看铭牌。",
    ),
    cannot_see=(
        "改动编号后再报的查不到",
        "在外县市申请过补贴而数据未交换的查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
