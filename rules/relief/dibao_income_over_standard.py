"""Minimum living allowance while the household's income per head is over the line.

Income is recomputed from what registers show of the insured members and divided by
everybody of the household, insured or not: a lower bound. Of the wage, the bases of
social insurance and of the housing fund, which tell of one job, the largest counts.
What of each counts is policy, the line too. An income that has just begun, or that
stood over the line for a short time, is none to ask about.
"""

from typing import Annotated

from pydantic import Field

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status


class IncomeOverLine(DibaoMatter):
    """How far and how long income must be over the line before it is asked about."""

    over_standard_ppm: Annotated[
        int, Field(description="人均收入超过低保标准的这一倍数才列出", gt=0)
    ] = 1_200_000
    stable_months: Annotated[
        int, Field(description="至少连续这么多个发放月份都超过才列出", gt=0)
    ] = 3


RULE = Rule(
    id="PR-06",
    version=3,
    status=Status.IN_USE,
    title="享受低保期间按登记信息重算的家庭人均收入超过保障标准",
    question="按养老金、工资、社保和公积金缴费基数重算的家庭人均月收入，是否连续几个月超过当地低保标准？",
    basis=(
        Basis(
            document="《社会救助暂行办法》",
            article="第九条、第十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》",
            article="家庭收入",
            read=Read.FOUND,
        ),
    ),
    needs=(
        "relief/dibao_member",
        "relief/dibao_payment",
        "relief/dibao_household",
    ),
    optional=(
        "social_security/pension_payment",
        "social_security/contribution",
        "finance/staff_payroll",
        "registry/housing_fund",
    ),
    policies=("dibao_standard", "dibao_income", "fading_period", "staff_type"),
    act="relief/dibao_payment",
    partition={
        "relief/dibao_member": None,
        "relief/dibao_payment": None,
        "relief/dibao_household": None,
        "social_security/pension_payment": None,
        "social_security/contribution": None,
        "finance/staff_payroll": None,
        "registry/housing_fund": None,
    },
    params=IncomeOverLine(),
    explanations=(
        "marked_fading",
        "income_began_lately",
        "income_deducted",
        "income_for_others",
    ),
    questions=(
        "各项收入是否已在入保时申报、是否已计入家庭收入？",
        "有无应扣减的就业成本、残疾重病刚性支出，或赡养、抚养不共同生活家人的支出？",
        "收入从哪个月开始，是否已办理渐退？",
    ),
    verify=(
        "向社保、公积金机构和用人单位核对实得收入，缴费基数有下限，不能当作实得工资",
        "调取最近一次家庭经济状况核对报告，逐项比对收入、人口和扣减",
        "核对家庭人口：在外就学、服役、服刑的成员如何计算按本地规定",
        "按本地规定重算应补差额，确认当月是否应停保、减发或进入渐退",
        "重度残疾、重病人员单独纳入的，收入标准另有规定",
    ),
    chain=OFFICES,
    amount_basis="人均收入超过标准的各月发放成功的户低保金合计；实际多发数须按本地规定重算",
    sentences={
        "养老金": (
            "{from}至{to}有{months}个月，该户领取{matter}金的同时，保障对象领取的职工养老金"
            "按家庭人口平均超过当地标准，待核实金额{amount}。"
        ),
        "工资": (
            "{from}至{to}有{months}个月，该户领取{matter}金的同时，保障对象的工资"
            "按家庭人口平均超过当地标准，待核实金额{amount}。"
        ),
        "缴费基数": (
            "{from}至{to}有{months}个月，该户领取{matter}金的同时，按单位缴纳的社保或公积金"
            "基数推算的家庭人均收入超过当地标准，待核实金额{amount}。"
        ),
    },
    logic=(
        "把每笔发放成功的低保金落到当月在册的保障对象，汇总其当月职工养老金与工作收入。",
        "工资、社保缴费基数、公积金缴存基数只取折算后最大的一项，按政策表的计入比例折算；居民养老金不计。",
        "合计除以低保家庭登记的家庭人口，不论是否全部纳入保障，因此是下限。",
        "人均收入超过当月当地标准的一定倍数，并连续若干个发放月份的，才逐月列出。",
        "收入在数据期内才开始的，政策表规定的渐退期内各月作为合理解释。",
    ),
    cannot_see=(
        "未纳入保障的家庭成员的收入不在本规则内",
        "务农、务工、经营等没有登记的收入查不到",
        "公积金只有当前基数，往前只用一年",
        "外地参保、领取的养老金查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
