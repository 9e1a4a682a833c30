"""The same subsidy paid twice to one person for one period.

The lists of the citizens' card and of the employment subsidies carry no number of the
thing subsidised, so person, scheme, period and sum together stand for it: a different
sum is a top-up, and parts that together do not exceed the standard are instalments. A
machine is X13's, one start-up grant or training twice SS-12's and PR-13D's, a trade-in
TI-01's, an employer's refund JR-01's.
"""

from rules.rule import Basis, Read, Rule, Status, posts

RULE = Rule(
    id="X01",
    version=2,
    status=Status.IN_USE,
    title="同一人同一项目同一期间的补贴发放成功两次以上",
    question="同一人、同一补贴项目、同一所属期间，是否有两笔以上金额相同且发放成功的记录？",
    basis=(
        Basis(
            document="《财政部等七部门关于进一步加强惠民惠农财政补贴资金“一卡通”管理的指导意见》",
            article="（财办〔2020〕37号）规范发放流程",
            read=Read.RECALLED,
        ),
        Basis(
            document="《就业补助资金管理办法》",
            article="（财社〔2017〕164号）补贴发放",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/subsidy_payment",),
    optional=("relief/subsidy_project", "social_security/employment_subsidy"),
    policies=(),
    act="relief/subsidy_payment",
    partition={
        "relief/subsidy_payment": None,
        "relief/subsidy_project": None,
        "social_security/employment_subsidy": None,
    },
    explanations=("plots_of_equal_area", "period_misstated"),
    questions=(
        "第二笔是补发、更正还是重复制单，所属期间是否填错？",
        "本人是否收到两笔，多发部分是否已退回？",
    ),
    verify=(
        "核对两个批次的发放花名册、审批表和银行回单",
        "向代发银行核对两笔是否都已入账",
        "核对同一文件或同一批次是否重复报送",
        "确属多发的，按规定退回或在以后月份抵扣",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "县级主管部门",
        "县财政局、代发银行",
        "县财政局",
    ),
    amount_basis="第二笔及以后各笔的金额，已冲正的不计",
    sentences={
        "补贴重复": (
            "{from}至{to}的{matter}在首笔之外又发放成功{count}笔同额款项，"
            "合计{amount}，待核实。"
        ),
        "就业补助重复": (
            "{from}至{to}的{matter}在首笔之外又发放成功{count}笔同额款项，"
            "合计{amount}，待核实。"
        ),
    },
    logic=(
        "只看发放成功的记录；人员、项目、所属期间和金额都相同的，从第二笔起列出。",
        "退回、失败的不计；有同额负数冲正的，抵减相应笔数。",
        "几笔合计不超过该期间标准乘以数量的，是分批发放，不列。",
        "金额不同的视为补差，不列；两笔都靠弱关联认定同一人的，不列。",
    ),
    cannot_see=(
        "以不同项目名称重复申报的查不到",
        "以旧换新按商品、企业稳岗返还按单位另有规则核对（TI-01、JR-01）",
        "农机按出厂编号另有规则核对",
    ),
    effort_minutes=15,
    module=__name__,
)
