"""Assets of villages let beyond the contract's end, or to a cadre or a relative.

T02 of the catalogue is here, too: both are questions about one contract. Rent, arrears
and length are FN-14's. A cadre may rent like any villager, so what was let by an open
auction, or was decided by the villagers' meeting, is explained and stays visible.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Leases(Params):
    """How long after its end a contract may stay open."""

    grace_days: int = Field(
        default=90, ge=0, description="合同到期后多少天以内未办续签、收回的不列"
    )


RULE = Rule(
    id="T01",
    version=5,
    status=Status.IN_USE,
    title="村集体资产合同到期仍在履行，或承租人为本村干部及其亲属",
    question="村集体资产合同到期后是否已收回或续签，村干部及其近亲属承租是否经过公开程序？",
    basis=(
        Basis(
            document="《中华人民共和国农村集体经济组织法》",
            article="第二十九条、第四十三条至第四十七条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("finance/village_contract",),
    optional=(
        "registry/cadre",
        "registry/declared_kin",
        "registry/marriage",
        "registry/resident",
    ),
    policies=(),
    act="finance/village_contract",
    partition={"finance/village_contract": None, "registry/cadre": None},
    params=Leases(),
    explanations=("let_by_auction", "decided_by_meeting", "contract_in_dispute"),
    questions=(
        "到期后资产由谁使用，租金是否继续收取入账？",
        "发包时村干部本人或其亲属是否回避，有无竞价、议事和公示记录？",
    ),
    verify=(
        "调取合同、续签或收回资料，实地查看资产使用情况",
        "核对村民（代表）会议记录、公示和竞价资料",
        "核对签约时的任职情况和亲属关系",
        "村干部及其亲属可以与其他村民一样承租，须看程序和价格",
    ),
    chain=posts(
        "村报账员",
        "村务监督委员会",
        "村级组织负责人",
        "乡镇农村财务代理机构",
        "县农业农村局与乡镇人民政府",
    ),
    amount_basis="到期的为年租金按超期天数折算；由干部及其亲属承租的为一年的租金",
    sentences={
        "到期未收回": (
            "合同于{from}到期，至{to}仍登记为履行中，没有续签记录，"
            "超期占用期间租金约{amount}。"
        ),
        "干部承租": (
            "自{from}起的合同由签约时的本村干部承租，没有公开竞价或议事记录，"
            "年租金{amount}。"
        ),
        "亲属承租": (
            "自{from}起的合同由签约时本村干部的亲属承租，没有公开竞价或议事记录，"
            "年租金{amount}。"
        ),
    },
    logic=(
        "合同终止日期已过宽限期、状态仍为履行中，同村同一标的没有后续合同的，列为到期未收回。",
        "承租人是签约时本村在任干部的，列为干部承租；是其亲属的，列为亲属承租。",
        "亲属关系以户籍、婚姻登记和申报为准；两段关联都不可靠的不列。",
        "公开竞价、有村民（代表）会议记录的，作合理解释。",
    ),
    cannot_see=(
        "由他人出面承租、干部实际使用的查不到",
        "干部及其亲属控制的企业承租的，由供应商关联的规则核对，本规则不列",
        "没有签合同的资产查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
