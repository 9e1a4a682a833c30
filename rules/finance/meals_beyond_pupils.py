"""Schools' meals billed beyond what their pupils could eat on the days served.

The school register counts where it knows the school, else what the school stated.
Several suppliers may serve one school in a month, each with a row for the same pupils,
so rows are judged one by one. A supplier's share is stated among the facts and raises
nothing: one supplier for many schools is what central purchasing looks like.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Tolerance(Params):
    """How much more than the register is still no difference."""

    tolerance_permille: int = Field(
        default=50, ge=0, description="超过可就餐人次多少以内视为转学等登记差异"
    )


RULE = Rule(
    id="SM-01",
    version=2,
    status=Status.IN_USE,
    title="校园餐结算人次或金额超过在籍人数、就餐人数与供餐天数所能对应的数量",
    question="校园餐的结算人次和金额，是否与在籍人数、就餐人数、供餐天数和餐标相符？",
    basis=(
        Basis(
            document="《农村义务教育学生营养改善计划实施办法》（教财〔2022〕2号）",
            read=Read.RECALLED,
        ),
        Basis(
            document="《学校食品安全与营养健康管理规定》（2019年教育部等三部门令第45号）",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/school_meal",),
    optional=("registry/student",),
    policies=(),
    act="finance/school_meal",
    partition={"finance/school_meal": None, "registry/student": None},
    params=Tolerance(),
    explanations=("staff_meals_counted", "pupils_on_loan"),
    questions=(
        "结算人次中是否包含陪餐教职工、走读借读学生或附设幼儿园幼儿？",
        "是否含早餐、晚餐，一天多餐合并计算？",
    ),
    verify=(
        "调取每日就餐签到、刷卡记录和出入库单，核对实际就餐人次",
        "对照学籍系统当月在籍学生与校历供餐天数",
        "核对供应商送货单、发票与结算金额",
        "供应商占全县结算额的比例仅供了解，集中采购本身不说明问题",
    ),
    chain=posts(
        "学校食堂管理员",
        "学校财务室",
        "学校负责人",
        "教育财务核算机构",
        "县教育局",
    ),
    amount_basis="超出人次乘以餐标；金额超出人次的为结算金额减去人次乘以餐标",
    sentences={
        "超过在籍人数": (
            "{from}至{to}有{months}个月的结算人次超过在籍人数与供餐天数之积，"
            "超出部分{amount}。"
        ),
        "超过就餐人数": (
            "{from}至{to}有{months}个月的结算人次超过就餐人数与供餐天数之积，"
            "超出部分{amount}。"
        ),
        "超过餐标": (
            "{from}至{to}有{months}个月的结算金额超过人次与餐标之积，超出部分{amount}。"
        ),
    },
    logic=(
        "逐校逐月逐供应商比对；学籍中有该校的用当月在籍人数，没有的用学校填报的在校人数。",
        "结算人次超过人数乘以供餐天数百分之五以上的列出，先比在籍人数，再比就餐人数。",
        "没有人次的以结算金额除以餐标折算；金额超过人次乘以餐标百分之五以上的也列出。",
        "超出人次不多于陪餐人次的作合理解释。",
    ),
    cannot_see=(
        "人次与人数、天数同时多填的，只有学籍登记该校时才能看到",
        "一天供多餐的学校，须把各餐天数相加后再比",
        "餐食数量和质量不在数据中",
    ),
    effort_minutes=40,
    module=__name__,
)
