"""A wage of somebody in service beside retired pay or a pension; both kinds of these.

Since the reform of 2014 the insurance pays the pension and the unit only what the
insurance leaves out, so retired pay beside a pension is usual and says nothing while it
is a small part of it. Compared are the months that payments are for: what is paid later
for earlier months does not meet. The catalogue stops at "both in one month"; that would
raise every pensioner whose unit still pays an allowance.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class AllowanceShare(Params):
    """Up to which part of the pension the unit's pay is an allowance."""

    allowance_ppm: int = Field(
        default=500_000,
        ge=0,
        description="单位发放的离退休费不超过养老金的百万分之几，视为统筹外补贴",
    )


RULE = Rule(
    id="FN-03",
    version=2,
    status=Status.IN_USE,
    title="同月既有在职工资又有养老金或离退休费",
    question="同一所属月份是否既有在职工资又有离退休费或职工养老金，或单位离退休费与养老金重复？",
    basis=(
        Basis(
            document="国办发〔2014〕65号《关于开展“吃空饷”问题集中治理工作的意见》",
            article="已终止或离退休仍按在职领取",
            read=Read.FOUND,
        ),
        Basis(
            document="国发〔2015〕2号《关于机关事业单位工作人员养老保险制度改革的决定》",
            article="基本养老金计发办法",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/staff_payroll",),
    optional=("social_security/pension_payment",),
    policies=("staff_type",),
    act="finance/staff_payroll",
    partition={
        "finance/staff_payroll": None,
        "social_security/pension_payment": None,
    },
    params=AllowanceShare(),
    explanations=("transfer_month", "outside_pool"),
    questions=(
        "退休审批的月份是哪一个月，工资与养老金各自何时停发、起发？",
        "单位发放的离退休费包括哪些项目，是否属统筹外补贴或补发？",
    ),
    verify=(
        "调取退休审批表，核对退休月份、工资停发与养老金起发时间",
        "向社保经办机构核对养老金计发明细与补发、追回情况",
        "核对是否经批准延迟退休，退休返聘的按劳务核对",
        "仅凭两处名单重合，不能认定重复领取",
    ),
    chain=posts(
        "所在单位人事机构",
        "主管部门",
        "县人社局、县社保中心",
        "县财政局国库机构、代发银行",
        "县委组织部、县人社局",
    ),
    amount_basis="各月两项中较低一项合计；离退休费与养老金重合的按单位发放的离退休费；已作合理解释的月份不计",
    sentences={
        "在职工资与离退休费": (
            "{from}至{to}有{months}个月，工资册中同时有在职工资与离退休费，"
            "待核实金额{amount}。"
        ),
        "在职工资与养老金": (
            "{from}至{to}有{months}个月，有在职工资的同时有职工养老金发放记录，"
            "待核实金额{amount}。"
        ),
        "离退休费与养老金": (
            "{from}至{to}有{months}个月，单位离退休费与职工养老金同时发放，"
            "且离退休费超过养老金的一定比例，待核实金额{amount}。"
        ),
    },
    logic=(
        "工资册按人、按所属月份分为在职工资（公务员、参公、事业在编、工勤）与离退休费两类。",
        "同月既有在职工资又有离退休费，或又有机关、企业养老金发放成功记录的，每个月是一项待核实行为。",
        "单位离退休费与养老金同月发放的也列出；离退休费不超过养老金一半的视为统筹外补贴。",
        "只有退休交接当月一个月重合的，作合理解释；补发按所属月份比较，不看实际支付时间。",
    ),
    cannot_see=(
        "在外地领取的养老金未报送的查不到",
        "退休后以劳务费、返聘费名义另行发放的不在工资册内",
        "延迟退休的批准文件不在数据中",
    ),
    module=__name__,
)
