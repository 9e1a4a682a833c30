"""People kept by the state as without support, on the payroll or married to it.

Who is kept has neither means nor anybody bound to support them: a wage of one's own or
of a wife or husband speaks against either. As in PR-02 the pay is typed first. Nobody
is paid month by month in the register of the kept; its monthly standard is taken.
"""

from typing import Annotated

from pydantic import Field

from rules.benefit import OFFICES
from rules.rule import Basis, Params, Read, Rule, Status


class KeptMatter(Params):
    """What being kept is called in a clue's matter and in the state."""

    kept_benefit: Annotated[str, Field(description="特困供养在状态视图中的名称")] = (
        "特困人员供养金"
    )


RULE = Rule(
    id="PR-02B",
    version=2,
    status=Status.IN_USE,
    title="特困供养人员或其配偶同期在财政工资册",
    question="列为特困人员的期间，本人或其婚姻登记的配偶是否在财政供养工资册？",
    basis=(
        Basis(
            document="《社会救助暂行办法》",
            article="第十四条、第六十六条第三项",
            read=Read.RECALLED,
        ),
        Basis(
            document="民发〔2021〕43号《特困人员认定办法》",
            article="无劳动能力、无生活来源、无法定义务人或义务人无履行能力",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/tekun_person", "finance/staff_payroll"),
    optional=("registry/marriage", "registry/resident", "relief/orphan"),
    policies=("staff_type",),
    act="relief/tekun_person",
    partition={
        "relief/tekun_person": None,
        "finance/staff_payroll": None,
        "registry/resident": None,
        "relief/orphan": None,
    },
    params=KeptMatter(),
    explanations=("survivors_aid", "non_fiscal_post"),
    questions=(
        "工资册中的人员身份是否属于财政供养？",
        "配偶是否有履行扶养义务的能力，是否长期分居、正在办理离婚？",
    ),
    verify=(
        "向编办、人社核对人员身份与起薪月份",
        "调取特困人员认定材料，核对生活来源和法定义务人的情况",
        "向民政婚姻登记机关核对当时的婚姻状况",
        "遗属补助、公益性岗位等不属财政供养，配偶重残重病无履行能力的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="名册所列每月基本生活标准与照料护理标准之和乘以重合的工资月数",
    sentences={
        "本人在册": (
            "{from}至{to}，列入{matter}名册的同时本人有财政工资发放记录，"
            "按名册标准待核实金额{amount}。"
        ),
        "配偶在册": (
            "{from}至{to}，列入{matter}名册的同时婚姻登记的配偶有财政工资发放记录，"
            "按名册标准待核实金额{amount}。"
        ),
    },
    logic=(
        "取特困人员名册的供养期间，与财政工资册逐月比对，截至名册最后一次报送。",
        "工资册中的人员身份先按政策表分类，遗属补助、公益性岗位等作合理解释。",
        "配偶只看婚姻登记，按工资当月的婚姻状况，已离婚的月份不计；本人在册的不再列配偶。",
    ),
    cannot_see=(
        "子女等其他法定义务人有没有履行能力不在本规则内",
        "特困供养没有逐月发放明细，金额按名册标准推算",
        "工资册未写人员身份的不能判断是否财政供养",
    ),
    effort_minutes=30,
    module=__name__,
)
