"""Wages after death, in prison, after leaving or abroad; more people paid than posts.

The month of the event is still a month of service, and the payroll says only the month
that a wage is for: so a wage counts from the next month on, and while the news may not
have reached the unit it is explained. The catalogue compares with the month of a
dismissal itself; here it is the month after. It gives no months for the establishment;
posts are changed and people transferred, so the most posts of any version count, who
leaves in the month does not, and one such month alone is nothing. Leave is no dataset:
of a post left we know what the payroll says itself, of long absence only that somebody
in post was abroad for months on end, which a child, an illness or studies may explain.
"""

from pydantic import Field

from rules.rule import Basis, Escalation, Params, Read, Rule, Status, posts


class Months(Params):
    """How long a unit has more people than posts, and somebody in post is abroad."""

    crowded_months: int = Field(
        default=2, ge=1, description="工资册在编人数多于核定编制数至少出现几个月"
    )
    abroad_months: int = Field(
        default=3, ge=1, description="一次出境至少跨越几个整月仍发工资才列出"
    )


RULE = Rule(
    id="FN-01",
    version=7,
    status=Status.IN_USE,
    title="死亡、服刑、离岗、停发决定或长期出境期间仍有工资发放记录，或工资人数多于编制",
    question=(
        "工资册中是否有人在死亡、服刑、离岗、停发工资决定生效之后或者长期出境期间仍按月发放，"
        "单位在册人数是否多于核定编制？"
    ),
    basis=(
        Basis(
            document="国办发〔2014〕65号《关于开展“吃空饷”问题集中治理工作的意见》",
            article="停发工资的情形",
            read=Read.FOUND,
        ),
        Basis(
            document="《中华人民共和国公务员法》",
            article="第八十八条第五项",
            read=Read.RECALLED,
        ),
        Basis(
            document="《中华人民共和国公职人员政务处分法》",
            article="第二十三条至第二十五条",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/staff_payroll",),
    optional=(
        "registry/death",
        "registry/custody",
        "registry/discipline_decision",
        "registry/exit_entry",
        "finance/headcount",
        "social_security/life_certificate",
    ),
    policies=("staff_type", "registry_lag"),
    act="finance/staff_payroll",
    # Units and persons are two keys, and the payroll is small.
    partition={
        "finance/staff_payroll": None,
        "registry/death": None,
        "registry/custody": None,
        "registry/discipline_decision": None,
        "registry/exit_entry": None,
        "finance/headcount": None,
    },
    params=Months(),
    explanations=(
        "survivors_aid",
        "funeral_grant",
        "non_fiscal_post",
        "notice_period",
        "certified_alive",
        "out_of_custody",
        "posted_abroad",
        "leave_approved",
        "posts_approved",
    ),
    questions=(
        "工资实际由谁领取，单位何时得知有关情况、何时办理停发？",
        "处分或判决是否已经复审、改判或撤销？",
        "离岗、出境期间是否经批准请假、借调、派出，工资是否按假期规定核发？",
        "多于编制的人员是否经批准调入、安置或借用？",
    ),
    verify=(
        "向公安、卫健、民政核对死亡日期，须有两个来源一致",
        "向监所核对服刑起止与执行方式，缓刑、社区矫正期间发放生活费的按规定核对",
        "调取处分决定、停发通知与工资变动审批表",
        "调取请假审批、考勤记录和因公出国（境）批件，核对离岗日期",
        "调取工资卡流水，核对款项实际去向与是否已退回",
        "向编办核对编制与实有人员，核对当月调入调出",
        "仅凭登记与工资册不一致，不能认定多发",
    ),
    chain=posts(
        "所在单位人事机构",
        "主管部门",
        "县编办、县人社局",
        "县财政局国库机构、代发银行",
        "县委组织部、县人社局",
    ),
    amount_basis=(
        "死亡、离岗、停发决定之后和服刑、出境期间各月应发工资合计，已作合理解释的月份不计；"
        "多于编制的不估算金额"
    ),
    sentences={
        "死亡之后": (
            "死亡登记次月之后，{from}至{to}仍有{months}个月的工资发放记录，"
            "待核实金额{amount}。"
        ),
        "服刑期间": (
            "{from}至{to}有{months}个月，全月处于登记的服刑期间而仍有工资发放记录，"
            "待核实金额{amount}。"
        ),
        "离岗之后": (
            "工资册所列离职日期的次月起，{from}至{to}仍有{months}个月的工资发放记录，"
            "待核实金额{amount}。"
        ),
        "出境期间": (
            "{from}至{to}有{months}个月，全月在境外而仍有在编工资发放记录，"
            "待核实金额{amount}。"
        ),
        "停发决定之后": (
            "停发工资的决定生效次月起，{from}至{to}仍有{months}个月的工资发放记录，"
            "待核实金额{amount}。"
        ),
        "多于编制": "{from}至{to}有{months}个月，工资册中的在编人数多于核定编制数。",
    },
    escalation=Escalation(months=4),
    logic=(
        "把财政工资册与死亡登记、服刑登记、处分决定、出入境记录按人对上，按工资所属月份比较。",
        "所属月份晚于死亡当月、全月在服刑期间、晚于停发决定生效当月的，每个月是一项待核实行为。",
        "只算监狱执行和看守所代为执行的服刑；判决前羁押、缓刑、管制、假释和社区矫正不算。",
        "公务员、参公、事业在编和工勤人员，所属月份晚于工资册本行离职日期当月的，列为离岗之后；"
        "同单位以后月份又没有离职日期的，不作判断。",
        "上述人员一次出境满三个整月仍发工资的，逐月列出；持因公护照的有合理解释，入境日期缺失的不作判断。",
        "按单位和月份数公务员、参公、事业在编和工勤人数，当月离开的不数；多于编办各次核定编制数中最多的一次，且不止一个月的，列出该单位。",
        "号码缺失或有误而姓名在本单位没有第二人的，不论是谁都占一个人数。",
    ),
    cannot_see=(
        "长期不在岗而没有死亡、服刑、处分、离职日期或出境记录的人，从数据中看不出",
        "请假、借调、派出没有报送台账，出境期间是否准假须问单位",
        "工资册没有实际支付日期，补发的以前月份按所属月份计",
        "外地的死亡与服刑登记未报送的查不到",
    ),
    effort_minutes=30,
    module=__name__,
)
