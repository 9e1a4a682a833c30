"""Minimum living allowance while a member of the household leads or owns a firm.

In shadow: registration says little about income. People are registered without their
knowledge, stalls earn nothing, cooperatives list whole villages. Only measured in an
office can this be more than a hint.
"""

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status

RULE = Rule(
    id="PR-05",
    version=3,
    status=Status.SHADOW,
    title="享受低保期间保障对象登记为市场主体负责人或股东",
    question="发放低保金的整月里，保障对象是否登记为存续市场主体的经营者、负责人或股东？",
    basis=(
        Basis(document="《社会救助暂行办法》", article="第十条", read=Read.FULL_TEXT),
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》",
            article="家庭收入和财产状况",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/dibao_member", "relief/dibao_payment", "registry/company"),
    optional=("registry/company_member",),
    policies=(),
    act="relief/dibao_payment",
    partition={
        "relief/dibao_member": None,
        "relief/dibao_payment": None,
        "registry/company": None,
        "registry/company_member": None,
    },
    params=DibaoMatter(),
    explanations=("marked_fading", "nominal_member", "registered_in_ones_name"),
    questions=(
        "本人是否知情并实际经营，有无经营收入？",
        "入保时是否已如实申报，收入是否已计入家庭收入？",
    ),
    verify=(
        "向市场监管部门调取登记档案，核对签名与实际经营人",
        "查询近一年的纳税、用电、收款情况",
        "入户了解经营情况，核对家庭收入申报",
        "仅凭登记不能认定有收入；本人不知情的登记应另行反映给登记机关",
    ),
    chain=OFFICES,
    amount_basis="登记覆盖的各整月发放成功的户低保金合计；是否多发须重算家庭收入",
    sentences={
        "登记为企业人员": (
            "{from}至{to}有{months}个月，所在户领取{matter}金的同时，本人登记为存续企业的"
            "负责人、股东或管理人员，涉及金额{amount}。"
        ),
        "登记为个体经营者": (
            "{from}至{to}有{months}个月，所在户领取{matter}金的同时，本人登记为存续个体"
            "工商户的经营者，涉及金额{amount}。"
        ),
    },
    logic=(
        "把每笔发放成功的低保金落到当月在册的保障对象，再看其登记的市场主体：自任职或成立次日起至离任或注销之前覆盖整月的才算。",
        "农民专业合作社的普通成员作为合理解释，不列疑点。",
        "本规则为影子运行：只统计、不产生疑点，待本单位积累核查结果后再决定是否启用。",
    ),
    cannot_see=(
        "登记信息不含收入，是否超过标准须重算家庭收入",
        "未登记的经营活动查不到",
    ),
    module=__name__,
)
