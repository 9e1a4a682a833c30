"""Start-up loans that came in a batch: one desk, one year, and much shared.

In shadow. What counts is two loans of people who are no relatives with one telephone,
guarantor or place of business; what very many share (more borrowers, or firms at an
address, than the policy table allows) is public and ties nobody. Guarantee firms and
joint-liability groups tie nobody either. The catalogue's shared home address is left
out: where people live is no sign of anything. Its shared payer of instalments reads
accounts and is LN-07; agents and contacts are in no list we receive.
"""

from rules.rule import Basis, Escalation, Read, Rule, Status
from rules.start_up_loan import OFFICES, StartUpLoan, fund_rules

RULE = Rule(
    id="LN-08",
    version=5,
    status=Status.SHADOW,
    title="同一受理人一年内受理的多笔创业担保贷款共用电话、担保人或经营场所",
    question="是否有多名借款人的贷款由同一受理人在一年内受理，并共用电话、担保人或经营场所？",
    basis=(
        fund_rules("创业担保贷款由借款人本人申请、使用和偿还"),
        Basis(
            document="《个人贷款管理办法》（国家金融监督管理总局令2024年第3号）",
            article="贷款调查与面谈",
            read=Read.RECALLED,
        ),
    ),
    needs=("loan/loan_contract", "loan/loan_note"),
    optional=(
        "finance/interest_subsidy",
        "loan/guarantee",
        "registry/company",
        "registry/company_member",
    ),
    policies=("loan_cluster",),
    act="loan/loan_contract",
    partition={},
    params=StartUpLoan(),
    explanations=("shared_site", "helped_by_village"),
    questions=(
        "申请材料由谁准备、由谁联系银行，借款人本人是否到场面签？",
        "共用的电话、经营场所由谁使用，借款人之间是什么关系？",
    ),
    verify=(
        "逐份调取申请表、面签影像和经营场所照片，比较笔迹、照片和材料",
        "向借款人当面核实申请、用款和还款情况",
        "实地查看经营场所，核对各经营实体是否同时存在",
        "专业市场、产业园区、村干部代留电话等情形，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="该合同各借据未还本金与已拨付贴息合计",
    sentences={
        "共用担保人": (
            "{from}签订的创业担保贷款合同{count}份，与同一受理人短期内受理的其他合同"
            "由同一人担保，份数已达成批界限，待核实金额{amount}。"
        ),
        "共用电话": (
            "{from}签订的创业担保贷款合同{count}份，与同一受理人短期内受理的其他合同"
            "留有同一电话，份数已达成批界限，待核实金额{amount}。"
        ),
        "共用经营场所": (
            "{from}签订的创业担保贷款合同{count}份，与同一受理人短期内受理的其他合同"
            "登记在同一经营场所，份数已达成批界限，待核实金额{amount}。"
        ),
    },
    escalation=Escalation(subjects=10),
    logic=(
        "同一受理人（未写姓名的按受理单位）在政策表所定日数内受理的创业担保贷款，两两比较电话（含经营实体及其成员登记的电话）、担保人和经营场所。",
        "借款人互为近亲属的、超过政策表所定人数共用的号码、登记企业超过所定户数的场所不作为关联。",
        "直接或间接相连、在所定日数内达到所定份数的为一批，按其中最多的共用情形列出；十人以上的优先核查。",
    ),
    cannot_see=(
        "由同一人代办但材料中没有共用信息的查不到",
        "由同一账户还款须经批准查询，见另一规则",
        "场所写法不同的查不到",
    ),
    effort_minutes=60,
    module=__name__,
)
