"""Unemployment benefit for months in which an employer paid, or a firm was run.

The catalogue wants two overlapping months; here the first month with an employer is
explained as the month of transition, which comes to the same and shows it. Work on
the fiscal payroll includes posts outside the establishment, but neither survivors'
aid, village cadres' compensation nor public-welfare posts.
"""

from pydantic import Field

from rules.rule import Basis, Escalation, Params, Read, Rule, Status, posts


class BenefitAndWork(Params):
    """How long a former employer may be late."""

    late_months: int = Field(
        default=2, description="原单位办理减员可能滞后的月数，从失业登记当月起"
    )


RULE = Rule(
    id="SS-04",
    version=5,
    status=Status.IN_USE,
    title="领取失业保险金期间有就业记录",
    question="发放失业保险金的月份，本人是否已由单位缴费、领取工资或自办企业？",
    basis=(
        Basis(
            document="《中华人民共和国社会保险法》",
            article="第五十一条第（一）项、第八十八条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《失业保险条例》",
            article="第十五条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《中华人民共和国社会保险法》（基金代缴医疗保险费）",
            article="第四十八条",
            read=Read.RECALLED,
        ),
    ),
    needs=("social_security/unemployment_benefit", "social_security/contribution"),
    optional=(
        "finance/staff_payroll",
        "registry/company",
        "registry/company_member",
        "social_security/employment_subsidy",
    ),
    policies=("staff_type",),
    act="social_security/unemployment_benefit",
    partition={
        "social_security/unemployment_benefit": None,
        "social_security/contribution": None,
        "finance/staff_payroll": None,
        "registry/company": None,
        "registry/company_member": None,
        "social_security/employment_subsidy": None,
    },
    params=BenefitAndWork(),
    explanations=("first_month_of_work", "late_report", "public_post"),
    questions=(
        "劳动合同何时签订，首月工资何时发放？",
        "缴费单位是否只是代缴（劳务派遣、人事代理），本人有没有实际到岗？",
        "重新就业后是否已申请停发或退回？",
    ),
    verify=(
        "调取缴费单位的增员、减员申报与劳动合同、工资发放表",
        "核对失业登记、停发审核与发放记录的时间先后",
        "向单位核实是否为迟报减员或代缴",
        "灵活就业自己缴费、公益性岗位按当地规定不属于应停发情形",
    ),
    chain=posts(
        "乡镇人社服务机构、县就业服务中心",
        "县失业保险经办岗",
        "县失业保险经办负责人",
        "县社保基金支付岗、代发银行",
        "县人社局",
    ),
    amount_basis="有就业记录月份的失业保险金与基金代缴医疗保险费合计；衔接当月不计",
    sentences={
        "单位缴费": (
            "{from}至{to}有{months}个月在领取失业保险金的同时，"
            "由用人单位按月缴纳社会保险，待核实金额{amount}。"
        ),
        "财政工资": (
            "{from}至{to}有{months}个月在领取失业保险金的同时，"
            "列在财政工资发放册中，待核实金额{amount}。"
        ),
        "登记经营": (
            "{from}至{to}有{months}个月在领取失业保险金的同时，"
            "本人新登记的企业已为职工缴费，待核实金额{amount}。"
        ),
    },
    escalation=Escalation(months=7, subjects=3, severity_shared="S2"),
    logic=(
        "把已发放的失业保险金与同一月份的单位正常缴费、财政工资、本人新办企业按人对上。",
        "补缴和个人（灵活就业）缴费不算就业；离退休、遗属补助、村干部补贴、"
        "公益性岗位不算就业。",
        "与某单位重叠的第一个月、原单位在失业登记后两个月内的迟报缴费视为衔接。",
        "重叠超过六个月，或同一单位涉及三人以上的，列为较重。",
    ),
    cannot_see=(
        "没有缴费也不在财政工资册的就业（现金工资）查不到",
        "在外地就业缴费而未提供数据的查不到",
    ),
    module=__name__,
)
