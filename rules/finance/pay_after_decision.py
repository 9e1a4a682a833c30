"""Pay that is no lower after a decision of discipline or a judgment that lowers it.

The catalogue asked only for wages after a dismissal, which FN-01 raises; most decisions
lower a wage and do not stop it, and those are left to this rule. By how much a wage has
to fall is not in the data, so no sum is given. A decision that leaves the pay as it is
asks for nothing.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Escalation, Params, Read, Rule, Status, posts


class Grace(Params):
    """How long a decision takes to reach the payroll."""

    grace_months: Annotated[
        int, Field(description="处分生效当月之后，工资册办理变动的月数", ge=0)
    ] = 1


RULE = Rule(
    id="DD-01",
    version=3,
    status=Status.IN_USE,
    title="处分、判决应降低工资待遇的，生效后应发工资没有变化",
    question="处分决定或判决应当降低或停发部分工资的，生效次月之后应发工资是否仍不低于生效之前？",
    basis=(
        Basis(
            document="《中华人民共和国公职人员政务处分法》",
            article="第十九条",
            read=Read.RECALLED,
        ),
        Basis(
            document="《公务员纪律处分、刑事处罚工资待遇处理办法》", read=Read.RECALLED
        ),
        Basis(
            document="国办发〔2014〕65号（受处分或处罚应停发未停发）", read=Read.FOUND
        ),
    ),
    needs=("registry/discipline_decision", "finance/staff_payroll"),
    optional=(),
    policies=("staff_type",),
    act="finance/staff_payroll",
    partition={"registry/discipline_decision": None, "finance/staff_payroll": None},
    params=Grace(),
    explanations=("withheld_from_net",),
    questions=(
        "工资变动审批是否已经办理，从哪个月起执行？",
        "应发未降是否因同期普遍调整工资、正常晋档或补发所致？",
        "处分决定是否已变更、撤销或解除？",
    ),
    verify=(
        "调取处分决定书、判决书与送达、备案材料，核对生效日期和影响期",
        "调取组织、人社部门的工资变动审批表，按处分后的职务职级重算应发工资",
        "核对同单位同类人员同期工资是否普遍调整",
        "应发工资没有变化只说明执行情况待核，不能据此认定多发",
    ),
    chain=posts(
        "本人所在单位", "主管部门", "县委组织部、县人社局", "县财政局", "县纪委监委"
    ),
    amount_basis="多发部分须按处分后的工资标准重算，本规则不给出金额",
    sentences={
        "应降低": (
            "{from}至{to}有{months}个月，处分或判决应降低工资待遇，应发工资不低于生效之前。"
        ),
        "处理未写明": (
            "{from}至{to}有{months}个月，处分或判决生效后应发工资不低于此前，工资处理没有写明。"
        ),
        "应停发部分": (
            "{from}至{to}有{months}个月，处分或判决应停发部分工资，应发工资不低于生效之前。"
        ),
    },
    escalation=Escalation(months=6),
    logic=(
        "处理结果为降低工资、停发部分或降低退休待遇的才比对；全部停发的由 FN-01 比对。",
        "以生效前一个月的应发合计为准，生效次月之后至影响期满的整月，应发不低于该数的每月一项。",
        "撤职、降级或判决而没有写明工资处理的，不作判断，列为须补充决定。",
    ),
    cannot_see=(
        "未报送处分、判决信息的人查不到",
        "应发有所降低但降幅不足的查不到",
    ),
    effort_minutes=30,
    module=__name__,
)
