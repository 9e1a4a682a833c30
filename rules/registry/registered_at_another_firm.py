"""A professional registration at one unit while another one pays or insures the holder.

A doctor may be registered at several places; that is explained by the registration at
the other one, which the catalogue forgot. A contribution or two after a change of
employer are not counted, nor any month in which the registering unit insures as well.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Overlap(Params):
    """How long both have to go on side by side."""

    grace_months: Annotated[
        int, Field(description="注册当月之后不计的月数（原单位停保、停薪滞后）", ge=0)
    ] = 2
    least_months: Annotated[
        int, Field(description="在另一单位领取工资或参保的月数下限", ge=1)
    ] = 3


RULE = Rule(
    id="PQ-01",
    version=3,
    status=Status.IN_USE,
    title="执业资格注册在一个单位，工资或社会保险在另一个单位",
    question="执业资格注册有效期间，本人是否由另一个单位发放工资或缴纳社会保险，而注册单位没有？",
    basis=(
        Basis(document="《注册建造师管理规定》", read=Read.RECALLED),
        Basis(
            document="建办市〔2018〕57号（工程建设领域专业技术人员职业资格专项整治）",
            read=Read.RECALLED,
        ),
        Basis(document="《医师执业注册管理办法》", read=Read.RECALLED),
    ),
    needs=("registry/professional_registration", "finance/staff_payroll"),
    optional=("social_security/contribution",),
    policies=("staff_type",),
    act="registry/professional_registration",
    partition={
        "registry/professional_registration": None,
        "finance/staff_payroll": None,
    },
    params=Overlap(),
    explanations=("registered_practice", "dispatch_agency", "part_time_post_allowed"),
    questions=(
        "本人实际在哪个单位工作，与注册单位有无劳动合同？",
        "是否属于政策允许的情形（院校教师在所属单位兼职、改制保留身份、退休返聘等）？",
        "注册单位与发薪、参保单位是否为总分公司或者同一集团？",
    ),
    verify=(
        "向住建、卫健部门调取注册申报材料中的劳动合同与社保证明",
        "向人社部门核对参保单位、起止年月，向所在单位核对考勤与兼职审批",
        "核对注册单位的工程项目、诊疗记录中本人的签字",
        "注册单位与参保单位不同只说明关系待核，不能据此认定没有实际执业",
    ),
    chain=posts(
        "注册单位",
        "县住建局、县卫生健康局受理窗口",
        "注册机关",
        "本人所在单位",
        "县住建局、县卫生健康局",
    ),
    amount_basis="本规则不涉及金额",
    sentences={
        "财政供养单位": (
            "{matter}注册在一个单位，{from}至{to}由另一财政供养单位发放工资，"
            "注册单位没有为其参保。"
        ),
        "其他单位参保": (
            "{matter}注册在一个单位，{from}至{to}由另一单位缴纳社会保险，注册单位没有为其参保。"
        ),
    },
    logic=(
        "取现行有效的注册，注册当月及其后两个月不计。",
        "逐月比对财政供养工资和单位缴纳的社会保险；当月注册单位也发放工资或者缴费的，不计。",
        "在同一个其他单位满三个月的，每个注册记为一项；离退休、补缴和个人缴费不计。",
        "有几个其他单位的，先列本人没有执业注册、也不是劳务派遣的单位。",
    ),
    cannot_see=(
        "两处单位都没有参保、发薪记录的查不到",
        "注册在外省市而名单未交换的查不到",
        "同一集团内的关联公司不能识别，须核实",
    ),
    effort_minutes=30,
    module=__name__,
)
