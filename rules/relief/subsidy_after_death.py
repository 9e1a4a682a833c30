"""Subsidies paid for periods that begin after the month of death.

Projects paid to a household go on with the household; projects paid to a person
end with the person. Which is which stands in the project list.
"""

from rules.rule import Basis, Escalation, Read, Rule, Status, posts

RULE = Rule(
    id="PR-01",
    version=8,
    status=Status.IN_USE,
    title="死亡次月起的期间仍有惠民补贴发放记录",
    question="补贴对象死亡后开始的期间，是否仍以其名义发放惠民补贴？",
    basis=(
        Basis(
            document="《社会救助暂行办法》",
            article="第十三条、第六十八条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="财办〔2020〕37号（惠民惠农补贴“一卡通”管理）",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/subsidy_payment", "registry/death", "relief/subsidy_project"),
    optional=(
        "registry/cadre",
        "registry/declared_kin",
        "registry/resident",
        "social_security/life_certificate",
        "social_security/medical_settlement",
    ),
    policies=("registry_lag",),
    act="relief/subsidy_payment",
    partition={
        "relief/subsidy_payment": "person_id",
        "registry/death": "person_id",
        "relief/subsidy_project": None,
        # Whose account it is, is asked of all posts.
        "registry/cadre": None,
        "registry/declared_kin": None,
    },
    explanations=(
        "annual_payment",
        "back_pay",
        "payment_returned",
        "funeral_grant",
        "registry_lag",
        "household_grant",
        "certified_alive",
        "in_hospital",
    ),
    questions=(
        "该项目按户还是按人发放，户内是否仍有成员？",
        "账户由谁保管、使用，款项是否已退回？",
    ),
    verify=(
        "向公安、卫健、民政核对死亡日期，须有两个来源一致",
        "调取项目实施方案，确认按户还是按人发放、按年还是按月核定",
        "调取代发银行回单与账户流水，查明款项去向",
        "入户核实户内现有成员",
        "按户发放且户内仍有成员的，不能认定为多发",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府",
        "项目主管部门",
        "县财政局、代发银行",
        "县财政局",
    ),
    amount_basis="死亡次月以后开始的期间、发放成功的补贴金额合计；已作合理解释的不计",
    sentences={
        "按人发放": (
            "补贴对象死亡登记次月以后的期间，{from}至{to}仍有{matter}发放记录"
            "{count}笔，待核实金额{amount}。"
        ),
        "按户发放": (
            "按户发放的{matter}，在所登记的补贴对象死亡次月以后的期间"
            "（{from}至{to}）仍有发放记录{count}笔，户籍登记中未见在世的同户成员，"
            "待核实金额{amount}。"
        ),
    },
    escalation=Escalation(subjects=3, severity_shared="S1"),
    logic=(
        "把补贴发放记录与死亡登记按人对上，死亡日期取最早的一个可靠来源。",
        "所属期间或发放日期晚于死亡当月的每一笔先列为待核实行为；期间开始于死亡当月或之前的，作为补发排除。",
        "项目清单写明按户发放的，户籍中仍有在世的同户成员即视为合理；按人发放的到本人为止。",
        "三个以上已登记死亡的人共用一个收款账户的，或收款人当时是干部或其近亲属的，列为优先核查。",
    ),
    cannot_see=(
        "项目清单未写明按户还是按人发放的，按不按户只能由核查人确认",
        "没有死亡登记的人查不到",
        "户籍同户不等于实际共同生活，按户项目的户内成员以入户为准",
    ),
    module=__name__,
)
