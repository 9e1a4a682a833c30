"""Subsidised trainees whose status at the start of the class excludes them.

Of the conditions only those that the rules of migrants' and employment training share
are asked; lists of other departments train people on other terms and are left out.
For women the later of the two retirement ages counts, because the lists do not name
the post. Residents' pensions are no retirement. School counts only as a condition of
the scheme: students within a year of their graduation may attend.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="PR-13D",
    version=5,
    status=Status.IN_USE,
    title="培训补贴学员开班时的身份与补贴对象条件不一致",
    question="领取培训补贴的学员，开班时是否在财政工资册、已领养老金、在校或不在劳动年龄？",
    basis=(
        Basis(
            document="《大中型水利水电工程建设征地补偿和移民安置条例》",
            article="第四十五条、第六十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《就业补助资金管理办法》及各地细则（机关事业在编人员、非毕业学年"
            "在校生、已领养老金人员不在补贴范围）",
            read=Read.FOUND,
        ),
    ),
    needs=(
        "relief/training_enrolment",
        "registry/resident",
        "finance/staff_payroll",
        "social_security/pension_payment",
    ),
    optional=("registry/student",),
    policies=("training_limits", "retire_age", "staff_type"),
    act="relief/training_enrolment",
    partition={
        "relief/training_enrolment": None,
        "registry/resident": None,
        "registry/student": None,
        "social_security/pension_payment": None,
    },
    explanations=("non_fiscal_post", "birth_corrected"),
    questions=(
        "当地培训办法是否把该类人员列入补贴对象（如退休返聘、在岗提升培训）？",
        "工资册所列是否为编外、误工补贴等不属在编的岗位？",
    ),
    verify=(
        "核对开班当月的工资册、编制和岗位性质",
        "核对养老金首次发放月份与开班日期的先后",
        "在校生核对预计毕业日期：毕业学年内可以参加",
        "调取报名表，看报名时填写的身份与审核意见",
        "当地办法准许的人员，不能据此认定",
    ),
    chain=posts(
        "培训机构",
        "乡镇人民政府（移民工作站）",
        "县人力资源和社会保障局、县移民局",
        "县财政局、代发银行",
        "县人力资源和社会保障局、县移民局",
    ),
    amount_basis="开班时身份与条件不一致的各期已发放的培训补贴合计",
    sentences={
        "在财政工资册": (
            "{from}至{to}领取补贴的培训{count}期，开班当月本人在财政工资册，"
            "待核实金额{amount}。"
        ),
        "已领养老金": (
            "{from}至{to}领取补贴的培训{count}期，开班当月本人已领职工养老金，"
            "待核实金额{amount}。"
        ),
        "在校未到毕业学年": (
            "{from}至{to}领取补贴的培训{count}期，开班时本人在校且距毕业一年以上，"
            "待核实金额{amount}。"
        ),
        "不在劳动年龄": (
            "{from}至{to}领取补贴的培训{count}期，开班时本人未满最低年龄或已过退休年龄，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看移民资金、就业资金列支且发放成功的培训补贴，其他部门的对象条件不同，不比对。",
        "开班当月在财政工资册的，按人员身份区分：在编人员为待核实，编外岗位不列，"
        "身份不明的不作判断。",
        "开班当月发放了企业或机关养老金的，为已领养老金；居民养老金不算。",
        "年龄按户籍出生日期和开班日期计算；女性按两档退休年龄中较晚的一档。",
        "全日制在籍学生距预计毕业一年以上的为待核实；毕业学年的不列。",
    ),
    cannot_see=(
        "外县的工资册、外省的养老金未交换的查不到",
        "当地另行扩大的补贴对象，政策表中没有的不能区分",
    ),
    effort_minutes=10,
    module=__name__,
)
