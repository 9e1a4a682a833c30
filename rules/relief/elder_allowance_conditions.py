"""Allowance of the very old: age, life and one payment a month.

Age is reached with the month of the birthday, by the register of residents; where the
number says another birth date nothing is decided. A half-year paid in one sum is
judged month by month: what is in question is only the part before the age or after
the month of death.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="PR-10",
    version=4,
    status=Status.IN_USE,
    title="高龄津贴发放期间与年龄、生存状态或另一笔发放不一致",
    question="高龄津贴发放的月份里，对象是否已到该档年龄、是否在世、是否只发一份？",
    basis=(
        Basis(
            document="《老年人权益保障法》",
            article="高龄津贴制度",
            read=Read.RECALLED,
        ),
        Basis(document="各地高龄津贴实施办法", article="发放条件", read=Read.RECALLED),
    ),
    needs=("relief/elder_allowance", "registry/resident"),
    optional=(
        "registry/death",
        "social_security/life_certificate",
        "social_security/medical_settlement",
    ),
    policies=("elder_allowance", "registry_lag"),
    act="relief/elder_allowance",
    partition={
        "relief/elder_allowance": None,
        "registry/resident": None,
        "registry/death": None,
    },
    explanations=(
        "birth_corrected",
        "back_pay",
        "registry_lag",
        "certified_alive",
        "in_hospital",
    ),
    questions=(
        "出生日期以哪份材料为准，户籍是否更正过？",
        "多发部分是否已退回或在下期抵扣？",
    ),
    verify=(
        "核对户籍、档案最先记载的出生日期与更正材料",
        "向公安、卫健、民政核对死亡日期，须有两个来源一致",
        "核对本地高龄津贴起发月份：当月、次月还是申请之月",
        "同期两笔的，查明是否补发或跨县（市）迁移当月",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "县民政局养老服务机构",
        "县财政局、代发银行",
        "县民政局",
    ),
    amount_basis="按月标准乘以不应发放的月数，不超过该笔实发金额",
    sentences={
        "年龄不足": (
            "{from}至{to}发放的{matter}{count}笔，其中有尚未达到起发年龄的月份，"
            "待核实金额{amount}。"
        ),
        "年龄档偏高": (
            "{from}至{to}发放的{matter}{count}笔，所列年龄档高于当月实际年龄，"
            "待核实金额{amount}。"
        ),
        "死亡之后": (
            "{from}至{to}发放的{matter}{count}笔，其中有死亡登记次月之后的月份，"
            "待核实金额{amount}。"
        ),
        "同期重复": (
            "{from}至{to}有{count}笔{matter}与另一笔的发放月份重合，待核实金额{amount}。"
        ),
    },
    logic=(
        "年龄按户籍出生日期计算，达到年龄的当月起可发；身份证号码与户籍出生日期不一致的不作判断。",
        "各年龄档的起始年龄按本地政策表；表中没有该档的不作判断。",
        "半年一发的按月拆开，只算未到年龄或死亡次月之后的月数。",
        "同一人两笔发放的月份重合的，以后一笔为待核实行为。",
    ),
    cannot_see=(
        "外县市的高龄津贴名册未交换的查不到",
        "申请手续是否齐全、是否本人申领，名册中没有",
    ),
    module=__name__,
)
