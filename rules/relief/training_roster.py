"""Rosters, hours and leaders of training schools that need an explanation.

A question about a school and not about its trainees. Two rosters are alike when most
of the smaller is in the larger and enough people are in both; the next level of the
same trade is lawful. A roster is a stretch of a register when trainees follow each
other in it, in the same order, with hardly a row between them. One mobile telephone of
trainees of several homes is asked about, a family's is not. No delivery states
signatures, rooms, teachers or days of teaching: of holidays the first and last day of a
class tell, and hours that only fit when holidays are taught on.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Rosters(Params):
    """When two rosters are alike and how many hours go into a day."""

    roster_people: int = Field(default=10, description="雷同或照抄的学员至少多少人")
    roster_ppm: int = Field(
        default=800_000, description="雷同或照抄的学员占名册的比例，达到即列出"
    )
    step_rows: int = Field(
        default=3, description="相邻学员在登记名册中最多相隔多少行，算顺序照抄"
    )
    phone_people: int = Field(
        default=3, description="登记同一手机号码的学员来自多少户，达到即列出"
    )
    daily_hours: int = Field(default=10, description="每天最多可以安排多少课时")


RULE = Rule(
    id="PR-13G",
    version=5,
    status=Status.IN_USE,
    title="培训机构的班级名册、课时或负责人需要说明",
    question="培训机构申领补贴的班级，名册是否雷同或照抄、电话是否共用、课时是否排得下、是否在法定节假日上课、"
    "负责人是否与干部关联？",
    basis=(
        Basis(
            document="《大中型水利水电工程建设征地补偿和移民安置条例》",
            article="第四十八条至第五十一条、第六十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《就业补助资金管理办法》及各地细则（培训过程和补贴审核）",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/training_enrolment",),
    optional=(
        "relief/migrant",
        "registry/resident",
        "registry/cadre",
        "registry/company",
        "registry/company_member",
    ),
    policies=("holiday",),
    act="relief/training_enrolment",
    partition={
        "relief/training_enrolment": None,
        "relief/migrant": None,
        "registry/resident": None,
    },
    params=Rosters(),
    explanations=(
        "next_level_class",
        "class_online_or_weekends",
        "village_enrolled_together",
    ),
    questions=(
        "两班名册相同的，是否为同一批学员分阶段培训？",
        "名册是怎样形成的，学员是否本人报名、到场签字？",
        "多户学员登记同一手机号码的，号码由谁使用，是否为村组、机构代填？",
        "负责人与干部有亲属关系的，是否已申报并在审核验收中回避？",
    ),
    verify=(
        "调取两班的报名表、签到册、授课照片和考核记录逐人比对",
        "抽取学员当面或电话询问是否参训、学了几天、在哪里上课",
        "核对课程表、师资和场地，计算课时能否排下",
        "升级培训、整村集体报名、分阶段授课、老人由邻里或村干部代接电话、协商在节假日上课的，不能据此认定",
    ),
    chain=posts(
        "培训机构",
        "乡镇人民政府（移民工作站）",
        "各培训主管部门（开班审批、结业验收）",
        "县财政局、代发银行",
        "各培训主管部门、县财政局",
    ),
    amount_basis="雷同部分学员后一班的补贴；其他情形为该班全部已发放补贴",
    sentences={
        "名册雷同": (
            "{from}至{to}的班级，名册与较早一班大部分相同，涉及{count}人次，"
            "待核实金额{amount}。"
        ),
        "名册照抄": (
            "{from}至{to}的班级，学员依次出现在移民名册或户籍登记的相邻各行，"
            "共{count}人次，待核实金额{amount}。"
        ),
        "课时超出": (
            "{from}至{to}的班级，申报课时超过班期天数能够安排的课时，"
            "涉及{count}人次，待核实金额{amount}。"
        ),
        "电话共用": (
            "{from}至{to}的班级，三户以上的学员登记同一手机号码，涉及{count}人次，"
            "待核实金额{amount}。"
        ),
        "节假日上课": (
            "{from}至{to}的班级，开班、结业之日为法定节假日，或者课时须在法定节假日上课"
            "才排得下，涉及{count}人次，补贴{amount}。"
        ),
        "机构关联": (
            "{from}至{to}的班级，培训机构的负责人或股东为干部或其亲属，"
            "涉及{count}人次，补贴{amount}。"
        ),
    },
    logic=(
        "只看发放成功、身份核定可靠的学员，按机构和班期编号归成班级。",
        "两班共有的学员达到规定人数和比例的，后一班为名册雷同；同一工种换等级的另行说明。",
        "按名册顺序，多数学员在移民名册或户籍登记中依次相邻的，为名册照抄。",
        "课时多于班期天数可安排课时的，为课时超出。",
        "同一机构的学员有三户以上登记同一手机号码的，为电话共用；同户共用、固定电话和明显占位的号码不算。",
        "开班或结业之日为法定节假日，或扣除法定节假日后课时排不下的，为节假日上课；"
        "没有当年放假安排的只问固定的元旦、劳动节、国庆节，无法判断。",
        "机构在市场主体登记中的负责人、股东是在任干部或其亲属的，为机构关联。",
    ),
    cannot_see=(
        "签到册、照片、场地、师资和逐日课程不在数据中",
        "公办培训机构、民办非企业单位不在市场主体登记中，其负责人查不到",
    ),
    effort_minutes=60,
    module=__name__,
)
