"""Small loans for households lifted out of poverty, by the conditions of their day.

The household counts, not the person: sums are taken over the members of one registered
household, and a loan repaid on or before the day of the next is not counted beside it.
A borrower off the register whose relative is on it cannot be decided. Rates are not
asked about: the ceiling follows the five-year LPR, which has no policy table.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class PovertyLoan(Params):
    """Which loans the rule looks at, and how exactly the term is taken."""

    loan_kind: Annotated[str, Field(description="贷款种类，契约代码表中的名称")] = (
        "扶贫小额信贷"
    )
    shift_days: Annotated[int, Field(ge=0, description="到期日允许顺延的天数")] = 10


RULE = Rule(
    id="LN-10",
    version=4,
    status=Status.IN_USE,
    title="脱贫人口小额信贷的借款户、额度、期限、年龄或担保方式与规定不一致",
    question="签约时，借款户是否在册，额度、期限、年龄和担保方式是否符合当时的规定？",
    basis=(
        Basis(
            document="银保监发〔2021〕6号《关于深入扎实做好过渡期脱贫人口小额信贷工作的通知》",
            article="贷款对象、额度、期限、担保",
            read=Read.FOUND,
        ),
        Basis(document="国开办发〔2014〕78号", read=Read.RECALLED),
    ),
    needs=("loan/loan_contract", "loan/loan_note", "relief/registered_person"),
    optional=("finance/interest_subsidy", "registry/resident"),
    policies=("poverty_loan",),
    act="loan/loan_contract",
    partition={"relief/registered_person": None},
    params=PovertyLoan(),
    explanations=("kin_on_poverty_register", "further_loan_unsubsidised"),
    questions=(
        "推荐名单由谁提供，签约时是否核对过名册？",
        "追加、续贷、展期部分是否贴息？",
    ),
    verify=(
        "向农业农村（乡村振兴）部门核对签约当日的户内成员与户状态",
        "调取借款合同、评级授信表和乡镇推荐名单",
        "核对同户其他成员的贷款与还款日期",
        "分户、婚嫁未变更名册、续贷追加未贴息的，不能据此认定",
    ),
    chain=posts(
        "村（社区）、驻村工作队",
        "乡镇人民政府",
        "经办银行",
        "县财政局",
        "县农业农村局（乡村振兴局）",
    ),
    amount_basis="超过额度的为超出部分且不高于未还余额；其余为该合同各借据未还余额合计",
    sentences={
        "户不在册": (
            "{from}签订的脱贫人口小额信贷合同{count}份，名册中未见借款人签约当日的"
            "登记，未还余额待核实金额{amount}。"
        ),
        "超过额度": (
            "{from}签订的脱贫人口小额信贷合同{count}份，全户同期贷款合计高于规定额度，"
            "超出部分待核实金额{amount}。"
        ),
        "同户多人借款": (
            "{from}签订的脱贫人口小额信贷合同{count}份，放款时同户另有成员的同类贷款"
            "未还清，未还余额待核实金额{amount}。"
        ),
        "超过期限": (
            "{from}签订的脱贫人口小额信贷合同{count}份，约定期限长于规定，"
            "未还余额待核实金额{amount}。"
        ),
        "年龄不在范围": (
            "{from}签订的脱贫人口小额信贷合同{count}份，签约时借款人年龄不在规定范围，"
            "未还余额待核实金额{amount}。"
        ),
        "有抵押或保证": (
            "{from}签订的脱贫人口小额信贷合同{count}份，合同载明抵押、质押或保证，"
            "未还余额待核实金额{amount}。"
        ),
    },
    logic=(
        "按签约当日有效的户内成员登记，把每份合同落到在册户；名册未报送的不判断是否在册。",
        "放款时全户尚未还清的同类贷款与本笔相加，高于每户额度的列出；另有成员借款的单独列出。",
        "期限按放款日至合同到期日，年龄按签约日周岁，额度、期限、年龄取签约当日的政策。",
        "担保方式写明抵押、质押、保证的列出，免担保和风险补偿金、基金担保的除外。",
    ),
    cannot_see=(
        "利率是否高于规定上限不在本规则内",
        "贷款由谁使用不在本规则内",
        "名册历史变更日期缺失的，只按现有日期判断",
    ),
    effort_minutes=25,
    module=__name__,
)
