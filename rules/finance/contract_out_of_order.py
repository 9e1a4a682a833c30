"""Contracts begun, signed or paid before the award, signed late, or grown too much.

A contract counts once for its dates, by the gravest; what it grew by is another act. A
late signature moves no money, so no sum is put to it. A date that fits with the year
before or after may be a slip and cannot be decided without the paper. Contracts without
a project have no award and are asked only for their supplements.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="FN-10",
    version=2,
    status=Status.IN_USE,
    title="合同签订、付款或开工早于采购成交，或补充合同超过原合同一成",
    question="合同的签订、首次付款、开工是否早于采购公告或成交，签约是否超期，补充合同是否超过原合同的规定比例？",
    basis=(
        Basis(
            document="《中华人民共和国政府采购法》",
            article="第四十九条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《中华人民共和国政府采购法》",
            article="第四十六条",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/contract",),
    optional=("finance/procurement_project",),
    policies=("contract_terms",),
    act="finance/contract",
    partition={"finance/contract": None, "finance/procurement_project": None},
    explanations=("emergency_purchase", "year_mistyped"),
    questions=(
        "台账中的日期与合同原件、付款凭证是否一致？",
        "补充合同的内容与原合同是否相同，是否经批准？",
    ),
    verify=(
        "调取合同原件、中标（成交）通知书和首笔付款凭证，逐一核对日期",
        "核对开工、到货、验收的实际时间",
        "补充合同按同一标的累计，核对是否因暂列金、价差等约定调整",
        "依法必须招标的工程按招标投标规定核对，应急采购除外",
        "仅凭台账日期，不能认定先实施后采购",
    ),
    chain=posts(
        "采购人经办机构",
        "采购人内部审核机构",
        "采购人负责人",
        "国库支付机构",
        "县财政局政府采购监管机构",
    ),
    amount_basis="日期早于成交的为合同金额，补充合同为超过一成的部分，签约超期的不计金额；已作合理解释的不计",
    sentences={
        "先实施后采购": (
            "有{count}份合同的开工日期早于采购公告，开工于{from}至{to}，"
            "合同金额合计{amount}，待核实。"
        ),
        "早于成交": (
            "有{count}份合同的签订或首次付款日期早于成交日期，日期为{from}至{to}，"
            "合同金额合计{amount}，待核实。"
        ),
        "签约超期": (
            "有{count}份合同的签订日期距成交日期超过规定期限，签于{from}至{to}。"
        ),
        "补充超过一成": (
            "有{count}份合同的补充合同合计超过原合同的规定比例，签于{from}至{to}，"
            "超过部分合计{amount}，待核实。"
        ),
    },
    logic=(
        "合同按采购项目编号和包号对上采购台账；没有采购项目的只看补充合同。",
        "开工早于采购公告的为“先实施后采购”，签订或首次付款早于成交的为“早于成交”，成交以后超过规定期限才签订的为“签约超期”；一份合同只取最重的一种。",
        "补充合同合计超过原合同规定比例（见“现行政策”）的，超过部分另列。",
        "日期换一年即与成交日期相符的，可能是年份录错，不作判断；应急抢险的作合理解释。",
    ),
    cannot_see=(
        "台账中未填成交日期的合同无法比较",
        "补充内容以新合同另行签订的查不到",
        "实际开工早于台账所填日期的看不到",
    ),
    module=__name__,
)
