"""Rural posts paid to people who hold another job, lead a firm or are too old.

Only posts paid through the citizens' card: those of the employment subsidies are
SS-12's. The card's list names no employer, so a unit that contributes mostly for
holders of posts counts as their insurer, and insurance against injury at work alone
is no job. One month of overlap in a longer period is a transition. The age is the
policy table's for the post, its last year included; where the table has none, only
holders from `settled_years` on are left undecided.
"""

from pydantic import Field

from rules.insurer import Insurer
from rules.rule import Basis, Read, Rule, Status, posts


class RuralPost(Insurer):
    """Which projects pay a post, and how an insurer of holders is known."""

    project_pattern: str = Field(
        default="护林员|公益性?岗|保洁员|管护员|巡护员",
        description="岗位补助项目名称的匹配式，匹配到的词即政策表中的岗位",
    )
    settled_years: int = Field(
        default=60,
        description="政策表没有该岗位年龄上限时，满多少周岁起提请补充政策",
    )


RULE = Rule(
    id="J09",
    version=6,
    status=Status.IN_USE,
    title="护林员等岗位补助发放期间人员另有工作、登记经营或超过年龄上限",
    question="通过“一卡通”领取护林员、乡村公益岗位等补助期间，"
    "是否另有单位缴费、财政工资、登记经营或已超过岗位年龄上限？",
    basis=(
        Basis(
            document="《生态护林员管理办法》", article="选聘条件", read=Read.RECALLED
        ),
        Basis(
            document="当地乡村公益性岗位管理办法",
            article="聘用条件与退出",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/subsidy_payment",),
    optional=(
        "social_security/contribution",
        "finance/staff_payroll",
        "registry/company",
        "registry/company_member",
        "registry/resident",
    ),
    policies=("rural_post_age", "staff_type"),
    act="relief/subsidy_payment",
    partition={
        "relief/subsidy_payment": None,
        "social_security/contribution": None,
        "finance/staff_payroll": None,
        "registry/company": None,
        "registry/company_member": None,
        "registry/resident": None,
    },
    params=RuralPost(),
    explanations=(
        "insured_through_agency",
        "birth_corrected",
        "part_time_post_allowed",
    ),
    questions=(
        "岗位是否由本人实际在岗履职，巡护、考勤记录由谁填写？",
        "单位缴费是否临时用工、代缴或停保申报滞后？",
        "登记的经营主体有无实际经营，是否被他人借名登记？",
        "当地办法是否允许兼任、个体经营，或放宽年龄？",
    ),
    verify=(
        "调取聘用协议、巡护记录、考勤和公示材料，实地核实在岗情况",
        "向缴费单位、工资发放单位核对用工起止时间与工作内容",
        "向市场监管部门核对登记是否本人办理、是否实际经营",
        "核对当地岗位管理办法对兼任、经营和年龄的规定",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "县级主管部门（林业、农业农村、人社）",
        "县财政局、代发银行",
        "县级主管部门",
    ),
    amount_basis="按重叠月数占补助期间月数的比例计算；超过年龄上限的按整期计",
    sentences={
        "财政工资": (
            "{from}至{to}的{matter}有{count}笔与财政工资发放同期，待核实金额{amount}。"
        ),
        "单位缴费": (
            "{from}至{to}的{matter}有{count}笔与用人单位的社会保险缴费同期，"
            "待核实金额{amount}。"
        ),
        "登记经营": (
            "{from}至{to}的{matter}有{count}笔发放给同期登记为经营者或"
            "法定代表人的人员，待核实金额{amount}。"
        ),
        "超过年龄上限": (
            "{from}至{to}的{matter}有{count}笔发放给已超过岗位年龄上限的人员，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "按项目名称找出“一卡通”发放的岗位补助，对上财政工资、单位缴费、"
        "市场主体登记和户籍出生日期。",
        "补助期间在两个月以上的，重叠两个月以上才计，并按重叠月数折算。",
        "只缴工伤保险、个人缴费、补缴、合作社身份、离退休待遇和村干部补贴不计；"
        "主要为岗位人员缴费的单位视为代缴。",
        "年龄上限按政策表，上限当岁仍可在岗；同一笔只按一种情形计，"
        "依次为财政工资、单位缴费、登记经营、超过年龄上限。",
    ),
    cannot_see=(
        "实际不在岗而无其他记录的查不到",
        "项目名称看不出是岗位补助的查不到，防疫员等可以兼任的岗位不在其内",
        "就业补助资金发放的公益性岗位由另一条规则核对",
    ),
    module=__name__,
)
