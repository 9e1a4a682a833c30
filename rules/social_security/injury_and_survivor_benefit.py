"""Payments of the injury insurance beside what excludes them.

An allowance of the disabled ends with an employee's pension and only the difference
is paid (the resident pension does not end it); a survivor's pension ends with
eighteen years unless the survivor is unable to work, with employment, a spouse's new
marriage and death. Of funeral grants one may be drawn. Adoption stands in no
register that we receive.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Topping(Params):
    """How exactly a difference must fit."""

    topping_fen: int = Field(
        default=5_000, description="差额补足允许的误差（待遇调整造成的零头）"
    )


RULE = Rule(
    id="SS-10",
    version=5,
    status=Status.IN_USE,
    title="工伤、供养亲属待遇与其他情形不能并存",
    question="伤残津贴、供养亲属抚恤金、丧葬补助金发放的月份，"
    "是否出现了应停发或只能领一项的情形？",
    basis=(
        Basis(
            document="《中华人民共和国社会保险法》",
            article="第四十条、第四十九条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《工伤保险条例》",
            article="第三十五条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《工伤保险条例》",
            article="第三十九条、第四十二条",
            read=Read.RECALLED,
        ),
        Basis(
            document="《因工死亡职工供养亲属范围规定》（劳动保障部令第18号）",
            article="第四条",
            read=Read.FOUND,
        ),
    ),
    needs=("social_security/injury_payment",),
    optional=(
        "social_security/pension_payment",
        "social_security/contribution",
        "social_security/life_certificate",
        "finance/staff_payroll",
        "registry/death",
        "registry/marriage",
    ),
    policies=("registry_lag", "staff_type", "survivor_age"),
    act="social_security/injury_payment",
    partition={
        "social_security/injury_payment": None,
        "social_security/pension_payment": None,
        "social_security/contribution": None,
        "finance/staff_payroll": None,
        "registry/death": None,
        "registry/marriage": None,
    },
    params=Topping(),
    explanations=("topped_up", "source_lag", "certified_alive"),
    questions=(
        "停发伤残津贴时是否核定了差额？",
        "亲属是否经鉴定完全丧失劳动能力，鉴定何时到期？",
        "亲属的就业、再婚记录是否本人，有没有代缴或误登？",
    ),
    verify=(
        "调取工伤待遇核定表与差额补足审批表",
        "调取劳动能力鉴定结论书",
        "核对亲属的婚姻登记、缴费和死亡登记原件",
        "丧葬补助金核对两处的申领人与到账情况",
    ),
    chain=posts(
        "用人单位、乡镇人社服务机构",
        "县社保中心工伤待遇审核岗",
        "县社保中心待遇审批岗",
        "县社保中心基金支付岗、代发银行",
        "县人社局",
    ),
    amount_basis="情形出现次月起该项待遇的发放金额；差额补足不计，"
    "丧葬补助金取两处中较低的一项",
    sentences={
        "津贴与养老": (
            "开始领取养老待遇之后，{from}至{to}仍有{months}个月的伤残津贴发放记录，"
            "待核实金额{amount}。"
        ),
        "丧葬补助两处": (
            "同一人的丧葬补助金在工伤保险和养老保险各有发放记录，待核实金额{amount}。"
        ),
        "亲属去世": (
            "供养亲属死亡登记次月之后，{from}至{to}仍有{months}个月的抚恤金"
            "发放记录，待核实金额{amount}。"
        ),
        "配偶再婚": (
            "配偶登记再婚之后，{from}至{to}仍有{months}个月的抚恤金发放记录，"
            "待核实金额{amount}。"
        ),
        "亲属已成年": (
            "供养亲属年满十八周岁之后，{from}至{to}仍有{months}个月的抚恤金"
            "发放记录，登记为未丧失劳动能力，待核实金额{amount}。"
        ),
        "亲属已就业": (
            "{from}至{to}有{months}个月在发放供养亲属抚恤金的同时，"
            "该亲属有单位缴费或财政工资记录，待核实金额{amount}。"
        ),
    },
    logic=(
        "伤残津贴与同月的职工养老待遇对上，养老待遇首月以后的津贴为待核实；"
        "不高于原津贴与养老待遇之差的，视为差额补足。",
        "供养亲属抚恤金按亲属对上死亡、婚姻、缴费和工资记录，"
        "并按出生日期和政策表计算年龄。",
        "情形出现的当月仍应发放；成年而未登记劳动能力的无法判断。",
        "同一名死者在工伤保险和养老保险都有丧葬补助的，取较低的一项。",
    ),
    cannot_see=(
        "被收养、事实婚姻、外地登记的再婚",
        "数据期以前的伤残津贴标准（差额是否补足须查核定表）",
    ),
    module=__name__,
)
