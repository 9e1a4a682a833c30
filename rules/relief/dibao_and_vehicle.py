"""Minimum living allowance while a member of the household holds a motor vehicle.

Which vehicles count is local: the policy table says it by kind, and a kind that it
leaves to the local rule cannot be decided here. The month of the purchase and the
month of leaving the vehicle are not counted.
"""

from rules.benefit import OFFICES, DibaoMatter
from rules.rule import Basis, Read, Rule, Status

RULE = Rule(
    id="PR-03",
    version=5,
    status=Status.IN_USE,
    title="享受低保期间家庭成员名下登记有机动车",
    question="发放低保金的整月里，保障对象名下是否登记有应计入家庭财产的机动车？",
    basis=(
        Basis(document="《社会救助暂行办法》", article="第十条", read=Read.FULL_TEXT),
        Basis(
            document="民发〔2021〕57号《最低生活保障审核确认办法》",
            article="家庭财产状况",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/dibao_member", "relief/dibao_payment", "registry/vehicle"),
    optional=(),
    policies=("dibao_vehicle",),
    act="relief/dibao_payment",
    partition={
        "relief/dibao_member": None,
        "relief/dibao_payment": None,
        "registry/vehicle": None,
    },
    params=DibaoMatter(),
    explanations=("marked_fading", "vehicle_not_in_use"),
    questions=(
        "车辆由谁出资、由谁使用，是否借名登记？",
        "车辆是否已报废、被盗、抵押，入保时是否已如实申报？",
    ),
    verify=(
        "向公安交管部门核对车辆登记、转移和注销日期",
        "入户查看车辆实际使用情况，核对购车款来源",
        "查阅低保申请时的家庭财产申报与核对报告",
        "对照本地低保家庭财产规定中关于车辆种类、价值和用途的条款",
        "仅凭登记在名下，不能认定不符合条件",
    ),
    chain=OFFICES,
    amount_basis="购车次月起、车辆离开名下之前各整月发放成功的户低保金合计",
    sentences={
        "名下有机动车": (
            "{from}至{to}有{months}个月，所在户领取{matter}金的同时，本人名下登记有机动车，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "先按证号或户主号码把每笔发放成功的低保金落到当月在册的每个保障对象。",
        "再看该保障对象名下的机动车：自取得次日起至离开名下之前，覆盖发放整月的才算。",
        "车辆从以后的登记信息中消失而没有转出日期的，最后一次仍有登记之前的月份照算，其后的不作判断。",
        "车辆种类按政策表分为计入、除外、由本地规定三类；由本地规定的不作判断，列为须补充的材料。",
    ),
    cannot_see=(
        "登记在他人名下、实际由低保家庭使用的车辆查不到",
        "未列入保障对象的家庭成员名下的车辆不在本规则内",
        "车辆现值和用途登记中没有，须实地查看",
    ),
    module=__name__,
)
