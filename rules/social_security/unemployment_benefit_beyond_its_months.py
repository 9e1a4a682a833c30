"""Unemployment benefit beyond the longest time the law allows.

The catalogue would recompute the months of contribution since the last claim. The
contribution extract of a year cannot give a sum of decades (transfers, deemed
contributions), so the months that the office itself entered as the ground of its
decision are taken, and the law applied to them. Months before the data begin count
as paid, unless the approved span shows that there was a pause.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="SS-06",
    version=3,
    status=Status.IN_USE,
    title="失业保险金发放月数超过规定期限",
    question="失业保险金的发放月数，是否超过按缴费年限可以领取的期限？",
    basis=(
        Basis(
            document="《中华人民共和国社会保险法》",
            article="第四十六条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《失业保险条例》",
            article="第十七条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("social_security/unemployment_benefit",),
    optional=(),
    policies=("unemployment_months", "retire_age", "unemployment_extension"),
    act="social_security/unemployment_benefit",
    partition={"social_security/unemployment_benefit": None},
    explanations=("near_retirement", "carried_over"),
    questions=(
        "核定所依据的累计缴费月数是否含视同缴费和外地转入？",
        "有没有前次应领未领的月数合并计算？",
        "是否因临近退休等政策延长发放？",
    ),
    verify=(
        "调取失业保险金核定表，重新计算累计缴费月数与应领月数",
        "核对本次与前次的发放明细，剔除中断月份",
        "核对有无延长发放的政策依据和审批",
        "失业补助金是另一种待遇，不计入领取期限",
    ),
    chain=posts(
        "乡镇人社服务机构、县就业服务中心",
        "县失业保险经办岗",
        "县失业保险经办负责人",
        "县社保基金支付岗、代发银行",
        "县人社局",
    ),
    amount_basis="超过期限各月的失业保险金与基金代缴医疗保险费合计",
    sentences={
        "超过规定期限": (
            "按核定的缴费月数计算的领取期限届满后，{from}至{to}仍有{months}个月的"
            "失业保险金发放记录，待核实金额{amount}。"
        ),
        "超过核定月数": (
            "核定的领取月数届满后，{from}至{to}仍有{months}个月的"
            "失业保险金发放记录，待核实金额{amount}。"
        ),
    },
    logic=(
        "按同一人同一次核定，从享受开始年月起数到每一笔，得出是第几个月；"
        "数据起点以前的月份按已发放计，其间的中断扣除。",
        "可领月数按核定的累计缴费月数和政策表（满一年、五年、十年）确定，"
        "加上前次应领未领的月数，合计不超过最长期限。",
        "超过可领月数的，或未超过但超过核定月数的，每一笔是一项待核实行为。",
        "年龄按同一人任何一笔完好的号码认定；号码都不完整、身份待核的，不知是否临近退休，无法判断。",
        "缴费月数缺失、核定区间显示有过中断而数据看不到的，无法判断；"
        "距退休不足一年的按政策延长。",
    ),
    cannot_see=(
        "核定的缴费月数本身有误的，须查缴费记录",
        "数据期以前的领取和应领未领月数",
    ),
    module=__name__,
)
