"""Minimum living allowance while the insured members own more homes than allowed.

How many dwellings are allowed is local. A commercial flat bought after the household
was taken on is asked about even where it is the only one: where did the money come
from? Parking, store rooms and notices of a future right are no dwelling.
"""

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status

RULE = Rule(
    id="PR-04",
    version=4,
    status=Status.IN_USE,
    title="享受低保期间家庭名下登记有多套住房或新购商品房",
    question="发放低保金的整月里，保障对象名下的住房是否超过本地允许的套数，或在入保之后购买了商品房？",
    basis=(
        Basis(document="《社会救助暂行办法》", article="第十条", read=Read.FULL_TEXT),
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》",
            article="家庭财产状况",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/dibao_member", "relief/dibao_payment", "registry/real_estate"),
    optional=(),
    policies=("dibao_asset_limit",),
    act="relief/dibao_payment",
    partition={
        "relief/dibao_member": None,
        "relief/dibao_payment": None,
        "registry/real_estate": None,
    },
    params=DibaoMatter(),
    explanations=("marked_fading", "resettled_home", "one_home_two_certificates"),
    questions=(
        "各处住房由谁出资、由谁居住，是否已转让、拆除而未注销？",
        "购房款从何而来，入保时是否已如实申报？",
    ),
    verify=(
        "向不动产登记机构调取登记档案，核对取得方式、份额与终止日期",
        "入户查看各处住房是否存在、由谁居住",
        "查阅低保申请时的家庭财产申报与核对报告",
        "农村宅基地住房与城镇小面积住房并存的，按本地规定处理，不能仅凭套数认定",
    ),
    chain=OFFICES,
    amount_basis="住房登记次月起各整月发放成功的户低保金合计；已作合理解释的月份不计",
    sentences={
        "多套住房": (
            "{from}至{to}有{months}个月，该户领取{matter}金的同时，保障对象名下登记的"
            "住房超过本地允许的套数，待核实金额{amount}。"
        ),
        "入保后购买": (
            "{from}至{to}有{months}个月，该户领取{matter}金，保障对象在入保之后登记购买了"
            "商品房，待核实金额{amount}。"
        ),
    },
    logic=(
        "把每笔发放成功的低保金落到当月在册的保障对象，再看其名下覆盖整月的住宅登记；车位、储藏间、非住宅和预告登记不算。",
        "同一不动产单元无论几人共有、有几条登记，只算一套。",
        "住房从以后的登记信息中消失而没有终止日期的，最后一次仍有登记之前的月份照算，其后的不作判断。",
        "拆迁安置、继承、受赠或份额不足一半的单列：除去后不超过允许套数的，作为合理解释。",
        "入保之后登记购买商品房的单列为“入保后购买”，即使只有一套。",
    ),
    cannot_see=(
        "登记在他人名下的住房和未登记的自建房查不到",
        "未列入保障对象的家庭成员名下的住房不在本规则内",
        "外地登记的不动产不在本地登记信息里",
    ),
    module=__name__,
)
