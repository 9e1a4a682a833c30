"""Interest subsidies above what the policy of the day of signing gives.

The sum is computed again from principal, rate and days; principal that the bank's
repayments had brought down by then bears no interest. Two lines for one note
and time, a time after settlement, and a note the bank does not know are in
question as a whole.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Subsidy(Params):
    """Which loans have this subsidy, and how their interest is counted."""

    loan_kind: Annotated[str, Field(description="贷款种类，也是贴息政策的键")] = (
        "创业担保贷款"
    )
    year_days: Annotated[int, Field(ge=360, le=366, description="计息年的天数")] = 360


RULE = Rule(
    id="LN-06",
    version=7,
    status=Status.IN_USE,
    title="创业担保贷款贴息高于按签约时政策复算的数额",
    question=(
        "已拨付的贴息是否高于按签约时政策复算的数额，计息本金是否随还款减少，"
        "有无期间重叠、超出还清日期？"
    ),
    basis=(
        Basis(
            document="财金〔2023〕75号《普惠金融发展专项资金管理办法》",
            article="创业担保贷款贴息",
            read=Read.FOUND,
        ),
        Basis(document="财金〔2020〕21号", read=Read.FOUND),
        Basis(document="财金〔2018〕22号", read=Read.RECALLED),
        Basis(document="财金〔2016〕85号", read=Read.RECALLED),
    ),
    needs=("finance/interest_subsidy", "loan/loan_note", "loan/loan_contract"),
    optional=("loan/repayment",),
    policies=("loan_interest_subsidy", "lpr_1y", "tolerance"),
    act="finance/interest_subsidy",
    # Notes, contracts and banks are three keys, and all four tables are small.
    partition={
        "finance/interest_subsidy": None,
        "loan/loan_note": None,
        "loan/loan_contract": None,
        "loan/repayment": None,
    },
    params=Subsidy(),
    explanations=(
        "day_count",
        "partial_month",
        "batch_shift",
        "contract_number_given",
        "note_number_mistyped",
        "repriced",
    ),
    questions=(
        "经办银行按什么口径计息，是否有利率调整通知？",
        "同一借据的两笔贴息是否分属不同资金渠道？",
    ),
    verify=(
        "调取借款合同、借据与还款流水，逐期复算贴息",
        "核对经办银行贴息申请表与财政拨付凭证",
        "向经办银行核实借据号、结清日期与计息口径",
        "计息天数口径、批次衔接造成的差额不能据此认定",
    ),
    chain=posts(
        "经办银行",
        "县人社局（就业服务机构）",
        "县财政局",
        "县财政局国库支付机构",
        "县财政局、县人社局",
    ),
    amount_basis="高于复算数额的部分，本金未减的为高于按余额复算的部分；期间重叠、还清之后或无对应借据的为该笔贴息全额",
    sentences={
        "高于复算": (
            "计息期自{from}至{to}的贴息{count}笔，高于按签约时政策复算的数额，"
            "差额待核实金额{amount}。"
        ),
        "本金未减": (
            "计息期自{from}至{to}的贴息{count}笔，计息本金没有随已归还的本金减少，"
            "差额待核实金额{amount}。"
        ),
        "期间重叠": (
            "同一借据有计息期间重叠的贴息{count}笔（{from}至{to}），"
            "待核实金额{amount}。"
        ),
        "还清之后": (
            "计息期始于借据还清之后的贴息{count}笔（{from}至{to}），"
            "待核实金额{amount}。"
        ),
        "无对应借据": (
            "银行借据登记中未找到对应借据的贴息{count}笔（{from}至{to}），"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "每笔贴息按借据号找到借据和借款合同，取签约当日有效的贴息政策和一年期LPR。",
        "应贴金额＝计息本金×应贴利率×计息天数÷计息年天数；实拨高于应贴并超过尾差标准的为“高于复算”。",
        "有还款流水的，按借据金额减去已归还的本金逐日复算；按该笔计息本金不超、按余额才超过尾差的为“本金未减”，"
        "还款流水与银行所报余额不一致的不作判断。",
        "同一借据两笔贴息的期间重叠、期间始于借据还清之后、借据登记中没有该借据号的，整笔列出。",
        "一家银行的借据大半未报送的，不判断“无对应借据”。",
    ),
    cannot_see=(
        "实拨低于应贴的不在本规则内",
        "签约利率本身高于规定上限的不在本规则内",
        "没有报送还款流水的部分还款查不到，仍按借据金额复算",
        "以其他借据号重复申报同一笔贷款的查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
