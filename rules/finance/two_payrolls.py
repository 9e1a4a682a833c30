"""Two wages for one month: from two fiscal payrolls, or beside an enterprise's.

What an enterprise pays is not known; that it insured the person as its employee, in
time and paid in, for several months running, is. The lower of wage and insured base
stands for it. Retired pay is another rule's (FN-03).
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class ContributionMonths(Params):
    """How long an enterprise must have insured somebody on the fiscal payroll."""

    contribution_months: int = Field(
        default=3, ge=1, description="同一企业以职工身份为其缴费至少几个月才列出"
    )


RULE = Rule(
    id="FN-02",
    version=3,
    status=Status.IN_USE,
    title="同一人同月在两处有工资或职工参保记录",
    question="同一人同一月份是否在两个单位的财政工资册中，或在册期间由企业按职工参保缴费？",
    basis=(
        Basis(
            document="国办发〔2014〕65号《关于开展“吃空饷”问题集中治理工作的意见》",
            article="停发工资的情形",
            read=Read.FOUND,
        ),
        Basis(
            document="《中华人民共和国公务员法》",
            article="第四十四条、第五十九条第十六项",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/staff_payroll",),
    optional=("social_security/contribution", "registry/professional_registration"),
    policies=("staff_type",),
    act="finance/staff_payroll",
    partition={"finance/staff_payroll": None, "social_security/contribution": None},
    params=ContributionMonths(),
    explanations=(
        "non_fiscal_post",
        "transfer_month",
        "secondment",
        "registered_practice",
    ),
    questions=(
        "两处是否都实际到岗，兼职是否经批准、是否允许取酬？",
        "参保是否因军转、改制等保留原参保关系，或企业误报、代缴？",
    ),
    verify=(
        "向两个单位分别调取考勤、岗位聘任和工资审批材料",
        "向编办核对编制所在单位，核对调动、借调文件",
        "向社保经办机构核对参保登记、增减员申报和缴费资金来源",
        "军转干部保留参保关系、高校教师和科研人员经批准兼职的，不能据此认定",
    ),
    chain=posts(
        "所在单位人事机构",
        "主管部门",
        "县编办、县人社局",
        "县财政局国库机构、代发银行",
        "县委组织部、县人社局",
    ),
    amount_basis="各月较低一处的应发工资合计；企业参保的按工资与缴费基数中较低者；已作合理解释的月份不计",
    sentences={
        "两处发放": (
            "{from}至{to}有{months}个月，同一人在两个单位的财政工资册中同时有发放记录，"
            "较低一处合计{amount}，待核实。"
        ),
        "企业参保": (
            "{from}至{to}有{months}个月，在财政工资册的同时由企业按职工参保缴费，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "按人和月份把工资册合并：同一单位同月分几次发放的算一处。",
        "同月有两处及以上的，除最高一处外每处是一项待核实行为，离退休费和遗属补助不在内。",
        "在册月份由工资单位以外的企业按职工身份正常缴纳企业养老保险、且已到账满三个月的，逐月列出。",
        "岗位写明借调、挂职、驻村的，调动当月各发一次的，一处不属财政供养编制的，作合理解释。",
    ),
    cannot_see=(
        "企业实际发放的工资没有数据，只能看参保缴费",
        "未参保的兼职取酬查不到",
        "外地工资册和外地参保未报送的查不到",
    ),
    module=__name__,
)
