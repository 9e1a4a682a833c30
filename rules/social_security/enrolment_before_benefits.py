"""Several people enrolled by one unit close together, and drawing benefits soon after.

A start in shadow: it shows a unit to look at, never a person. Phone, address and
agent are in no extract of enrolments, so the cluster rests on dates alone; a unit
that pays tax, or enrols people for others, is explained. Early retirement by invented
years of work cannot be seen from these tables and is left to SS-11.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Cluster(Params):
    """What makes a cluster."""

    cluster_people: int = Field(
        default=5, description="同一单位在一段时间内参保并享受待遇的最少人数"
    )
    cluster_days: int = Field(default=92, description="集中参保的时间跨度（天）")
    claim_days: int = Field(default=540, description="参保后多少天内出现待遇事由才计入")


RULE = Rule(
    id="SS-07",
    version=5,
    status=Status.SHADOW,
    title="同一单位集中参保后短期内多人享受待遇",
    question="同一单位在短期内集中参保的多人，是否随后不久即享受失业、工伤或生育待遇？",
    basis=(
        Basis(
            document="《中华人民共和国社会保险法》",
            article="第八十八条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《中华人民共和国社会保险法》（参保登记）",
            article="第五十七条、第五十八条",
            read=Read.RECALLED,
        ),
    ),
    needs=("social_security/employee_enrolment",),
    optional=(
        "social_security/unemployment_benefit",
        "social_security/injury_payment",
        "social_security/medical_settlement",
        "finance/tax_payment",
    ),
    policies=(),
    act="social_security/employee_enrolment",
    partition={
        "social_security/employee_enrolment": None,
        "social_security/unemployment_benefit": None,
        "social_security/injury_payment": None,
        "social_security/medical_settlement": None,
    },
    params=Cluster(),
    explanations=("dispatch_agency", "employer_pays_tax"),
    questions=(
        "参保人员与该单位是否有真实的劳动关系，工资由谁发放？",
        "该单位是否有实际经营场所和业务？",
        "集中参保是否因新设项目、企业改制或清欠补办？",
    ),
    verify=(
        "调取劳动合同、工资银行流水、考勤与个人所得税申报",
        "实地查看单位经营场所，核对纳税与用电用水情况",
        "核对参保经办人、联系电话、住址是否相同（不在数据中）",
        "本项只提示单位，不得据此认定个人",
    ),
    chain=posts(
        "参保单位、乡镇人社服务机构",
        "县社保中心参保登记岗",
        "县社保中心待遇审核岗",
        "县社保中心基金支付岗",
        "县人社局",
    ),
    amount_basis="集中参保人员此后已发放的失业、工伤、生育待遇合计",
    sentences={
        "集中参保": (
            "该单位{from}至{to}有{count}人集中参保后不久享受待遇，待核实金额{amount}。"
        ),
    },
    logic=(
        "把职工参保登记与失业登记、工伤发生、生育住院按人对上，"
        "待遇事由在参保后十八个月内的才计入。",
        "同一单位在三个月内参保、且均享受待遇的达到五人的，列出这些参保记录。",
        "劳务派遣、人力资源机构和同期有纳税记录的单位不计。",
    ),
    cannot_see=(
        "参保经办人、电话、住址相同的情况",
        "分散在多家单位、每家不足五人的",
        "工资是否真实发放",
    ),
    effort_minutes=90,
    module=__name__,
)
