"""Crop insurance for more area than the insured has confirmed or on lease.

The premium is subsidised by area, so the area insured of one crop is compared with
the land subsidy's plots of the same year. Two seasons of one crop that do not overlap
are compared each for itself. Whoever has no plot there is not asked about: who farms
only leased land stands in no register of plots. A village cadre or a relative in the
village is, as a hint, when the area is many times what people there have.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class CropInsurance(Params):
    """What the insurance is called, and when a cadre's area stands out in a village."""

    benefit: Annotated[str, Field(description="险类名称，与政策表一致")] = "种植业保险"
    least_households_count: Annotated[
        int, Field(description="一个村至少有这么多户才作村内比较", gt=0)
    ] = 10
    median_ratio_milli: Annotated[
        int,
        Field(
            description="村干部或其亲属的投保面积达到全村中位数的多少（千分之一）才提示",
            gt=0,
        ),
    ] = 5_000


RULE = Rule(
    id="AI-01",
    version=5,
    status=Status.IN_USE,
    title="种植业保险投保面积超过确权和流转面积",
    question="享受保费补贴的投保面积，是否超过同年确权面积加流转面积，村干部本人和亲属的投保面积是否明显偏大？",
    basis=(
        Basis(
            document="《农业保险条例》",
            article="第七条、第二十三条",
            read=Read.RECALLED,
        ),
        Basis(
            document="财金〔2021〕130号《中央财政农业保险保费补贴管理办法》",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/agricultural_insurance", "relief/land_subsidy"),
    optional=(
        "registry/cadre",
        "registry/resident",
        "registry/marriage",
        "registry/declared_kin",
    ),
    policies=("land_tolerance",),
    act="relief/agricultural_insurance",
    partition={
        "relief/agricultural_insurance": None,
        "relief/land_subsidy": None,
    },
    params=CropInsurance(),
    explanations=("land_leased_in", "collective_land"),
    questions=(
        "投保面积由谁申报、是否经农户签字确认并公示？",
        "是否承租了本村以外的土地，有无流转合同？",
        "村干部或其亲属投保的地块由谁耕种，是否以个人名义为全村、合作社统一投保？",
    ),
    verify=(
        "调取投保清单、农户签字、公示照片和承保机构的验标记录",
        "核对流转合同与转出方的投保面积，防止同一地块重复投保",
        "核对自缴保费由谁缴纳、赔款由谁领取",
        "承租外村、外县土地的，确权册中没有，不能据以认定面积不实",
    ),
    chain=posts(
        "村协保员",
        "承保保险机构",
        "县农业农村局",
        "县财政局",
        "县财政局、金融监管部门",
    ),
    amount_basis="超出确权面积的部分按比例折算的财政保费补贴；面积偏大的提示为全部保费补贴；赔款另行核算",
    sentences={
        "投保面积超过": (
            "{from}至{to}，本人投保{matter}的面积超过确权面积，按比例折算的财政保费补贴"
            "待核实金额{amount}。"
        ),
        "村干部偏大": (
            "{from}至{to}，本人任村（社区）干部期间投保{matter}的面积为全村户均补贴面积中位数的数倍，"
            "涉及财政保费补贴{amount}。"
        ),
        "村干部亲属偏大": (
            "{from}至{to}，本人的近亲属在本村任村（社区）干部期间，本人投保{matter}的面积为全村户均"
            "补贴面积中位数的数倍，涉及财政保费补贴{amount}。"
        ),
    },
    logic=(
        "同一人、同一险种、保险期间相互重叠的投保面积合计，与同年补贴地块的确权面积比较，超过一定比例的列出；比例按政策表。",
        "多出的部分由流转取得并有合同编号的，作为合理解释；没有编号的须核实。",
        "投保人是本村在任村干部或其亲属的，优先核查；其投保面积扣除流转面积后达到全村中位数若干倍的，"
        "即使没有超过确权面积或没有确权地块，也作为提示列出；亲属关系以户籍、婚姻登记和申报为准。",
        "只看种植业险种，养殖、森林等按头、按株投保的不比。",
    ),
    cannot_see=(
        "没有确权地块的投保人，除村干部及其亲属外不在本规则内，不等于没有问题",
        "实际种植的作物和面积须看现场或遥感图斑",
        "外县承租的土地查不到",
    ),
    effort_minutes=30,
    module=__name__,
)
