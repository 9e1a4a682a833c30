"""Households on subsistence allowance with a member or close kin on the payroll.

"On the payroll" is typed first: survivors' aid, village posts and public-welfare
jobs stand in the same lists and are no reason. Members are judged by the month
that an allowance was paid for.
"""

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status

RULE = Rule(
    id="PR-02",
    version=9,
    status=Status.IN_USE,
    title="低保家庭成员或其近亲属同期在财政工资册",
    question="享受低保的当月，保障对象本人或其配偶（含不同户籍）、同户父母子女是否在财政供养工资册？",
    basis=(
        Basis(
            document="《社会救助暂行办法》",
            article="第九条、第六十六条第三项",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》",
            article="共同生活的家庭成员",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/dibao_member", "relief/dibao_payment", "finance/staff_payroll"),
    optional=("registry/resident", "registry/marriage"),
    policies=("staff_type", "fading_period"),
    act="relief/dibao_payment",
    # Two keys meet here (member and household), and all three tables are small.
    partition={
        "relief/dibao_member": None,
        "relief/dibao_payment": None,
        "finance/staff_payroll": None,
        "registry/resident": None,
    },
    params=DibaoMatter(),
    explanations=(
        "survivors_aid",
        "non_fiscal_post",
        "fading_period",
        "single_severe_disability",
        "child_apart",
    ),
    questions=(
        "工资册中的人员身份是否属于财政供养？",
        "是否处于就业后的渐退期，是否按单人户纳入保障？",
    ),
    verify=(
        "向编办、人社核对人员身份与起薪月份",
        "调取低保申请、入户调查与收入核定材料",
        "核对共同生活家庭成员的认定",
        "遗属补助、村干部误工补贴、公益性岗位等不属财政供养，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="重合月份发放成功的户低保金合计；已作合理解释的月份不计",
    sentences={
        "本人在册": (
            "{from}至{to}有{months}个月，保障对象本人同时有财政工资发放记录与"
            "所在户{matter}金发放记录，待核实金额{amount}。"
        ),
        "亲属在册": (
            "{from}至{to}有{months}个月，所在户领取{matter}金的同时，婚姻登记的配偶或"
            "户籍同户的配偶、父母子女有财政工资发放记录且未列入保障对象，待核实金额{amount}。"
        ),
    },
    logic=(
        "低保发放月份与财政工资册的发放月份逐月比对，只看发放成功的月份。",
        "工资册中的人员身份先按政策表分类：公务员、参公、事业在编和工勤为财政供养，遗属补助、村干部误工补贴、公益性岗位不是。",
        "保障对象本人当月有财政工资的为“本人在册”；婚姻登记中的配偶（不论是否同一户籍，当时未离婚），"
        "户籍同户的配偶、父母子女有财政工资而未列入保障对象的为“亲属在册”。",
        "名册中有身份未能核定的同名人员时，不能说亲属未列入，无法判断。",
        "每个重合月份是一项待核实行为，金额为该户当月低保金。",
    ),
    cannot_see=(
        "不同户籍的父母子女不列，只看户籍同户；婚姻未在本地登记的配偶也查不到",
        "财政工资册以外的收入（企业工资、经营收入、房产车辆）不在本规则内",
        "工资册未写人员身份的不能判断是否财政供养",
    ),
    effort_minutes=30,
    exemption=(
        "民发〔2021〕57号《最低生活保障审核确认办法》允许重度残疾人单独申请低保；"
        "残疾等级只用来排除疑点，从不增加疑点"
    ),
    module=__name__,
)
