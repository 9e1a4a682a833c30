"""Bidders of one section that share people, machines, telephones or a bond account.

Points are counted between two bidders and once for each kind of link; who hangs
together through others is one group. Regular prices and a usual winner add to a link
and make none. Left out of the catalogue: rotation and later subcontracts, for which no
delivery has columns, and geometric series of prices, which close prices hardly differ
from arithmetic ones. A value that many bidders use beside those of the section is
public and no link.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Urgency(Params):
    """From how many points on a group is looked at first."""

    urgent_points: int = Field(
        default=100, ge=1, description="两家之间的分值达到多少点优先核查"
    )


RULE = Rule(
    id="FN-08",
    version=4,
    status=Status.IN_USE,
    title="同一标段的投标人之间存在多项关联",
    question="同一标段的投标人之间，人员、联系方式、设备、保证金账户等是否多项相同？",
    basis=(
        Basis(
            document="《中华人民共和国招标投标法实施条例》",
            article="第三十四条、第四十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《中华人民共和国政府采购法实施条例》",
            article="第十八条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("finance/bid",),
    optional=(
        "finance/procurement_project",
        "registry/company",
        "registry/company_member",
    ),
    policies=("bid_link",),
    act="finance/bid",
    partition={
        "finance/bid": None,
        "finance/procurement_project": None,
        "registry/company": None,
        "registry/company_member": None,
    },
    params=Urgency(),
    explanations=("shared_bid_place", "few_local_bidders"),
    questions=(
        "相同的网络、设备、电话属于谁，是否为代理机构、交易中心或园区共用？",
        "保证金由谁缴纳，是否由同一担保机构出具保函？",
    ),
    verify=(
        "向交易中心调取投标文件属性、上传日志和保证金到账记录",
        "核对各投标人的法定代表人、股东、项目负责人和社会保险缴费单位",
        "比较投标文件的错漏、报价明细与技术方案",
        "了解当地同类企业数量，以及是否委托同一代理机构制作文件",
        "仅凭数据相同，不能认定投标人之间有约定",
    ),
    chain=posts(
        "招标人（采购人）",
        "招标代理机构",
        "招标人（采购人）负责人",
        "国库支付机构",
        "行业主管部门、公共资源交易中心",
    ),
    amount_basis="该标段中标价，仅表示涉及的合同规模，不是损失",
    sentences={
        "关联投标人含中标人": (
            "{from}开标的标段，有投标人之间多项信息相同，其中含中标人，"
            "该标段中标价{amount}，待核实。"
        ),
        "关联投标人未中标": (
            "{from}开标的标段，有未中标的投标人之间多项信息相同，"
            "该标段中标价{amount}，待核实。"
        ),
    },
    logic=(
        "同一标段两家投标人之间，按保证金账户、项目负责人、控制人、文件制作痕迹、"
        "联系方式、上传地址是否相同计分，每类只计一次。",
        "已有关联的两家，多次同场且固定一家中标、报价等差的另加分；合计达到政策表分值才列出。",
        "本标段以外还有很多投标人用过的地址、电话、设备视为公用，不计分；"
        "保函不比较账户。",
        "经由第三家相连的投标人归为一组，一组列一条。",
    ),
    cannot_see=(
        "轮流中标、陪标人事后分包查不到",
        "纸质投标没有网络地址和文件属性",
        "借用他人名义、账户且不留痕迹的查不到",
    ),
    effort_minutes=90,
    module=__name__,
)
