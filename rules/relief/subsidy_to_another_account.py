"""Subsidies due to a person that go to somebody else's account, or to and fro.

A spouse, parent or child who collects is the declared family situation and raises
nothing by itself. A new card of one's own is none either; what counts is a change to
a relative's account shortly before a large sum or after the death.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Accounts(Params):
    """How many share an account, how soon a change is soon, what is a large sum."""

    account_people: int = Field(
        default=3, description="共用一个账户的补贴对象达到多少人"
    )
    change_days: int = Field(default=60, description="账户变更后多少天内发放算刚变更")
    large_fen: int = Field(default=200_000, description="单笔多少金额以上算大额")
    turn_days: int = Field(default=366, description="账户换出又换回的最长间隔")


RULE = Rule(
    id="PR-11",
    version=7,
    status=Status.IN_USE,
    title="按人发放的补贴进入他人账户或账户反复变更",
    question="按人发放的惠民补贴，是否发到了本人和近亲属以外的账户，或者账户反复变更？",
    basis=(
        Basis(
            document="财办〔2020〕37号（惠民惠农补贴“一卡通”管理）",
            article="补贴对象本人账户",
            read=Read.RECALLED,
        ),
        Basis(document="各县惠民惠农补贴发放办法（社会保障卡账户）", read=Read.FOUND),
    ),
    needs=("relief/subsidy_payment", "relief/subsidy_project"),
    optional=(
        "registry/cadre",
        "registry/death",
        "registry/resident",
        "relief/orphan",
        "relief/tekun_person",
    ),
    policies=("registry_lag",),
    act="relief/subsidy_payment",
    partition={
        "relief/subsidy_payment": None,
        "relief/subsidy_project": None,
        "registry/resident": None,
    },
    params=Accounts(),
    explanations=("care_home_collects", "guardian_collects"),
    questions=(
        "账户由谁开立、保管、使用，补贴对象是否知情并委托？",
        "收款人是否为监护人、代养机构，有无代领备案？",
    ),
    verify=(
        "调取代发银行开户资料、账户变更申请和取款流水",
        "入户询问补贴对象是否收到款项、由谁代领",
        "核对监护、委托代领和集中供养的备案材料",
        "未成年人、精神障碍人员由监护人代领，姓名录入为异体字的，不能据此认定",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府",
        "项目主管部门",
        "县财政局、代发银行",
        "县财政局",
    ),
    amount_basis="发放成功、进入所列账户的按人补贴合计；反复变更的只计换回后的首笔",
    sentences={
        "他人账户": (
            "{from}至{to}有{count}笔{matter}进入本人和近亲属以外的人的账户，"
            "待核实金额{amount}。"
        ),
        "干部账户": (
            "{from}至{to}有{count}笔{matter}进入干部或其近亲属的账户，收款人与补贴对象"
            "未见亲属关系，待核实金额{amount}。"
        ),
        "多人共用": (
            "{from}至{to}，不同户的多人按人发放的补贴共{count}笔进入同一账户，"
            "待核实金额{amount}。"
        ),
        "变更后大额": (
            "{from}至{to}，收款账户变更为近亲属账户后不久，有{count}笔大额{matter}"
            "发放，待核实金额{amount}。"
        ),
        "死亡后变更": (
            "{from}至{to}，补贴对象死亡登记之后收款账户变更，有{count}笔死亡次月以后"
            "的{matter}，待核实金额{amount}。"
        ),
        "反复变更": (
            "{from}至{to}，{matter}的收款账户换出后又换回{count}次，待核实金额{amount}。"
        ),
    },
    logic=(
        "只看项目清单写明按人发放、发放成功的补贴，丧葬、抚恤类除外。",
        "收款人与补贴对象按身份核定为不同的人，且户籍、婚姻和申报中未见亲属关系的，为他人账户；"
        "收款人当时为干部或其近亲属的，为干部账户。",
        "同一账户收取三人以上、两户以上他人补贴的，按账户列为多人共用，不再逐人列出。",
        "两个号码前十五位相同、其一末三位为零的，可能是电子表格丢失末位的同一号码，无法判断。",
        "近亲属的账户只在大额发放前刚变更、或死亡以后变更时列出；本人换卡不列。",
        "同一项目的账户换出后一年内又换回的，为反复变更。",
    ),
    cannot_see=(
        "账户在本人名下、由他人持卡取款的查不到",
        "银行开户名与发放表的收款人不一致的，要由代发银行核对",
    ),
    module=__name__,
)
