"""Land compensation to an official's relative who has nothing to do with the village.

A relative who is registered there or contracts a plot there is entitled like anybody
else; the relation alone raises nothing. Where a house is compensated and the relative
owns one, its address, which rules do not read, decides. Kinship is only what registers
and declarations say.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="LC-02",
    version=5,
    status=Status.IN_USE,
    title="公职人员或其近亲属领取征地拆迁补偿，但户籍、承包地均不在该村",
    question="领取征地拆迁补偿的公职人员或其近亲属，在被征收的村里是否有户籍、承包地？",
    basis=(
        Basis(
            document="《中华人民共和国土地管理法》",
            article="第四十八条",
            read=Read.RECALLED,
        ),
        Basis(document="《中华人民共和国土地管理法实施条例》", read=Read.RECALLED),
    ),
    needs=("finance/land_compensation", "registry/cadre", "registry/resident"),
    optional=(
        "registry/marriage",
        "registry/declared_kin",
        "registry/real_estate",
        "relief/land_subsidy",
    ),
    policies=(),
    act="finance/land_compensation",
    partition={
        "finance/land_compensation": None,
        "registry/cadre": None,
        "registry/resident": None,
        "registry/real_estate": None,
        "relief/land_subsidy": None,
    },
    explanations=("house_inherited_or_leased",),
    questions=(
        "补偿对象在该村的权利来自承包、继承、赠与、租赁经营还是其他？",
        "该公职人员是否参与征收、调查、审核，是否已经回避？",
    ),
    verify=(
        "调取征收公告、实物调查表、勘测定界图和权属证明",
        "核对承包合同、宅基地批准书、房屋继承或买卖材料的时间",
        "走访村组和相邻户，核实地块、房屋的实际使用人",
        "仅有亲属关系和户籍不在本村，不能认定不应补偿",
    ),
    chain=posts(
        "村（社区）、实物调查人",
        "乡镇人民政府（街道办事处）",
        "县征地拆迁机构",
        "县财政局、代发银行",
        "县自然资源局",
    ),
    amount_basis="发放成功的各笔补偿合计，不等于不应补偿的金额",
    sentences={
        "本人": (
            "{from}至{to}有{count}笔征地拆迁补偿发给公职人员本人，其户籍、承包地登记"
            "均不在该村，待核实金额{amount}。"
        ),
        "近亲属": (
            "{from}至{to}有{count}笔征地拆迁补偿发给公职人员近亲属，其户籍、承包地登记"
            "均不在该村，待核实金额{amount}。"
        ),
    },
    logic=(
        "领取人户籍登记的任一版本在征收公告以前就在该村的，或有该村承包地的，不计；同名的村按乡镇区分。",
        "补偿含房屋而本人名下登记有房屋的，不作判断，须核对房屋坐落。",
        "其余领取人中，签约时在职的公职人员为“本人”，登记、户籍或申报的亲属中有在职公职人员的为“近亲属”。",
        "公职人员就在该村、该乡镇任职的，列为较重。",
    ),
    cannot_see=(
        "户籍名册只报送过一期的，看不出是否在征收公告之后才迁入",
        "未登记、未申报的亲属关系查不到",
        "租地经营的青苗补偿没有登记，须核实",
    ),
    effort_minutes=40,
    exemption=(
        "《中华人民共和国土地管理法》第四十八条：补偿对象为被征地的农村集体经济组织及其成员、"
        "权利人；户籍所在村只用于排除本村人，不作为风险特征"
    ),
    module=__name__,
)
