"""Compensation for land and houses that is paid twice.

The data name no plot, so sameness is that of the works, the group of the village, both
areas and the sum. An agreement is not paid twice by being paid in parts: what was paid
is compared with what it grants, and its rows for land and for the house add up.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="LC-01",
    version=4,
    status=Status.IN_USE,
    title="同一协议、同一人或亲属之间征地拆迁补偿重复发放",
    question="同一份补偿协议的发放是否超过协议约定，或同一项目中面积、金额完全相同的补偿是否发放两份？",
    basis=(
        Basis(
            document="《中华人民共和国土地管理法》",
            article="第四十八条",
            read=Read.RECALLED,
        ),
        Basis(document="《中华人民共和国土地管理法实施条例》", read=Read.RECALLED),
    ),
    needs=("finance/land_compensation",),
    optional=("registry/resident", "registry/marriage", "registry/declared_kin"),
    policies=(),
    act="finance/land_compensation",
    partition={"finance/land_compensation": None},
    explanations=("plots_of_equal_area",),
    questions=(
        "两笔款项对应的是同一地块、同一房屋，还是面积恰好相同的不同地块？",
        "是否属于分期支付、补差或补偿标准调整后的补发？",
        "亲属之间是否已经分户、各有承包地或房屋？",
    ),
    verify=(
        "调取两份协议、勘测定界图、实物调查表和现场照片逐项比对",
        "核对拨付回单，确认两笔都已到账且没有退回",
        "核对承包合同、宅基地或房屋权属，确认各自的权利人",
        "面积、金额相同不能单独作为认定重复补偿的依据",
    ),
    chain=posts(
        "村（社区）、实物调查人",
        "乡镇人民政府（街道办事处）",
        "县征地拆迁机构",
        "县财政局、代发银行",
        "县自然资源局",
    ),
    amount_basis="同一协议超出约定的部分；面积、金额相同的协议计后签订的一份",
    sentences={
        "同一协议": (
            "{from}至{to}有{count}笔征地拆迁补偿使同一协议累计发放超过协议约定，"
            "待核实金额{amount}。"
        ),
        "两份协议": (
            "{from}至{to}有{count}份征地拆迁补偿协议，与本人在同一项目的另一份面积、金额完全相同，"
            "待核实金额{amount}。"
        ),
        "亲属之间": (
            "{from}至{to}有{count}份征地拆迁补偿协议，与亲属在同一项目的一份面积、金额完全相同，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看发放成功的款项；协议约定额为土地、安置、青苗、房屋、奖励各项的合计。",
        "同一协议累计发放超过约定额的，超出的各笔为“同一协议”；分期支付、土地与房屋分行的不会超过。",
        "同一项目、同一村组、两项面积和总额完全相同的两份协议，属同一人的为“两份协议”，属登记亲属的为“亲属之间”。",
    ),
    cannot_see=(
        "补偿数据没有地块编号，同一地块改动面积后再报的查不到",
        "未登记为亲属的人之间重复的查不到",
    ),
    effort_minutes=40,
    module=__name__,
)
