"""Training subsidies on the school's, an official's or a shared account, or too high.

Where the money of a whole class goes to the school, that is the arrangement by which
the school advances the fees; a few of the class are not. An account of the trainee's
own family is none of somebody else's. Which account is whose is known from the
payroll, the register of suppliers and the treasury's payments. The local table of
standards goes before the standard that the list itself states.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status
from rules.training import OFFICES


class Shared(Params):
    """How many trainees on one account are many."""

    account_people: int = Field(default=3, description="共用一个账户的学员达到多少人")


RULE = Rule(
    id="PR-13F",
    version=6,
    status=Status.IN_USE,
    title="培训补贴进入机构、干部或多人共用账户，或高于标准",
    question="学员的培训补贴是否进入本人和家庭以外的账户，金额是否与标准一致？",
    basis=(
        Basis(
            document="《大中型水利水电工程建设征地补偿和移民安置条例》",
            article="第四十八条至第五十一条、第六十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《就业补助资金管理办法》及各地细则（补贴支付到本人账户，机构垫付的除外）",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/training_enrolment",),
    optional=(
        "finance/staff_payroll",
        "finance/supplier",
        "finance/treasury_payment",
        "registry/cadre",
        "registry/resident",
    ),
    policies=("training_standard",),
    act="relief/training_enrolment",
    partition={
        "relief/training_enrolment": None,
        "finance/staff_payroll": None,
        "finance/supplier": None,
        "finance/treasury_payment": None,
        "registry/resident": None,
    },
    params=Shared(),
    explanations=("school_advanced_fees", "living_cost_included"),
    questions=(
        "账户由谁开立和使用，学员本人是否知情、是否收到款项？",
        "补贴是否含生活费、交通费等另行规定的部分？",
    ),
    verify=(
        "调取补贴发放明细、代发银行开户资料和取款流水",
        "逐人询问学员是否参训、是否收到补贴、由谁领取",
        "调取机构垫付培训费的协议、收费票据和学员确认单",
        "由监护人或家庭成员账户代收、机构先垫后补的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="进入所列账户、发放成功的培训补贴合计；高于标准的只计超出部分",
    sentences={
        "机构账户": (
            "{from}至{to}，{count}名学员的培训补贴进入培训机构自己的账户，"
            "而同班其他学员发到本人账户，待核实金额{amount}。"
        ),
        "多人共用": (
            "{from}至{to}，不同户的多名学员的培训补贴共{count}笔进入同一账户，"
            "待核实金额{amount}。"
        ),
        "干部账户": (
            "{from}至{to}有{count}笔培训补贴进入一名干部的工资账户，该干部与学员"
            "未见亲属关系，待核实金额{amount}。"
        ),
        "高于标准": (
            "{from}至{to}有{count}笔培训补贴高于规定标准，超出部分{amount}待核实。"
        ),
    },
    logic=(
        "只看发放成功、金额大于零的培训补贴，同一班期重复报送的只计一次。",
        "账户与供应商库或国库支付中该培训机构的账户相同的，为机构账户；全班都发到机构的视为垫付。",
        "不同户的三名以上学员共用一个账户的，按账户列为多人共用；"
        "账户同时是干部工资账户的优先核查。",
        "账户是发放当日在任干部的工资账户、且与学员无亲属关系的，为干部账户。",
        "补贴高于当地标准（未录入的，按名单所列标准）的，为高于标准。",
    ),
    cannot_see=(
        "机构负责人、干部用他人名义开立的账户查不到",
        "不是工资账户的干部个人账户查不到",
        "补贴低于标准的不在本规则之内",
    ),
    effort_minutes=25,
    module=__name__,
)
