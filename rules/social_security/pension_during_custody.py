"""Pension paid for months spent in prison, or in a detention house in its place.

The catalogue would use the dates of the sentence; a month counts only if it lies
wholly between them, because the months of going in and coming out are paid. The
time before a judgment (羁押, 取保候审) is no prison term, and money paid after the
release for months inside may be back pay on a changed judgment: undecided.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="SS-03",
    version=3,
    status=Status.IN_USE,
    title="服刑期间仍有养老待遇发放记录",
    question="在监狱或看守所服刑的月份，是否仍在发放养老待遇？",
    basis=(
        Basis(
            document="《城乡居民基本养老保险经办规程》（服刑期间暂停，"
            "管制、缓刑、假释等继续发放）",
            read=Read.FOUND,
        ),
        Basis(
            document="《社会保险经办条例》",
            article="第二十六条、第四十六条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="人社部关于退休人员被判刑后有关养老保险待遇问题的复函"
            "（劳社厅函〔2001〕44号）",
            read=Read.RECALLED,
        ),
    ),
    needs=("social_security/pension_payment", "registry/custody"),
    optional=("social_security/pension_refund",),
    policies=("registry_lag",),
    act="social_security/pension_payment",
    partition={
        "social_security/pension_payment": None,
        "registry/custody": None,
    },
    explanations=("source_lag", "out_of_custody", "paid_after_release", "repaid"),
    questions=(
        "该段时间的执行方式有无变更（假释、暂予监外执行、改判）？",
        "多发部分是否已退回、抵扣或订有分期退款计划？",
    ),
    verify=(
        "向执行机关核对入监、出监日期与执行方式",
        "调取判决书、执行通知书，判决前的羁押和取保候审月份不计",
        "调取待遇发放明细与代发银行回单，确认款项实际到账",
        "核对待遇暂停审批材料与多发部分的退回、抵扣记录",
    ),
    chain=posts(
        "村（社区）协理员",
        "乡镇人社服务机构",
        "县社保中心待遇核定岗",
        "县社保中心基金支付岗、代发银行",
        "县人社局",
    ),
    amount_basis="整月在服刑的月份实发养老待遇合计，不含丧葬费；"
    "信息传递期内、已退回的不计",
    sentences={
        "服刑期间": (
            "{from}至{to}有{months}个整月登记为在监所服刑，"
            "仍有{matter}待遇发放记录，待核实金额{amount}。"
        ),
    },
    logic=(
        "把养老待遇发放记录与服刑登记按人对上，执行方式只取监狱执行和看守所代为执行。",
        "所属月份整月落在入监次月至出监上月之间、已支付的每一笔是一项待核实行为。",
        "缓刑、管制、假释、暂予监外执行、取保候审和判决前羁押一律不计。",
        "刑期未满而从以后的登记信息中消失的，最后一次仍有登记之前的月份照算，其后的不作判断。",
        "信息传递期内的发放、期间已假释或监外执行的月份、已全部退回的不计；"
        "出监以后才补发的无法判断，须先看改判文书。",
    ),
    cannot_see=(
        "在外地服刑而执行机关未提供数据的查不到",
        "减刑、假释后实际出监日期未报送的，看起来仍在服刑",
    ),
    module=__name__,
)
