"""Medical settlements for days on which the patient cannot have been there.

Only days of service count: bills are lawfully settled after a death. What a family
pays out of the deceased's own account is its own, so only money of the fund is in
question. A class that somebody attended meanwhile belongs to PR-13C.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Presence(Params):
    """How exact the days of service and of death are."""

    grace_days: int = Field(
        default=2, description="抢救、遗体处置等费用可记到死亡日期之后的天数"
    )
    overlap_days: int = Field(
        default=2, description="两次住院重叠达到多少天才需核实，转院当日不计"
    )


RULE = Rule(
    id="SS-08",
    version=4,
    status=Status.IN_USE,
    title="就诊日期与死亡、服刑或另一次住院相冲突",
    question="医保结算的就诊日期，是否在死亡之后、服刑期间或与另一家医院的住院重叠？",
    basis=(
        Basis(
            document="《中华人民共和国社会保险法》",
            article="第八十七条、第八十八条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《社会保险经办条例》",
            article="第二十条、第五十五条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《医疗保障基金使用监督管理条例》（国务院令第735号）",
            article="第十七条、第三十八条至第四十一条",
            read=Read.RECALLED,
        ),
    ),
    needs=("social_security/medical_settlement",),
    optional=(
        "registry/death",
        "registry/custody",
        "registry/resident",
        "social_security/life_certificate",
    ),
    policies=("registry_lag",),
    act="social_security/medical_settlement",
    partition={
        "social_security/medical_settlement": None,
        "registry/death": None,
        "registry/custody": None,
        "registry/resident": None,
    },
    params=Presence(),
    explanations=("certified_alive", "out_of_custody", "newborn_under_mother"),
    questions=(
        "死亡日期以哪一来源为准，是否存在误登或重号？",
        "就诊凭证由谁持有，病历、处方由谁签字？",
        "两次住院是否为转院、医共体内流转或出院手续延后？",
    ),
    verify=(
        "调取病历首页、护理记录、检查检验时间与入出院记录，核对本人是否在院",
        "核对死亡日期的两个以上来源",
        "向医院核对有无冲正、重复上传或录错人员",
        "结算日期晚于死亡而就诊在死亡之前的，属正常结算",
    ),
    chain=posts(
        "定点医药机构医保办",
        "定点医药机构",
        "县医保中心审核岗",
        "县医保中心基金支付岗",
        "县医保局",
    ),
    amount_basis="该次结算由医保基金支付的金额，个人账户和现金支付不计，已冲正的不计",
    sentences={
        "去世后就诊": (
            "死亡登记日期之后，{from}至{to}仍有{count}次由基金支付的就诊结算，"
            "待核实金额{amount}。"
        ),
        "服刑期间住院": (
            "登记为在监所服刑期间，{from}至{to}有{count}次由基金支付的住院结算，"
            "待核实金额{amount}。"
        ),
        "两院住院重叠": (
            "{from}至{to}有{count}次住院与另一家医院的住院日期重叠，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "以就诊（入院）日期为准，不看结算日期；只看基金支付大于零且未冲正的结算。",
        "就诊日期晚于死亡登记日期两天以上的，是一项待核实行为。",
        "住院整段落在监狱或看守所服刑期间的，是一项待核实行为。",
        "同一人在两家医院的住院重叠两天以上的，看后入院的一次；"
        "同一医院的分段结算、转院当日不计。",
    ),
    cannot_see=(
        "使用他人凭证而本人在世的查不到",
        "异地就医未回传的结算",
        "不收集疾病诊断，诊疗内容是否合理不在此列",
    ),
    module=__name__,
)
