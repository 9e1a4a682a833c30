"""Training paid from reservoir-migrant funds for people not in the register.

The register is read as it stood when the class began. Family of migrants, people
of the reservoir's neighbourhood and those entered soon after may attend in many
places; a register row that could not be tied to anybody may be the trainee.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="PR-13A",
    version=4,
    status=Status.IN_USE,
    title="移民培训资金补贴的学员开班时不在移民名册",
    question="由移民资金补贴的学员，开班当日是否在移民后期扶持名册？",
    basis=(
        Basis(
            document="《大中型水利水电工程建设征地补偿和移民安置条例》",
            article="第四十五条、第四十八条至第五十一条、第六十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="移民培训补贴地方办法（移民及移民子女、库区周边村民口径）",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/training_enrolment", "relief/migrant"),
    optional=("registry/resident",),
    policies=(),
    act="relief/training_enrolment",
    partition={
        "relief/training_enrolment": "person_id",
        "relief/migrant": "person_id",
    },
    explanations=(
        "payment_returned",
        "reservoir_neighbour",
        "entered_later",
        "migrant_family",
        "unresolved_namesake",
    ),
    questions=(
        "当地是否允许移民配偶、子女或库区周边村民参加？",
        "名册中未能核定身份的同名人员是否就是学员本人？",
    ),
    verify=(
        "向移民管理机构核对开班当日的移民名册与人口核减、增补材料",
        "调取培训报名表、签到册与补贴发放回单",
        "核对学员户籍与家庭关系",
        "移民家庭成员、库区周边村民按当地办法可以参加的，不能据此认定",
    ),
    chain=posts(
        "培训机构",
        "乡镇移民工作站",
        "县移民局（水利局）",
        "县财政局、代发银行",
        "县移民局（水利局）、县财政局",
    ),
    amount_basis="由移民资金列支、已发放的培训补贴金额合计",
    sentences={
        "不在名册": (
            "由移民资金补贴的培训{count}期（{from}至{to}），学员开班当日不在"
            "移民名册，待核实金额{amount}。"
        ),
        "身份未定": (
            "由移民资金补贴的培训{count}期（{from}至{to}），学员身份证件信息"
            "无法核定，补贴金额{amount}。"
        ),
    },
    logic=(
        "只看由移民资金列支、补贴金额大于零的培训报名记录。",
        "以开班当日的移民后期扶持名册为准，查学员本人当日是否在册。",
        "当日不在册的每次报名是一项待核实行为；身份证件信息核不定的另列为“身份未定”。",
    ),
    cannot_see=(
        "名册本身漏登的移民会被列出，要由移民管理机构核对",
        "本人在册但未实际参加培训的查不到",
    ),
    effort_minutes=15,
    module=__name__,
)
