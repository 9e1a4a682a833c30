"""Land subsidy for more area than is confirmed, for other land, or far above others.

A household's plots of a year are taken together, so that one plot may make up for
another. What is on lease by a numbered contract is explained. A village is asked about
where its households together exceed what is confirmed, though each stays within the
tolerance. The area of a cadre, or of a relative in the same village, is compared with
the village's median, not by a z-score, which a few large holdings would blur; it is a
hint, no more. What goes beyond the confirmed area while its holder or a relative serves
there weighs more.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class LandArea(Params):
    """What the subsidy is called, and when a cadre's area stands out in a village."""

    benefit: Annotated[str, Field(description="补贴项目名称，与政策表一致")] = (
        "耕地地力保护补贴"
    )
    village_scheme: Annotated[
        str, Field(description="村合计容许度在政策表中的名称")
    ] = "耕地地力保护补贴（村合计）"
    least_households_count: Annotated[
        int, Field(description="一个村至少有这么多户才作村内比较", gt=0)
    ] = 10
    median_ratio_milli: Annotated[
        int,
        Field(
            description="村干部或其亲属的面积达到全村中位数的多少（千分之一）才提示",
            gt=0,
        ),
    ] = 5_000


RULE = Rule(
    id="PR-16",
    version=5,
    status=Status.IN_USE,
    title="耕地地力保护补贴面积与确权面积、地类或同村其他户差异较大",
    question="补贴面积是否超过确权面积加流转面积，是否包含非耕地，村合计和村干部本人、亲属的面积是否明显偏大？",
    basis=(
        Basis(
            document="财农〔2016〕26号《关于全面推开农业“三项补贴”改革工作的通知》",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/land_subsidy",),
    optional=(
        "registry/cadre",
        "registry/resident",
        "registry/marriage",
        "registry/declared_kin",
    ),
    policies=("land_tolerance",),
    act="relief/land_subsidy",
    partition={"relief/land_subsidy": None, "registry/cadre": None},
    params=LandArea(),
    explanations=("land_leased_in", "collective_land"),
    questions=(
        "多出的面积来自何处，有无流转合同，转出方是否同时申报？",
        "补贴面积由谁核定，是否经过公示？",
        "村干部或其亲属是否参与本户面积的核定？",
    ),
    verify=(
        "调取确权登记簿、承包合同和补贴面积核定、公示材料",
        "核对流转合同的面积与转出方的补贴面积，防止同一地块两头申报",
        "到地块现场核对面积与地类",
        "测量方法、折算系数的差异不能据以认定面积不实",
    ),
    chain=posts(
        "村民小组、村（社区）",
        "乡镇人民政府",
        "县农业农村局",
        "县财政局、代发银行",
        "县农业农村局",
    ),
    amount_basis="超过确权面积（村合计）的部分按实发补贴折算，或非耕地地块的补贴；村干部本人、亲属面积偏大的为当年全部补贴",
    sentences={
        "超过确权面积": (
            "{from}至{to}，该户享受{matter}的面积超过确权面积，待核实金额{amount}。"
        ),
        "非耕地": (
            "{from}至{to}，该户享受{matter}的地块中有登记为非耕地的，待核实金额{amount}。"
        ),
        "村合计超过": (
            "{from}至{to}，全村享受{matter}的面积合计超过确权和流转面积，待核实金额{amount}。"
        ),
        "村干部户偏大": (
            "{from}至{to}，本人任村（社区）干部期间享受{matter}的面积为全村中位数的数倍，"
            "涉及金额{amount}。"
        ),
        "村干部亲属偏大": (
            "{from}至{to}，本人的近亲属在本村任村（社区）干部期间，本人享受{matter}的面积为"
            "全村中位数的数倍，涉及金额{amount}。"
        ),
    },
    logic=(
        "同一人同一年的各地块合计，补贴面积超过确权（承包合同）面积一定比例的列出；比例按政策表。",
        "多出的部分由流转取得并有合同编号的，作为合理解释；没有编号的须核实。",
        "地类登记为水田、旱地、水浇地以外的地块仍享受补贴的，单列。",
        "全村合计超过确权和流转面积之和的，以村为对象列出；户数太少的村不比。",
        "任期内的村干部本人，以及其亲属在本村的，扣除流转面积后达到全村中位数若干倍的，作为提示列出；"
        "亲属关系以户籍、婚姻登记和申报为准，不以同姓同村推断。",
        "超过确权面积的人是本村在任村干部或其亲属的，优先核查。",
    ),
    cannot_see=(
        "撂荒、改种和实际种植面积登记中没有，须看现场",
        "村干部的亲属未申报、又不在同一户的，认不出来",
        "转出方和转入方两头申报的，须逐份核对流转合同",
    ),
    effort_minutes=30,
    module=__name__,
)
