"""Follow-up support of reservoir migrants beside the register, its term or its rate.

Payments for periods after a death are PR-01's. Where the term of a cohort has ended
and most of that cohort are still paid, a later policy goes on and nobody is listed.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Support(Params):
    """Which projects are the support, and when a cohort is still paid as a whole."""

    project_pattern: str = Field(
        default="移民.*(直补|后期扶持|后扶)", description="直补项目名称的匹配式"
    )
    cohort_permille: int = Field(
        default=500, description="期满人口仍在领取的比例达到多少，视为有后续政策"
    )


RULE = Rule(
    id="PR-12",
    version=3,
    status=Status.IN_USE,
    title="移民后期扶持直补与名册、年限或标准不一致",
    question="后期扶持直补的领取人、年限和金额，是否与移民名册和规定标准一致？",
    basis=(
        Basis(
            document="《大中型水利水电工程建设征地补偿和移民安置条例》",
            article="第四十条、第六十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="国发〔2006〕17号（每人每年六百元、扶持二十年）", read=Read.FOUND
        ),
    ),
    needs=("relief/subsidy_payment", "relief/migrant"),
    optional=("registry/death",),
    policies=("migrant_support", "registry_lag"),
    act="relief/subsidy_payment",
    partition={"relief/subsidy_payment": None, "relief/migrant": None},
    params=Support(),
    explanations=("unresolved_namesake",),
    questions=(
        "本地名册按原迁人口还是现状人口核定，减人是否减补、增人是否增补？",
        "二十年扶持期满后当地执行什么政策？",
    ),
    verify=(
        "向移民管理机构核对所属期间的名册与核减、增补审批材料",
        "核对发放批次和代发银行回单，是否为补发以前期间",
        "两处水库均有登记的，查明原迁何处、由何处发放",
        "现状人口口径允许子女接续，或按年一次性发放后核减的，不能据此认定",
    ),
    chain=posts(
        "村（社区）",
        "乡镇移民工作站",
        "县移民局（水利局）",
        "县财政局、代发银行",
        "县移民局（水利局）、县财政局",
    ),
    amount_basis="名册外、核减后和期满后的为所属期间发放金额；重复和超标准的只计超出部分",
    sentences={
        "不在名册": (
            "{from}至{to}发放{matter}{count}笔，领取人不在移民名册，待核实金额{amount}。"
        ),
        "核减之后": (
            "{from}至{to}发放{matter}{count}笔，所属期间在名册核减日期之后，"
            "待核实金额{amount}。"
        ),
        "期满之后": (
            "{from}至{to}发放{matter}{count}笔，所属期间在扶持年限届满之后，"
            "而同期届满的多数人已停发，待核实金额{amount}。"
        ),
        "同期重复": (
            "{from}至{to}，同一人同一期间领取{matter}不止一笔，合计高于标准，"
            "待核实金额{amount}。"
        ),
        "高于标准": (
            "{from}至{to}发放的{matter}高于标准，超出部分待核实金额{amount}。"
        ),
    },
    logic=(
        "只看项目名称为移民后期扶持直补、发放成功的记录。",
        "所属期间与名册在册期间没有一天重合的，按有无核减记录分为“核减之后”和“不在名册”。",
        "扶持起始日加规定年限后才开始的期间为期满；同期期满人口半数以上仍在领取的不列。",
        "同一人同一期间的发放合计高于月标准乘以月数的，只计超出部分。",
    ),
    cannot_see=(
        "死亡后的发放由死亡后发放补贴的规则列出",
        "全县统一延长发放而没有后续政策的，本规则不逐人列出，要向移民管理机构查询",
        "名册外县的移民登记未交换的查不到",
        "转为财政供养、城镇户籍是否核减由本地规定，本规则不比对",
    ),
    effort_minutes=15,
    module=__name__,
)
