"""Villages and approvers with more relatives of those in office than chance explains.

A statement about a village or whoever approved, never about a household: to be on the
allowance, or to borrow, is no fault of anybody's relative. Each scheme is compared by
itself: the allowance, temporary relief, grants for houses and the two kinds of loans
that the treasury supports. Rates of found hits by handler are the roll-up's (ADR 0040);
here kin of officials and cadres are counted whether or not any rule found something.
Instead of the catalogue's Poisson tail at the county's rate, which includes the village
itself, it is that ADR's exact test of two Poisson rates. In shadow: with hundreds of
villages one in a thousand happens by chance.
"""

from pydantic import Field

from rules.benefit import OFFICES
from rules.rule import Basis, Params, Read, Rule, Status


class Cells(Params):
    """Which villages and approvers are judged, and what is rare."""

    least_count: int = Field(
        default=20,
        ge=20,
        description="本村（社区）、本审批人和其他的对象各达到多少户才比较",
    )
    kin_count: int = Field(
        default=3, ge=2, description="有亲属任职的对象达到多少户才列出"
    )
    tail_ppm: int = Field(
        default=1000,
        ge=1,
        le=10_000,
        description="纯属偶然的概率低于百万分之多少才列出",
    )


RULE = Rule(
    id="PR-17",
    version=5,
    status=Status.SHADOW,
    title="村（社区）或审批人所批对象中公职人员、村干部近亲属占比明显偏高",
    question="该村（社区）或该审批人所批的低保、救助、补助、贷款对象中，有近亲属任公职或村干部的占比明显高于其他，"
    "申请、评议、公示和审批是否按程序进行？",
    basis=(
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》",
            article="近亲属备案",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/dibao_member", "relief/dibao_payment", "registry/cadre"),
    optional=(
        "relief/temporary_relief",
        "relief/housing_grant",
        "loan/loan_contract",
        "registry/declared_kin",
        "registry/marriage",
        "registry/resident",
    ),
    policies=(),
    act="relief/dibao_payment",
    # A village or an approver is compared with all others.
    partition={},
    params=Cells(),
    explanations=(),
    unexplained="只是统计比较，数据中没有可以逐项检验的合理解释，由核查步骤和问题说明",
    questions=(
        "该村（社区）任职人员是否本来就多，或亲属申报比其他村更完整？",
        "该审批人分管的乡镇、机构任职人员是否本来就多，是否专门受理这类申请？",
        "近亲属备案、入户核查和民主评议回避是否落实？",
    ),
    verify=(
        "先核对任职人员数量和亲属申报完整程度，排除数据本身造成的差异",
        "随机抽取该村（社区）、该审批人的对象，不限有亲属任职的，查阅申请、评议、公示、审批材料",
        "审批人只按姓名归并，先分清是否为同一人",
        "占比偏高不说明任何一户不符合条件，不得据此停发、停贷",
    ),
    chain=OFFICES,
    amount_basis="不计金额：只比较户数占比",
    sentences={
        "村（社区）占比": (
            "{from}至{to}该村（社区）享受{matter}的家庭中，有近亲属任公职或村干部的占比"
            "明显高于全县其他村（社区），原因待核实。"
        ),
        "审批人占比": (
            "{from}至{to}由该审批人批准的{matter}对象中，有近亲属任公职或村干部的占比明显高于"
            "其他审批人，原因待核实。"
        ),
    },
    logic=(
        "低保、临时救助、农村危房改造、创业担保贷款、扶贫小额信贷分别统计；低保按户，其余按人；以最近一次发放、批准所在村（社区）"
        "和审批人归并。",
        "对象（低保为户内成员）在当月或批准当天是在任公职人员或村干部近亲属的，计为有亲属任职，"
        "只用确定的身份和亲属关系。",
        "与同一项目的其他村（社区）、其他审批人比较，按两组比率的精确检验计算偶然出现的概率。",
        "户数不足的不比较，只有一名审批人的项目不比较审批人；不列出任何对象。",
    ),
    cannot_see=(
        "未登记、未申报的亲属关系查不到，申报认真的地方占比会偏高",
        "贷款台账没有所在村，只比较审批人；审批人同名的会并在一起",
        "村（社区）、审批人多时，个别会因偶然列出",
    ),
    effort_minutes=60,
    module=__name__,
)
