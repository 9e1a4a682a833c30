"""Severely disabled people who never drew the care subsidy.

The grade that earns it is the policy table's, so a county that pays grades three and
four finds them by its own row. Only firm ties count: that somebody is missing from a
list is a statement about everybody, and a mistyped number must not make it.
"""

from pydantic import Field

from rules.rule import Basis, Params, Queue, Read, Rule, Status, posts


class _Params(Params):
    grace_months: int = Field(
        default=6, ge=0, description="发证之后，申请和审核所需的月数"
    )


RULE = Rule(
    id="U01",
    version=6,
    status=Status.IN_USE,
    queue=Queue.ENTITLEMENT,
    title="持有效重度残疾人证，没有领取护理补贴的记录",
    question="符合护理补贴等级的持证残疾人，是否都已申请并领到补贴？",
    basis=(
        Basis(
            document="《国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见》",
            article="（国发〔2015〕52号）补贴对象",
            read=Read.FOUND,
        ),
        Basis(
            document="《民政部、财政部、中国残联关于进一步完善两项补贴制度的意见》",
            article="（民发〔2021〕70号）主动发现",
            read=Read.RECALLED,
        ),
    ),
    needs=(
        "relief/disability_subsidy",
        "registry/disability_certificate",
        "registry/resident",
    ),
    optional=(
        "registry/death",
        "registry/custody",
        "relief/tekun_person",
        "relief/orphan",
        "social_security/injury_payment",
    ),
    policies=("disability_subsidy", "registry_lag"),
    act="registry/disability_certificate",
    partition={
        "relief/disability_subsidy": None,
        "registry/disability_certificate": None,
        "registry/resident": None,
        "registry/death": None,
        "registry/custody": None,
        "relief/tekun_person": None,
        "relief/orphan": None,
        "social_security/injury_payment": None,
    },
    params=_Params(),
    explanations=(),
    unexplained="申请期内、更优待遇、去世、迁出、羁押服刑，都是查询本身的条件",
    questions=(
        "本人是否知道这项补贴，是否申请过，未通过的理由是什么？",
        "本人是否书面放弃，是否在外地领取？",
    ),
    verify=(
        "核对残疾人证原件、类别、等级和有效期",
        "查看受理登记，是否申请过、退回过或在办",
        "查看是否享受不能同时享受的其他护理待遇",
        "确属应享的，由村（社区）协助申请，从规定月份起发放",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "县残联",
        "县财政局、代发银行",
        "县民政局",
    ),
    amount_basis="当地月标准乘以发证次月起（不早于现有发放数据）的月数；补发与否以当地规定为准",
    sentences={
        "未享受": (
            "持有效重度残疾人证，{from}至{to}没有{matter}发放记录，"
            "按标准推算应发未发{amount}。"
        ),
    },
    logic=(
        "残疾人证有效、等级在护理补贴政策表内、发证已超过申请期的，逐人核对发放清单。",
        "本人或同一残疾人证号在清单中出现过一次的，不列（中间缺月另有规则）。",
        "享受特困供养、孤儿基本生活费或工伤生活护理费的，不列。",
        "去世、户籍不在册、羁押服刑的，不列；只用可靠的身份关联。",
    ),
    cannot_see=(
        "在外县领取、正在申请、书面放弃的查不到",
        "需要长期照护的评估结论不在数据中",
        "高龄津贴、特困供养的应享未享不在本规则内",
    ),
    effort_minutes=20,
    module=__name__,
)
