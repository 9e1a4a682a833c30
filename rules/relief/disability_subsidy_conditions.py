"""The two subsidies to the disabled against certificate, grade and other benefits.

A half-year paid in one sum is judged month by month: only the months beyond the end of
every certificate, or beside the other benefit, are in question. Grades three and four
of the mind are left out, because many places extend the care subsidy to them. Death has
a rule of its own (PR-01), which reads the same card payments.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class DisabilityMatter(Params):
    """How the subsidies are called in the policy tables, and when they should end."""

    care: str = Field(
        default="重度残疾人护理补贴", description="护理补贴在互斥政策表中的名称"
    )
    life: str = Field(
        default="困难残疾人生活补贴", description="生活补贴在互斥政策表中的名称"
    )
    injury_care: str = Field(
        default="生活护理费", description="工伤待遇中护理费的项目名称"
    )
    grace_months: int = Field(
        default=2, ge=1, description="停保当月起第几个月仍发放生活补贴才算"
    )


RULE = Rule(
    id="PR-09",
    version=3,
    status=Status.IN_USE,
    title="残疾人两项补贴与证件有效期、等级或其他待遇不一致",
    question="发放两项补贴的月份里，残疾人证是否有效、等级是否在范围内、是否另有不能同时享受的待遇？",
    basis=(
        Basis(
            document="国发〔2015〕52号《关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见》",
            article="补贴对象、政策衔接",
            read=Read.RECALLED,
        ),
        Basis(
            document="民发〔2021〕70号《关于进一步完善困难残疾人生活补贴和重度残疾人护理补贴制度的意见》",
            read=Read.RECALLED,
        ),
        Basis(document="《工伤保险条例》", article="第三十四条", read=Read.FULL_TEXT),
    ),
    needs=("relief/disability_subsidy", "registry/disability_certificate"),
    optional=(
        "relief/dibao_member",
        "relief/tekun_person",
        "relief/orphan",
        "social_security/injury_payment",
    ),
    policies=("disability_subsidy", "mutual_exclusion"),
    act="relief/disability_subsidy",
    partition={
        "relief/disability_subsidy": None,
        "registry/disability_certificate": None,
        "relief/dibao_member": None,
        "relief/tekun_person": None,
        "relief/orphan": None,
        "social_security/injury_payment": None,
    },
    params=DisabilityMatter(),
    explanations=("aid_extended_locally",),
    questions=(
        "残疾人证到期后是否已申请换证、重新评定，是否因等待评定继续发放？",
        "停保、转为特困供养后，补贴停发手续何时办理？",
        "多发部分是否已退回或在下期抵扣？",
    ),
    verify=(
        "向残联核对残疾人证的签发、到期、换证、注销和等级变更记录",
        "核对本地两项补贴办法：是否扩大到三级、四级智力和精神残疾人，是否扩大到低保边缘家庭",
        "按季、按半年补发的，核对每笔所属月份",
        "核对另一项待遇的实际发放月份与标准",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "县残疾人联合会",
        "县财政局、代发银行",
        "县民政局",
    ),
    amount_basis="按月标准乘以不一致的月数，不超过该笔实发金额；另有待遇的取两项中较低的一项",
    sentences={
        "证件失效": (
            "{from}至{to}发放的{matter}{count}笔，其中有残疾人证到期或注销次月之后的月份，"
            "待核实金额{amount}。"
        ),
        "等级不在范围": (
            "{from}至{to}发放的{matter}{count}笔，残疾人证所载等级不在政策表所列范围内，"
            "待核实金额{amount}。"
        ),
        "低保已停": (
            "{from}至{to}发放的{matter}{count}笔，其中有低保停保两个月以后的月份，"
            "待核实金额{amount}。"
        ),
        "另有待遇": (
            "{from}至{to}发放的{matter}{count}笔，其中有同月另享受特困供养、孤儿基本生活费或"
            "工伤生活护理费的月份，待核实金额{amount}。"
        ),
    },
    logic=(
        "同一人有几本残疾人证的，取其中最晚的到期或注销日期；该月之后的月份为“证件失效”。",
        "发放护理补贴时已签发的证件，没有一本的等级在政策表内，且都不是智力、精神残疾的，为“等级不在范围”；"
        "多重残疾和等级空白的不作判断。",
        "低保名册中本人全部停保，停保当月起第二个月仍发放生活补贴的，为“低保已停”。",
        "特困、孤儿供养覆盖整月，或同月发放工伤生活护理费，且政策表列为不能同时享受的，为“另有待遇”。",
    ),
    cannot_see=(
        "证件冻结没有起止日期，不作判断",
        "证件中断后又换证的，中断期间按有效处理",
        "名册中没有残疾人证、由外县市发证的查不到",
        "服刑、去世期间的发放不在本规则内",
    ),
    module=__name__,
)
