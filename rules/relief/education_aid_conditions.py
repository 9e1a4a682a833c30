"""Aid for pupils paid to somebody who was at no school, or otherwise against its terms.

Only aids that the policy table names; which pupils and households each is for, and
what may not be had beside it, is the table's. That no school of ours knows a pupil is
no conflict, because many learn outside the county: it stays a question, and so does
what follows a school from which one goes on to another. What the 雨露计划 pays lies
beside the state's grants, which its own document allows; what else a place excludes it
enters itself. The very same line twice is X01's unless the pupil stood at two schools.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class PupilAid(Params):
    """How far apart two schools may lie, and how near a household's registration."""

    gap_days: int = Field(
        default=100,
        description="离开一所学校后，多少天内在另一所学校入学视为转学、复学衔接",
    )
    overlap_days: int = Field(
        default=31,
        description="两所学校的学籍在补助期间内重叠超过多少天，才算同时在两校在籍",
    )
    year_months: int = Field(
        default=12,
        description="家庭认定或退出登记与补助期间相距多少个月以内视为相近学年",
    )


RULE = Rule(
    id="PR-18",
    version=4,
    status=Status.IN_USE,
    title="雨露计划等教育资助发放期间，学籍、资助项目或家庭登记与资助条件不一致",
    question="领取雨露计划、国家助学金等教育资助的学生，补助期间是否在校在籍，"
    "有无重复领取、同时领取互斥的资助，家庭是否属于登记的帮扶对象？",
    basis=(
        Basis(
            document="《关于加强雨露计划支持农村贫困家庭新成长劳动力接受职业教育的意见》",
            article="（国开办发〔2015〕19号）补助对象与标准",
            read=Read.RECALLED,
        ),
        Basis(
            document="《学生资助资金管理办法》",
            article="（财教〔2021〕310号）资助对象、学籍变动与停发",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/subsidy_payment", "registry/student"),
    optional=("relief/registered_person", "relief/registered_household"),
    policies=("education_aid", "education_aid_pair"),
    act="relief/subsidy_payment",
    partition={
        "relief/subsidy_payment": None,
        "registry/student": None,
        "relief/registered_person": None,
        "relief/registered_household": None,
    },
    params=PupilAid(),
    explanations=(
        "back_pay",
        "school_transfer",
        "studies_elsewhere",
        "registered_near",
        "status_retained",
    ),
    questions=(
        "学生当时在哪里就读，是否在县外学校就读而本地学籍没有更新？",
        "退学、休学的实际时间与学籍系统登记的时间是否一致？",
        "同一学期的两笔是补发、分次发放还是两个部门分别发放？",
        "当地办法是否允许两项资助同时享受，或扩大了资助对象？",
    ),
    verify=(
        "在全国学籍系统中查询学生的学籍和变动记录，向就读学校核对在读情况",
        "调取资助申请表、在读证明和学校上报名单，核对补助所属学期",
        "向资助管理、乡村振兴、残联等部门核对同期资助和当地不重复享受的规定",
        "核对家庭识别认定、退出的时间，确认申请时是否为帮扶对象",
        "已退回或抵扣的，查看退款凭证",
    ),
    chain=posts(
        "村（社区）、就读学校",
        "乡镇人民政府（街道办事处）",
        "县级主管部门（乡村振兴、教育、残联）",
        "县财政局、代发银行",
        "县级主管部门",
    ),
    amount_basis="按实际到账并扣除退回后的金额计；重复领取只计超出一个学期标准的部分，"
    "互斥的两项只计其中较少的一项",
    sentences={
        "不在籍": (
            "{from}至{to}的{matter}有{count}笔，发放所属期间学籍记录中没有在籍登记，"
            "待核实金额{amount}。"
        ),
        "两校领取": (
            "{from}至{to}的{matter}有{count}笔与另一笔同属一个学期，"
            "同期在两所学校有学籍登记，待核实金额{amount}。"
        ),
        "重复领取": (
            "{from}至{to}的{matter}有{count}笔与同类资助的另一笔同属一个学期，"
            "合计超过一个学期的标准，待核实金额{amount}。"
        ),
        "同期互斥": (
            "{from}至{to}的{matter}有{count}笔与规定不能同时享受的另一项资助同期，"
            "待核实金额{amount}。"
        ),
        "学段不符": (
            "{from}至{to}的{matter}有{count}笔，学生同期登记的学段不在该项资助的"
            "范围内，待核实金额{amount}。"
        ),
        "家庭未登记": (
            "{from}至{to}的{matter}有{count}笔，学生及其亲属当时不在脱贫户、监测对象"
            "登记名册中，待核实金额{amount}。"
        ),
    },
    logic=(
        "按政策表中的名称匹配式，从“一卡通”发放记录中找出教育资助，"
        "扣除同一学期的退回和冲正。",
        "学籍在补助期间任何一天有效即算在籍；学籍登记显示期间开始前已离校或休学的列出，"
        "离校前已开始的学期补发的不计。",
        "本地没有学籍记录的、从可以升学的学段毕业或转出的，可能在县外就读，不作判断。",
        "同一资助同一学期合计超过标准的列出，同期在两所学校有学籍的单列；"
        "政策表列明互斥的两项同期发放的列出。",
        "要求登记家庭的资助，学生本人及有关系记录的亲属在补助期间至发放日都不在登记名册的列出，"
        "相近学年内认定或退出的视为有合理解释。",
        "同一笔只按一种情形计，依次为不在籍、两校、重复、互斥、学段、家庭登记。",
    ),
    cannot_see=(
        "由学校直接发放、不经过“一卡通”的资助查不到",
        "县外就读的学籍不在本地数据中",
        "政策表没有列出的资助项目不核对",
        "完全相同的两笔由补贴重复发放的规则核对",
    ),
    effort_minutes=20,
    module=__name__,
)
