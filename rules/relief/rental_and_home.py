"""Tenants of public housing who own a home of size, or earn above the local limit.

A small home does not exclude: the local rule names the floor a head from which it
does. Who comes by a home during the tenancy is given time to move out. Wages and the
base of the housing fund are taken for one income, the higher of the two; pensions and
trade are not counted. What rent is too low by is not in the data.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Wages(Params):
    """Of which months wages are taken."""

    wage_months: int = Field(default=12, description="看最近多少个月的工资")
    least_months: int = Field(
        default=3,
        description="至少有多少个月工资，或公积金缴存在多少个月以内，才计收入",
    )


RULE = Rule(
    id="K16",
    version=5,
    status=Status.IN_USE,
    title="公租房保障家庭另有住房或工资收入超过标准",
    question="承租公租房或领取租赁补贴的家庭，名下住房和工资收入是否超过本地条件？",
    basis=(
        Basis(
            document="《公共租赁住房管理办法》（住房城乡建设部令第11号）",
            article="第七条、第三十一条",
            read=Read.RECALLED,
        ),
        Basis(document="各地公租房准入、退出和租赁补贴办法", read=Read.RECALLED),
    ),
    needs=("relief/public_rental",),
    optional=(
        "registry/real_estate",
        "registry/housing_fund",
        "finance/staff_payroll",
    ),
    policies=("public_rental_limit", "staff_type"),
    act="relief/public_rental",
    partition={
        "relief/public_rental": None,
        "registry/real_estate": None,
        "registry/housing_fund": None,
        "finance/staff_payroll": None,
    },
    params=Wages(),
    explanations=("moving_out_period", "village_farmhouse", "new_worker_rental"),
    questions=(
        "住房何时交付、由谁居住，是否已申报并安排腾退？",
        "公积金缴存基数是否与实际工资一致，工资是否在年审时申报？",
    ),
    verify=(
        "调取公租房申请、年度审核和合同材料",
        "向不动产登记机构核对住房面积、份额和取得时间",
        "入户查看公租房由谁居住",
        "在搬迁期内、只有农村自建房、按新就业职工保障的，不能据此认定",
    ),
    chain=posts(
        "街道办事处（乡镇人民政府）",
        "县民政局（收入核对）",
        "县住房和城乡建设局",
        "县住房保障中心、县财政局",
        "县住房和城乡建设局",
    ),
    amount_basis="租赁补贴按名册月补贴与取得住房以后的月数推算；实物配租不计金额",
    sentences={
        "另有住房": (
            "{from}至{to}享受{matter}期间，承租人或配偶名下登记的住房达到本地"
            "不予保障的面积，待核实金额{amount}。"
        ),
        "收入超线": (
            "{from}至{to}享受{matter}期间，承租人和配偶的工资或公积金缴存基数"
            "按保障人数平均超过本地收入线。"
        ),
    },
    logic=(
        "每份合同只看最近一次报送，退出的看到退出日为止。",
        "承租人和配偶名下的住宅按份额折算面积，除以保障人数，与本地面积标准比较；"
        "按取得和出售的日期分段，只算达到标准的时段。",
        "工资取最近一年各月平均，公积金取正常缴存账户的基数，每人取较高一项，"
        "相加后除以保障人数，与本地收入线比较。",
        "身份把握不大的工资月份，只在其他月份不足规定月数时才算。",
        "本地标准没有录入的，不作判断。",
    ),
    cannot_see=(
        "子女等其他共同居住人名下的住房和收入不在名册中，查不到",
        "外地住房、未登记住房和经营收入查不到",
        "转租、空置查不到",
    ),
    module=__name__,
)
