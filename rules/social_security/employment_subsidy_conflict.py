"""Subsidies of employment paid while their ground was missing.

The retirement age is that of the policy table by birth month, for women the higher of
the two; the 70 years of a province's own quality rule would find only the grossest
cases. A quarter is in question for the months concerned, and one month of overlap is
a transition. The insurance subsidy of the self-employed goes with a business of
one's own, so business counts against public posts only.
"""

from rules.insurer import Insurer
from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="SS-12",
    version=7,
    status=Status.IN_USE,
    title="就业补助资金发放与人员状态不一致",
    question="领取公益性岗位补贴、社会保险补贴或一次性创业补贴期间，"
    "是否已去世、退休、另有工作、登记经营或重复领取？",
    basis=(
        Basis(
            document="《就业促进法》",
            article="第五十二条、第五十三条",
            read=Read.RECALLED,
        ),
        Basis(
            document="《就业补助资金管理办法》（财社〔2017〕164号及以后修订）",
            read=Read.RECALLED,
        ),
        Basis(
            document="《人力资源社会保障部 财政部关于做好公益性岗位开发管理有关工作的"
            "通知》（人社部发〔2019〕124号）",
            read=Read.RECALLED,
        ),
    ),
    needs=("social_security/employment_subsidy",),
    optional=(
        "social_security/contribution",
        "social_security/pension_payment",
        "social_security/life_certificate",
        "finance/staff_payroll",
        "registry/death",
        "registry/company",
        "registry/company_member",
    ),
    policies=("registry_lag", "retire_age", "staff_type"),
    act="social_security/employment_subsidy",
    partition={
        "social_security/employment_subsidy": None,
        "social_security/contribution": None,
        "social_security/pension_payment": None,
        "finance/staff_payroll": None,
        "registry/death": None,
        "registry/company": None,
        "registry/company_member": None,
    },
    params=Insurer(),
    explanations=(
        "source_lag",
        "certified_alive",
        "insured_through_agency",
        "village_cadre_allowance",
    ),
    questions=(
        "岗位是否有人实际在岗，考勤与工资由谁签领？",
        "另一单位的缴费是不是代缴，经营登记是否本人办理、有无实际经营？",
        "当地办法对村干部、个体经营者和超龄续聘有无规定？",
    ),
    verify=(
        "调取岗位合同、考勤表、工资发放表，向用人单位和本人核实在岗情况",
        "调取补贴审批表与就业困难人员认定材料",
        "向市场监管部门核对登记是否本人办理、是否实际经营",
        "核对退休、死亡登记日期与合同终止时间",
    ),
    chain=posts(
        "乡镇（街道）人社服务机构、用人单位",
        "县就业服务中心审核岗",
        "县人社局就业股",
        "县财政局社保股、代发银行",
        "县人社局、县财政局",
    ),
    amount_basis="按情形涉及的月数占补贴期间月数的比例计算；去世、超龄按整期计",
    sentences={
        "去世": (
            "死亡登记次月之后，{from}至{to}的{matter}仍有{count}笔发放记录，"
            "待核实金额{amount}。"
        ),
        "已领养老待遇": (
            "{from}至{to}的{matter}有{count}笔发放给同期已领取养老待遇的人员，"
            "待核实金额{amount}。"
        ),
        "超过退休年龄": (
            "{from}至{to}的{matter}有{count}笔发放给已满法定退休年龄的人员，"
            "待核实金额{amount}。"
        ),
        "财政工资": (
            "{from}至{to}的{matter}有{count}笔与财政工资发放同期，待核实金额{amount}。"
        ),
        "另有单位缴费": (
            "{from}至{to}的{matter}有{count}笔与其他用人单位的社会保险缴费同期，"
            "待核实金额{amount}。"
        ),
        "登记经营": (
            "{from}至{to}的{matter}有{count}笔发放给同期登记为经营者或"
            "法定代表人的人员，待核实金额{amount}。"
        ),
        "村干部": (
            "{from}至{to}的{matter}有{count}笔与村干部补贴发放同期，"
            "待核实金额{amount}。"
        ),
        "重复领取": (
            "同一人或同一经营实体的{matter}有{count}笔为再次发放，待核实金额{amount}。"
        ),
    },
    logic=(
        "把已发放的就业补助按人和补贴期间，对上死亡、养老待遇、财政工资、"
        "单位缴费、市场主体登记。",
        "按季发放的，重叠两个月以上才计，并按重叠月数折算；"
        "去世当月、到龄当月所在期间不计。",
        "公益性岗位用人单位自己缴费、劳务机构代缴、合作社成员身份不计。",
        "同一笔只按一种情形计，依次为去世、退休、财政工资、另有缴费、登记经营、"
        "村干部、重复。",
    ),
    cannot_see=(
        "实际不在岗而无其他记录的查不到",
        "用人单位名册与实际用工是否一致，须查考勤与工资",
        "身份证件号码无效而无法推算年龄的不判断退休年龄",
    ),
    module=__name__,
)
