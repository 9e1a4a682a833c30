"""Unemployment benefit for months after death, prison, pension, enlistment, departure.

The month of the event itself is paid. Prison stands in the regulation of 1999, no
longer in the act of 2010; a long journey is no emigration, so it weighs least and
asks whether the person has settled abroad. Pensions paid in arrears, after the
benefit had been paid, are settled between the funds and left undecided.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Ends(Params):
    """When a journey is long enough to ask."""

    abroad_days: int = Field(
        default=180, description="连续在境外超过多少日，需核实是否已移居境外"
    )


RULE = Rule(
    id="SS-05",
    version=4,
    status=Status.IN_USE,
    title="停止领取失业保险金的情形出现后仍有发放记录",
    question="去世、服刑、开始领取养老待遇、入伍或移居境外以后，"
    "是否仍在发放失业保险金？",
    basis=(
        Basis(
            document="《中华人民共和国社会保险法》",
            article="第四十九条、第五十一条第（二）至（四）项",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《失业保险条例》",
            article="第十五条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("social_security/unemployment_benefit",),
    optional=(
        "registry/death",
        "registry/custody",
        "registry/resident",
        "registry/veteran",
        "registry/exit_entry",
        "social_security/pension_payment",
        "social_security/life_certificate",
        "social_security/medical_settlement",
    ),
    policies=("registry_lag",),
    act="social_security/unemployment_benefit",
    partition={
        "social_security/unemployment_benefit": None,
        "registry/death": None,
        "registry/custody": None,
        "registry/resident": None,
        "registry/veteran": None,
        "registry/exit_entry": None,
        "social_security/pension_payment": None,
    },
    params=Ends(),
    explanations=(
        "source_lag",
        "certified_alive",
        "in_hospital",
        "out_of_custody",
        "paid_after_release",
        "pension_paid_later",
    ),
    questions=(
        "该情形发生的日期以哪一登记为准，是否存在误登？",
        "长期在境外的，是否已经移居，还是探亲、务工？",
        "多发部分是否已退回或在养老待遇中抵扣？",
    ),
    verify=(
        "向登记机关核对事项与日期",
        "调取失业保险金停发审核记录与代发银行回单",
        "养老待遇补发的，核对两项基金之间有无抵扣",
        "核对死亡后应发给遗属的丧葬补助金、抚恤金是否另行核定",
    ),
    chain=posts(
        "乡镇人社服务机构、县就业服务中心",
        "县失业保险经办岗",
        "县失业保险经办负责人",
        "县社保基金支付岗、代发银行",
        "县人社局",
    ),
    amount_basis="情形出现次月起发放的失业保险金与基金代缴医疗保险费合计",
    sentences={
        "去世": (
            "死亡登记次月之后，{from}至{to}仍有{months}个月的失业保险金发放记录，"
            "待核实金额{amount}。"
        ),
        "服刑": (
            "{from}至{to}有{months}个整月登记为在监所服刑，"
            "仍有失业保险金发放记录，待核实金额{amount}。"
        ),
        "享受养老待遇": (
            "开始领取养老待遇之后，{from}至{to}仍有{months}个月的失业保险金发放记录，"
            "待核实金额{amount}。"
        ),
        "服兵役": (
            "登记入伍之后，{from}至{to}仍有{months}个月的失业保险金发放记录，"
            "待核实金额{amount}。"
        ),
        "移居境外": (
            "户籍登记为出国定居之后，{from}至{to}仍有{months}个月的"
            "失业保险金发放记录，待核实金额{amount}。"
        ),
        "长期在境外": (
            "{from}至{to}有{months}个整月连续在境外，仍有失业保险金发放记录，"
            "需核实是否已移居境外，待核实金额{amount}。"
        ),
    },
    logic=(
        "把已发放的失业保险金与死亡、服刑、养老待遇、入伍、出国定居、出入境记录"
        "按人对上。",
        "情形出现的当月仍应发放，次月起的每一笔是一项待核实行为；"
        "服刑、服役、在境外只计整月。",
        "同一笔只按一种情形计，依次为去世、服刑、养老、入伍或出境。",
        "信息传递期内的发放、已假释等不计；养老待遇事后补发的无法判断。",
    ),
    cannot_see=(
        "移居而未注销户籍、又没有出入境记录的查不到",
        "拒绝接受介绍的工作或培训（第五十一条第五项）没有数据",
    ),
    module=__name__,
)
