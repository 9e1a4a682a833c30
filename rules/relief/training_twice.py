"""Training subsidised twice for one trade and level, too often, or at the same time.

Lists of all departments are read together. A higher level of the same trade is no
repetition; trades are compared as written, without blanks and marks. How often a
year and how often for a level stands in the policy table.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status
from rules.training import OFFICES


class Training(Params):
    """Which row of the policy table applies to all subsidised training."""

    scheme: str = Field(default="就业技能培训", description="培训次数政策表中的项目")


RULE = Rule(
    id="PR-13B",
    version=3,
    status=Status.IN_USE,
    title="同一工种同一等级多次领取培训补贴或班期重叠",
    question="同一人是否就同一工种同一等级多次领取补贴、一年内次数超过规定，或同时在两个班？",
    basis=(
        Basis(
            document="《大中型水利水电工程建设征地补偿和移民安置条例》",
            article="第四十五条、第六十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《就业补助资金管理办法》及各地细则（每年不超过三次，同一职业同一等级只一次）",
            read=Read.FOUND,
        ),
    ),
    needs=("relief/training_enrolment",),
    optional=(),
    policies=("training_limits",),
    act="relief/training_enrolment",
    partition={"relief/training_enrolment": None},
    params=Training(),
    explanations=("no_class_on_site",),
    questions=(
        "前后两次是否确为同一工种同一等级，各部门工种名称口径是否一致？",
        "前一次是否未取得证书，按当地办法可以补训？",
    ),
    verify=(
        "调取两次的报名表、签到册、证书和补贴发放回单",
        "按国家职业分类核对各部门所写的工种和等级",
        "查明班期重叠时学员实际在哪个班，是否为周末班、晚班",
        "更高等级的培训、补贴已退回的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="首次以后各次、超过次数的各次及后一个重叠班期发放成功的补贴",
    sentences={
        "同类重复": (
            "{from}至{to}，就同一部门资金已补贴过的同一工种同一等级，再次领取培训补贴"
            "{count}次，待核实金额{amount}。"
        ),
        "跨部门重复": (
            "{from}至{to}，就另一部门资金已补贴过的同一工种同一等级，再次领取培训补贴"
            "{count}次，待核实金额{amount}。"
        ),
        "超过次数": (
            "{from}至{to}，一个自然年度内领取培训补贴多于规定次数，超出{count}次，"
            "待核实金额{amount}。"
        ),
        "班期重叠": (
            "{from}至{to}的培训班，与本人另一补贴培训班的日期重叠，待核实金额{amount}。"
        ),
    },
    logic=(
        "只看发放成功、金额大于零的补贴，各部门名单合并，身份核定可靠的才计次数。",
        "按开班日期排序，同一工种同一等级的次数超过政策表规定的各次为重复；"
        "等级未填的不参加比较。",
        "一个自然年度内的次数超过规定的各次为超过次数。",
        "班期至少有两天重叠的为班期重叠；结业当日开新班的不算。",
    ),
    cannot_see=(
        "各部门对同一工种写法不同的，查不到",
        "外县的培训名单未交换的查不到",
    ),
    effort_minutes=15,
    module=__name__,
)
