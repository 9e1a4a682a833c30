"""Services to and visits of old people on days on which they cannot have had them.

The month of death is spared: sheets are kept by the month. The lag of the register of
deaths is not: it excuses a payment made before anybody knew, never a visit to somebody
who was not there. In hospital only services at home count; a visit in the hospital
itself or a call may well have been made.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Escalation, Params, Read, Rule, Status, posts


class Stay(Params):
    """What is still a stay in hospital."""

    stay_days: Annotated[
        int,
        Field(description="长于这个天数的住院可能是未办出院或录入差错，不作依据", ge=1),
    ] = 90


RULE = Rule(
    id="ES-01",
    version=6,
    status=Status.IN_USE,
    title="死亡、羁押或住院期间仍有养老服务、公卫随访记录",
    question="养老服务、公共卫生随访记录的服务日期，服务对象是否已经死亡，或正在羁押、住院？",
    basis=(
        Basis(document="《国家基本公共卫生服务规范（第三版）》", read=Read.RECALLED),
        Basis(
            document="《中华人民共和国老年人权益保障法》",
            article="第四章 社会服务",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/elder_service", "registry/death"),
    optional=(
        "registry/custody",
        "social_security/medical_settlement",
        "social_security/life_certificate",
    ),
    policies=("registry_lag",),
    act="relief/elder_service",
    partition={
        "relief/elder_service": None,
        "registry/death": None,
        "registry/custody": None,
        "social_security/medical_settlement": None,
    },
    params=Stay(),
    explanations=("certified_alive", "in_hospital", "out_of_custody"),
    questions=(
        "服务记录的日期是实际服务日期，还是集中补录的日期？",
        "服务对象是否被误登为死亡，或由他人使用其证件住院？",
        "住院期间是否请假回家，服务由谁签收？",
    ),
    verify=(
        "调取原始服务记录、签字、定位与照片，核对服务人员当天的其他记录",
        "向公安、卫健核对死亡日期，向监所、医院核对起止日期",
        "走访家属，核实当天是否有人上门",
        "日期录入差错不能据此认定没有服务",
    ),
    chain=posts(
        "服务人员", "服务机构", "县民政局、县卫生健康局", "县财政局", "县民政局"
    ),
    amount_basis="各次服务登记的费用合计；公卫随访按人头拨付，单次记录不计金额",
    sentences={
        "死亡之后": (
            "死亡登记次月之后，{from}至{to}有{count}次{matter}记录，待核实金额{amount}。"
        ),
        "羁押期间": (
            "羁押期间，{from}至{to}有{count}次{matter}记录，待核实金额{amount}。"
        ),
        "住院期间": (
            "住院期间，{from}至{to}有{count}次在家中或日间照料场所的{matter}记录，"
            "待核实金额{amount}。"
        ),
    },
    escalation=Escalation(subjects=3),
    logic=(
        "服务日期在死亡当月之后的为“死亡之后”；死亡当月的记录不计。",
        "服务日期在收监之后、释放之前的为“羁押期间”；起止当天、缓刑和社区矫正不计。",
        "服务日期在入院之后、出院之前且为上门或居家服务的为“住院期间”；在院随访和电话随访不计。",
        "同一服务人员涉及三名以上服务对象的，列为优先核查。",
    ),
    cannot_see=(
        "没有死亡登记或未联网结算的住院查不到",
        "人在家中而服务没有发生的，本规则看不到",
        "释放日期不明的羁押不作比对",
    ),
    effort_minutes=25,
    module=__name__,
)
