"""Subsidised start-up loans beyond the number, sum or term of their own policy.

Several disbursements of one contract are one loan. A loan that was repaid on or before
the day the next one came does not count beside it. Loans of partners have a limit by
head, which the contract does not tell. The due day is the contract's where the note's
was moved: what an extension adds is subsidised by nobody's rule but a special one.
"""

from rules.rule import Basis, Read, Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules

RULE = Rule(
    id="LN-05",
    version=2,
    status=Status.IN_USE,
    title="贴息的创业担保贷款超过次数、额度、期限或到期后仍贴息",
    question="获得贴息的贷款，是否超过签约时政策规定的次数、额度、期限，或到期后仍在贴息？",
    basis=(
        fund_rules("创业担保贷款额度、期限、次数与贴息"),
        Basis(document="财金〔2020〕21号", read=Read.FOUND),
        Basis(document="财金〔2018〕22号", read=Read.RECALLED),
        Basis(document="银发〔2016〕202号", read=Read.RECALLED),
    ),
    needs=("loan/loan_contract", "loan/loan_note", "finance/interest_subsidy"),
    optional=(),
    policies=("startup_loan_limit", "tolerance"),
    act="loan/loan_contract",
    partition=dict.fromkeys(("loan/loan_contract", "loan/loan_note")),
    params=StartUpLoan(),
    explanations=("extended_by_relief", "local_top_up"),
    questions=(
        "超出部分的贴息由哪一级资金承担，有何文件？",
        "前一笔贷款实际何时还清，是否为无还本续贷？",
    ),
    verify=(
        "调取借款人历次借款合同、还款凭证和贴息明细",
        "对照签约时的额度、期限、次数规定和地方实施办法",
        "核对展期、逾期期间是否停止贴息，逐笔复算超出部分",
        "合伙创业、地方提高额度的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="超过次数的为该笔贷款贴息；超过额度、期限和到期之后的按超出比例或天数计算的贴息",
    sentences={
        "超过次数": (
            "{from}签订的创业担保贷款合同{count}份，获得贴息的贷款次数多于签约时的规定，"
            "该笔贴息待核实金额{amount}。"
        ),
        "超过额度": (
            "{from}签订的创业担保贷款合同{count}份，同一时间的贷款金额合计高于签约时"
            "规定的额度，超出部分的贴息待核实金额{amount}。"
        ),
        "超过期限": (
            "创业担保贷款合同{count}份，{from}至{to}的贴息在规定的最长期限之后，"
            "待核实金额{amount}。"
        ),
        "到期之后": (
            "创业担保贷款合同{count}份，{from}至{to}的贴息在贷款到期日之后，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "额度、期限、次数取签约当日有效的政策；小微企业与个人分别适用。",
        "按签约先后数同一借款人获得贴息的合同，超过规定次数的列出。",
        "放款时本人尚未还清的贷款与本笔金额相加，高于规定额度的列出。",
        "每笔贴息的计息期与到期日（借据与合同中较早的）和规定最长期限比较，"
        "超出批次衔接天数的部分按天数折算。",
    ),
    cannot_see=(
        "部分还款后的余额不明，额度按合同金额相加",
        "以配偶名义分别申请的，本规则不合并计算",
        "2018年以前没有次数规定，不判断次数",
    ),
    effort_minutes=40,
    module=__name__,
)
