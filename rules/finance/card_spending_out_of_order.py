"""Slips of official cards, cars and receptions that the rules of spending call up.

A slip is told once, under the first of five circumstances that holds. Slips are counted
together for one holder and merchant, fuel for one car; cars of one unit refuelled on
one day are no split. Refunded slips and those not reimbursed are left out.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Slips(Params):
    """What a tank holds and when slips stand together."""

    tank_milli: int = Field(
        default=80_000, ge=1, description="公务用车油箱容量上限，毫升"
    )
    together_fen: int = Field(
        default=200_000, ge=1, description="接连消费合计达到多少分须列出"
    )
    span_days: int = Field(default=1, ge=0, description="相隔多少天以内视为接连消费")


RULE = Rule(
    id="E17",
    version=2,
    status=Status.IN_USE,
    title="公务卡、公务用车或公务接待消费的日期、商户、次数或数量需要核实",
    question="公务消费的日期、商户、次数、加油量和接待手续，是否与公务活动相符？",
    basis=(
        Basis(
            document="《党政机关厉行节约反对浪费条例》",
            read=Read.RECALLED,
        ),
        Basis(
            document="《党政机关国内公务接待管理规定》（2013年）",
            article="第六条",
            read=Read.RECALLED,
        ),
        Basis(document="《党政机关公务用车管理办法》（2017年）", read=Read.RECALLED),
    ),
    needs=("finance/official_card",),
    optional=(),
    policies=("holiday",),
    act="finance/official_card",
    partition={"finance/official_card": None},
    params=Slips(),
    explanations=("on_duty", "large_tank", "letter_filed_later"),
    questions=(
        "当日是否值班、应急或有经批准的公务活动？",
        "商户名称带有旅游、会所字样的，实际消费内容是什么，是否为党性教育或会议场地？",
        "接待有无公函或邀请函，是否另行存档？",
    ),
    verify=(
        "调取报销凭证、小票明细、派车单和接待清单，核对消费内容",
        "对照值班表、出差审批和公务活动安排核对日期",
        "对照行驶证核对车型和油箱容量，核对里程与油耗",
        "接连消费的，核对是否为同一事项、是否分单结算",
    ),
    chain=posts(
        "持卡人或经办人",
        "单位财务机构",
        "单位分管负责人",
        "国库支付机构",
        "县财政局与公务用车、公务接待主管部门",
    ),
    amount_basis="所列各笔消费金额合计，不等于应当纠正的金额",
    sentences={
        "特定商户": (
            "{from}至{to}，在旅游、休闲、烟酒礼品等商户消费{count}笔，合计{amount}。"
        ),
        "加油量": (
            "{from}至{to}，同一车辆当日加油量超过油箱容量，涉及{count}笔，合计{amount}。"
        ),
        "接待无公函": "{from}至{to}，{count}笔公务接待没有公函编号，合计{amount}。",
        "接连消费": (
            "{from}至{to}，在同一商户接连消费{count}笔，每笔低于而合计达到须列出的数额，"
            "合计{amount}。"
        ),
        "节假日": "{from}至{to}，周末或法定节假日消费{count}笔，合计{amount}。",
    },
    logic=(
        "已报销、未退款的消费逐笔比对，每笔只列入第一个相符的情形。",
        "商户名称含旅行社、景区、温泉、会所、烟酒、礼品等字样的列出，差旅住宿的酒店除外。",
        "同一车辆一天加油超过油箱容量的，公务接待没有公函编号的列出。",
        "同一持卡人在同一商户当天或次日接连消费，每笔低于两千元而合计达到两千元的列出。",
        "差旅以外的消费发生在周末或节假日的列出，调休上班日除外；有派车单或事由写明值班应急的作合理解释。",
    ),
    cannot_see=(
        "商户名称看不出实际消费内容",
        "没有车牌号的加油不按车辆合计",
        "现金支付的消费不在数据中",
    ),
    effort_minutes=25,
    module=__name__,
)
