"""Grants for dangerous houses: once for a household without another roof.

The farmhouse in the land register is the dangerous house itself, so only a commercial
flat counts as another home. Who is in public service is asked of the register of
officials as of the decision, because payrolls of those years are seldom delivered.
"""

from typing import Annotated

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class HousingGrant(Params):
    """What the grant is called in clues and in the policy tables."""

    benefit: Annotated[str, Field(description="补助项目名称，与政策表一致")] = (
        "危房改造"
    )


RULE = Rule(
    id="PR-14",
    version=4,
    status=Status.IN_USE,
    title="危房改造补助与再次补助、搬迁安置、商品房或在编身份并存",
    question="批准危房改造补助时，该户是否已享受过补助或搬迁安置，本人是否另有商品房、是否在编，完工是否早于批准？",
    basis=(
        Basis(
            document="建村〔2018〕115号（农村危房改造对象与程序）", read=Read.RECALLED
        ),
        Basis(document="《社会救助暂行办法》", article="住房救助", read=Read.RECALLED),
    ),
    needs=("relief/housing_grant",),
    optional=(
        "registry/resident",
        "relief/resettled_household",
        "registry/real_estate",
        "registry/cadre",
    ),
    policies=("housing_grant", "mutual_exclusion"),
    act="relief/housing_grant",
    partition={
        "relief/housing_grant": None,
        "registry/resident": None,
        "relief/resettled_household": None,
        "registry/real_estate": None,
        "registry/cadre": None,
    },
    params=HousingGrant(),
    explanations=(
        "rebuilt_after_disaster",
        "household_split_before",
        "entered_late",
    ),
    questions=(
        "两次补助是否为同一户、同一处房屋，是否因灾重建？",
        "另有的住房在批准之前是否已出售、由谁居住？",
    ),
    verify=(
        "调取危房鉴定、申请、公示、验收档案与改造前后照片",
        "向公安核对分户时间，向不动产登记机构核对取得与转移时间",
        "向组织、人社部门核对批准时的身份",
        "现场查看房屋，确认是否同一处",
        "录入年份的差错、手续后补的，不能仅凭日期认定",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府",
        "县住房和城乡建设局",
        "县财政局、代发银行",
        "县住房和城乡建设局",
    ),
    amount_basis="该笔危房改造补助的发放金额",
    sentences={
        "再次补助": (
            "{from}批准的{matter}补助{count}笔，该户此前已享受过一次，待核实金额{amount}。"
        ),
        "另有搬迁安置": (
            "{from}批准的{matter}补助{count}笔，该户另列在易地搬迁安置台账中，"
            "待核实金额{amount}。"
        ),
        "另有商品房": (
            "{from}批准{matter}补助{count}笔时，本人名下登记有商品房，待核实金额{amount}。"
        ),
        "在编人员": (
            "{from}批准{matter}补助{count}笔时，本人登记为在编人员，待核实金额{amount}。"
        ),
        "先完工后批准": (
            "{from}批准的{matter}补助{count}笔，登记的竣工日期早于批准日期，涉及金额{amount}。"
        ),
    },
    logic=(
        "以发放成功的每笔危房改造补助为准，按批准日期判断当时的情况。",
        "再次补助：同一户籍户内任一成员在间隔年数之内已有一笔补助；间隔年数按政策表。",
        "搬迁安置与危房改造是否互斥按政策表；另有住房只看批准时名下的商品房，农村自建房视为改造的房屋本身。",
        "在编身份按公职人员名册在批准日的任职情况判断。",
    ),
    cannot_see=(
        "外县市享受的补助和住房查不到",
        "登记在家人名下的商品房不在本规则内",
        "台账中没有照片，房屋是否同一处须看现场",
    ),
    module=__name__,
)
