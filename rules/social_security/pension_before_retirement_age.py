"""Employees' pensions paid before the retirement age, by this or that birth date.

A start in shadow, and always for a person to judge: the file's first record of a
birth date prevails by rule, and special trades and invalidity allow five or ten
years. The extract does not say which kind of retirement it was. So for women the
lower of the two ages is taken, and a second birth date counts only if it is later.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Birth(Params):
    """When two birth dates differ enough."""

    differing_days: int = Field(
        default=180, description="其他登记的出生日期晚于证件日期多少天才比较"
    )


RULE = Rule(
    id="SS-11",
    version=4,
    status=Status.SHADOW,
    title="领取职工养老待遇时未达到法定退休年龄",
    question="按证件或其他登记的出生日期，发放养老待遇时是否已达到法定退休年龄？",
    basis=(
        Basis(
            document="《国务院关于渐进式延迟法定退休年龄的办法》",
            read=Read.RECALLED,
        ),
        Basis(
            document="《国务院关于安置老弱病残干部的暂行办法》和《国务院关于工人退休、"
            "退职的暂行办法》（国发〔1978〕104号）",
            read=Read.RECALLED,
        ),
        Basis(
            document="关于制止和纠正违反国家规定办理企业职工提前退休有关问题的通知"
            "（劳社部发〔1999〕8号）",
            read=Read.RECALLED,
        ),
    ),
    needs=("social_security/pension_payment",),
    optional=(
        "registry/resident",
        "registry/cadre",
        "social_security/resident_enrolment",
    ),
    policies=("retire_age",),
    act="social_security/pension_payment",
    partition={
        "social_security/pension_payment": None,
        "registry/resident": None,
        "registry/cadre": None,
        "social_security/resident_enrolment": None,
    },
    explanations=(
        "flexible_retirement",
        "early_retirement_kind",
        "file_birth_date",
    ),
    params=Birth(),
    questions=(
        "以哪一出生日期认定，档案最先记载是什么？",
        "属于哪一类退休（正常、特殊工种、病退、弹性提前）？",
    ),
    verify=(
        "查阅人事档案和退休审批表，核对出生日期认定依据",
        "核对特殊工种年限或劳动能力鉴定结论",
        "核对户籍登记有无更正及更正日期",
        "出生日期不一致本身不说明问题，只供人工核查",
    ),
    chain=posts(
        "用人单位、县社保中心受理岗",
        "县社保中心待遇核定岗",
        "县人社局养老保险股",
        "县社保中心基金支付岗",
        "县人社局",
    ),
    amount_basis="达到法定退休年龄当月以前各月的实发养老待遇，不含丧葬费",
    sentences={
        "证件日期": (
            "按证件号码记载的出生日期，{from}至{to}有{months}个月的{matter}待遇"
            "发放在法定退休年龄之前，待核实金额{amount}。"
        ),
        "其他登记日期": (
            "按其他登记的出生日期，{from}至{to}有{months}个月的{matter}待遇"
            "发放在法定退休年龄之前，待核实金额{amount}。"
        ),
    },
    logic=(
        "按出生日期、性别和政策表计算法定退休年龄，女性取两档中较低的一档。",
        "早于到龄当月的每一笔职工养老待遇是一项待核实行为。",
        "户籍、干部名册、居民养老参保登记的出生日期晚于证件日期半年以上的，"
        "再按较晚的日期算一次。",
        "达到改革前退休年龄、可能属弹性提前退休的不计；"
        "特殊工种、病退、档案认定须人工核查。",
    ),
    cannot_see=(
        "退休类别和档案出生日期不在数据中",
        "居民养老待遇的年龄（男女均六十周岁）不在此列",
        "到龄以后才进入数据期的，看不到当初是否提前",
    ),
    effort_minutes=40,
    module=__name__,
)
