"""A subsidy for the insurance one pays oneself, in months of a subsidised public post.

A post is insured by its unit; who holds one has nothing of his own to be subsidised.
The unit's subsidy for the post's insurance names the unit and is left out. A single
month of a longer period is the change from the one to the other. Subsidies beside
another job, a pension or a business are the matter of SS-12.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="J10",
    version=1,
    status=Status.IN_USE,
    title="灵活就业社会保险补贴与公益性岗位补贴同期发放",
    question="同一人是否在领取公益性岗位补贴的月份，又领取了灵活就业社会保险补贴？",
    basis=(
        Basis(
            document="《就业补助资金管理办法》（财社〔2017〕164号及以后修订）",
            article="社会保险补贴、公益性岗位补贴",
            read=Read.RECALLED,
        ),
        Basis(
            document="人社部发〔2019〕124号（公益性岗位开发管理）",
            read=Read.RECALLED,
        ),
    ),
    needs=("social_security/employment_subsidy",),
    optional=(),
    policies=(),
    act="social_security/employment_subsidy",
    partition={"social_security/employment_subsidy": None},
    explanations=("transfer_month",),
    questions=(
        "同期的社会保险由谁缴纳，岗位单位是否为其参保？",
        "两项补贴的申请和退出时间各是哪一天？",
    ),
    verify=(
        "调取两项补贴的申请、审批表和岗位协议",
        "核对同期社会保险缴费单位和缴费凭证",
        "岗位单位为其参保而由单位申领的、当月转换的、已退回的，不能据此认定",
    ),
    chain=posts(
        "乡镇（街道）人社服务机构",
        "县就业服务中心审核岗",
        "县人社局就业股",
        "县财政局社保股、代发银行",
        "县人社局、县财政局",
    ),
    amount_basis="同期月数占补贴期间月数的比例计算的社会保险补贴",
    sentences={
        "与岗位补贴同期": (
            "{from}至{to}有{count}笔灵活就业社会保险补贴，与本人公益性岗位补贴同期，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看发放成功的补贴，把季度拆成各月。",
        "没有用人单位的社会保险补贴，其月份与本人公益性岗位补贴的月份相同的列出。",
        "较长期间中只有一个月相同的，视为转换当月。",
    ),
    cannot_see=(
        "外县发放的补贴未交换的查不到",
        "名单没有填用人单位、实为单位申领的社会保险补贴，要由人社部门核对",
    ),
    effort_minutes=10,
    module=__name__,
)
