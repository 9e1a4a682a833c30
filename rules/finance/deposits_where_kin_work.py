"""Most of a unit's money at the bank where a relative of those who decide is employed.

In shadow: in a small town every bank employs somebody's relative, and a unit's one
account is at one bank by rule. So only leaders and bookkeepers of the unit count, only
an employer that paid the relative's social insurance within the year, and only units
with much money.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Share(Params):
    """What is much money, and most of it."""

    least_fen: int = Field(
        default=100_000_000, ge=1, description="单位存款合计达到多少分才列出"
    )
    share_permille: int = Field(
        default=600, ge=1, le=1000, description="在同一银行的存款占比达到多少才列出"
    )
    employed_months: int = Field(
        default=12, ge=1, description="余额日期之前多少个月内由该银行缴纳社会保险"
    )


RULE = Rule(
    id="FN-11B",
    version=5,
    status=Status.SHADOW,
    title="单位存款集中在负责人、财务人员亲属所在的银行",
    question="单位的存款是否大部分存放在单位负责人或财务人员近亲属工作的银行，存放银行是怎样选定的？",
    basis=(
        Basis(
            document="《财政部关于进一步加强财政部门和预算单位资金存放管理的指导意见》",
            article="（财库〔2017〕76号）利益冲突回避",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/deposit", "registry/cadre", "social_security/contribution"),
    optional=("registry/declared_kin", "registry/marriage", "registry/resident"),
    policies=(),
    act="finance/deposit",
    partition={
        "finance/deposit": None,
        "registry/cadre": None,
        "social_security/contribution": None,
    },
    params=Share(),
    explanations=("won_by_competition", "one_bank_in_town"),
    questions=(
        "存放银行由谁提出、谁决定，相关人员是否回避？",
        "亲属在银行的岗位是否与存款业务有关？",
    ),
    verify=(
        "调取存放银行选择的会议纪要、评分表和回避记录",
        "核对亲属关系和亲属在银行的任职、考核情况",
        "核对单位全部账户余额，确认存放比例",
        "亲属在银行工作本身不是问题，须看存放是否按规定程序决定",
    ),
    chain=posts(
        "单位财务经办",
        "单位财务负责人",
        "单位负责人",
        "开户银行",
        "县财政局",
    ),
    amount_basis="该单位在这家银行的活期、定期存款合计，不是损失金额",
    sentences={
        "亲属任职银行": (
            "该单位有{count}笔存款合计{amount}集中在负责人或财务人员亲属工作的银行，"
            "存放程序待核实。"
        ),
    },
    logic=(
        "按单位汇总未销户、零余额账户以外的活期和定期存款，计算每家银行的占比。",
        "单位现任领导班子成员、会计出纳及存款经办审批人员的近亲属，由该银行缴纳社会保险的列出。",
        "在这家银行的存款都经竞争性存放取得的，作合理解释。",
    ),
    cannot_see=(
        "银行在两份数据中写法不同的对不上",
        "由劳务公司派到银行工作的亲属查不到",
        "未登记、未申报的亲属关系查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
