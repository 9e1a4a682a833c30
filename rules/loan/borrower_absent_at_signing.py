"""Programme loans signed after the borrower's death or in prison, or paid out later.

Model L16 of the catalogue. A contract needs the borrower's own hand: whoever was dead
or in prison that day cannot have signed it there. Custody before a judgment, parole and
probation are left out, as in SS-03.
"""

from rules.programme_loan import ProgrammeLoans
from rules.rule import Basis, Read, Rule, Status
from rules.start_up_loan import OFFICES

RULE = Rule(
    id="L16",
    version=3,
    status=Status.IN_USE,
    title="贷款合同签订、发放日期在借款人死亡登记之后或服刑期间",
    question="签订合同、发放贷款时，借款人是否已有死亡登记或者正在监所服刑？",
    basis=(
        Basis(
            document="《个人贷款管理办法》（借款人面谈、当面签约）",
            read=Read.RECALLED,
        ),
        Basis(
            document="财金〔2023〕75号《普惠金融发展专项资金管理办法》",
            article="创业担保贷款借款人范围",
            read=Read.FOUND,
        ),
    ),
    needs=("loan/loan_contract",),
    optional=(
        "loan/loan_note",
        "finance/interest_subsidy",
        "registry/death",
        "registry/custody",
        "social_security/life_certificate",
        "social_security/medical_settlement",
    ),
    policies=("registry_lag",),
    act="loan/loan_contract",
    partition={"loan/loan_contract": None},
    params=ProgrammeLoans(),
    explanations=("certified_alive", "in_hospital", "out_of_custody"),
    questions=(
        "合同是否由家属或者代办人签字，经办人员是否当面核对过本人？",
        "放款后由谁支取、由谁还款？",
        "是否属于续贷、展期换签，原合同由谁签订？",
    ),
    verify=(
        "向公安、卫健核对死亡日期，向执行机关核对收监、出监日期",
        "调取借款合同、面谈影像、身份核验记录和签字样本",
        "调取放款与支取凭证，核对支取人和资金去向",
        "核对贴息拨付明细；登记日期有误的，先更正登记再下结论",
    ),
    chain=OFFICES,
    amount_basis="该合同各借据已拨付的贴息与借据未还余额合计",
    sentences={
        "死亡之后签约": (
            "{from}至{to}签订、发放的{matter}合同{count}份，签订日期在借款人死亡登记日期"
            "之后，已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
        "死亡之后放款": (
            "{from}签订的{matter}合同{count}份，放款日期在借款人死亡登记日期之后，"
            "已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
        "服刑期间签约": (
            "{from}至{to}签订、发放的{matter}合同{count}份，签订时借款人登记为在监所服刑，"
            "已拨付贴息与未还余额合计待核实金额{amount}。"
        ),
    },
    logic=(
        "每份合同按合同编号取最近一次报送的记录，只看创业担保贷款和脱贫人口小额信贷。",
        "签订日期晚于死亡日期的为“死亡之后签约”；签订在前、首次放款在后的为“死亡之后放款”。",
        "签订日期落在收监与出监之间的为“服刑期间签约”；羁押、缓刑、假释、暂予监外执行不计。",
        "死亡登记之后本人到场认证或者住院的作为合理解释排除，先核登记。",
    ),
    cannot_see=(
        "以他人名义签订、本人在世的合同查不到",
        "外地服刑、外地死亡而登记未交换到本地的查不到",
    ),
    effort_minutes=30,
    module=__name__,
)
