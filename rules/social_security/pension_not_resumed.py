"""Pensions stopped although their holder was certified alive, and not resumed.

The proof counts whether it came before the stop (the stop was mistaken) or after it
(the stop should have ended). What a card or an account shows is no proof of life, so
it is none here either: the rule must not send an office to pay the dead.
"""

from pydantic import Field

from rules.rule import Basis, Params, Queue, Read, Rule, Status, posts


class _Params(Params):
    grace_months: int = Field(
        default=2, ge=0, description="认证或停发之后，等待恢复发放的月数"
    )


RULE = Rule(
    id="U05",
    version=4,
    status=Status.IN_USE,
    queue=Queue.ENTITLEMENT,
    title="本人已通过认证，养老待遇停发后没有恢复发放的记录",
    question="因未认证或登记死亡而停发养老待遇的人，本人到场认证后是否已恢复发放并补发？",
    basis=(
        Basis(
            document="《社会保险法》",
            article="第十六条（按月领取基本养老金）",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《人力资源社会保障部关于领取社会保险待遇资格认证的规定》",
            article="认证通过后恢复并补发",
            read=Read.RECALLED,
        ),
    ),
    needs=(
        "social_security/pension_stop",
        "social_security/life_certificate",
        "social_security/pension_payment",
    ),
    optional=("registry/death",),
    policies=(
        "registry_lag",
        "proof_of_life",
    ),
    act="social_security/pension_stop",
    partition={
        "social_security/pension_stop": None,
        "social_security/life_certificate": None,
        "social_security/pension_payment": None,
        "registry/death": None,
    },
    params=_Params(),
    explanations=(),
    unexplained="已恢复、等待期内、之后去世、改领其他养老待遇的，都是查询本身的条件",
    questions=(
        "停发的原因是否已经消除？恢复手续办到哪一步？",
        "死亡登记与认证记录矛盾的，以哪一份为准，登记机关是否已更正？",
    ),
    verify=(
        "见到本人或视频核实，核对身份证件",
        "死亡登记有矛盾的，向登记机关核对死亡证明的姓名、号码，是否误登他人",
        "核对停发审批表、认证记录和系统状态",
        "确属应发的，恢复发放并补发停发期间待遇",
    ),
    chain=posts(
        "村（社区）协办员",
        "乡镇人力资源和社会保障服务中心",
        "县社会保险经办机构",
        "县财政局、代发银行",
        "县人力资源和社会保障局",
    ),
    amount_basis="停发前最后一笔月发放额乘以停发月数，算到数据中最近的发放月份",
    sentences={
        "认证后未恢复": (
            "因未认证停发后，本人已到场认证，{from}至{to}没有{matter}发放记录，"
            "应发未发{amount}。"
        ),
        "停发前已认证": (
            "停发之前本人已在有效期内到场认证，{from}至{to}没有{matter}发放记录，"
            "应发未发{amount}。"
        ),
        "死亡登记有矛盾": (
            "登记死亡之后本人曾到场认证，{from}至{to}没有{matter}发放记录，"
            "应发未发{amount}。"
        ),
    },
    logic=(
        "停发原因为未认证或死亡、没有恢复发放月份的停发记录，逐条核对。",
        "只认本人到场的认证（人脸识别、柜台、入户、视频、住院），刷卡和账户活动不算。",
        "认证或停发之后，在等待期内，或已有任何一种养老待遇发放的，不列。",
        "认证之后又登记死亡的不列。",
    ),
    cannot_see=(
        "在外地恢复领取、转移到外县的查不到",
        "认证是否由他人代做，认证记录中没有",
        "恢复发放但尚未报送的月份",
    ),
    effort_minutes=25,
    module=__name__,
)
