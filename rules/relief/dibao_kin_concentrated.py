"""Villages where more households on the allowance have relatives in office than chance.

A statement about a village, never about a household: to be on the allowance is no fault
of anybody's relative. Rates of found hits by handler are the roll-up's (ADR 0040); here
kin of officials and cadres are counted whether or not any rule found something. Instead
of the catalogue's Poisson tail at the county's rate, which includes the village itself,
it is that ADR's exact test of two Poisson rates. In shadow: with hundreds of villages
one in a thousand happens by chance.
"""

from pydantic import Field

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status


class Cells(DibaoMatter):
    """Which villages are judged, and what is rare."""

    least_count: int = Field(
        default=20,
        ge=20,
        description="本村（社区）和其他村（社区）低保户各达到多少户才比较",
    )
    kin_count: int = Field(
        default=3, ge=2, description="有亲属任职的低保户达到多少户才列出"
    )
    tail_ppm: int = Field(
        default=1000,
        ge=1,
        le=10_000,
        description="纯属偶然的概率低于百万分之多少才列出",
    )


RULE = Rule(
    id="PR-17",
    version=2,
    status=Status.SHADOW,
    title="村（社区）低保户中公职人员、村干部近亲属占比明显偏高",
    question="该村（社区）低保户中有近亲属任公职或村干部的占比明显高于全县其他村，申请、评议、公示是否按程序进行？",
    basis=(
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》",
            article="近亲属备案",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/dibao_member", "relief/dibao_payment", "registry/cadre"),
    optional=("registry/declared_kin", "registry/marriage", "registry/resident"),
    policies=(),
    act="relief/dibao_payment",
    # A village is compared with all others.
    partition={},
    params=Cells(),
    explanations=(),
    unexplained="只是统计比较，数据中没有可以逐项检验的合理解释，由核查步骤和问题说明",
    questions=(
        "该村（社区）任职人员是否本来就多，或亲属申报比其他村更完整？",
        "近亲属备案、入户核查和民主评议回避是否落实？",
    ),
    verify=(
        "先核对任职人员数量和亲属申报完整程度，排除数据本身造成的差异",
        "随机抽取该村（社区）低保户，不限有亲属任职的，查阅申请、评议、公示材料",
        "占比偏高不说明任何一户不符合条件，不得据此停发",
    ),
    chain=OFFICES,
    amount_basis="不计金额：只比较户数占比",
    sentences={
        "村（社区）占比": (
            "{from}至{to}该村（社区）享受{matter}的家庭中，有近亲属任公职或村干部的占比"
            "明显高于全县其他村（社区），原因待核实。"
        ),
    },
    logic=(
        "按户统计发放成功的低保，以最近一次发放所在村（社区）归村。",
        "户内有成员在发放当月是在任公职人员或村干部近亲属的，计为有亲属任职，只用确定的身份和亲属关系。",
        "与全县其他村（社区）比较，按两组比率的精确检验计算偶然出现的概率。",
        "户数不足的村（社区）不比较，不列出任何低保户。",
    ),
    cannot_see=(
        "未登记、未申报的亲属关系查不到，申报认真的村占比会偏高",
        "只比较村（社区），不比较审批人；不含临时救助等其他项目",
        "村（社区）多时，个别村会因偶然列出",
    ),
    effort_minutes=60,
    module=__name__,
)
