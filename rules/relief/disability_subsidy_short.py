"""Subsidies to the disabled that skipped months or were below the standard in force.

A month left out is due only where the certificate (and, for the living subsidy, the
minimum allowance) held throughout, and nothing better excludes it; what a later
payment brought on top of its own months counts as made good.
"""

from rules.rule import Basis, Escalation, Queue, Read, Rule, Status, posts

RULE = Rule(
    id="U03",
    version=5,
    status=Status.IN_USE,
    queue=Queue.ENTITLEMENT,
    title="残疾人两项补贴中间缺月或低于当时标准，没有补发的记录",
    question="条件一直符合的残疾人，两项补贴是否按月、按当时标准发足？",
    basis=(
        Basis(
            document="《国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见》",
            article="（国发〔2015〕52号）补贴标准、按月发放",
            read=Read.FOUND,
        ),
        Basis(
            document="《民政部、财政部、中国残联关于进一步完善两项补贴制度的意见》",
            article="（民发〔2021〕70号）",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/disability_subsidy", "registry/disability_certificate"),
    optional=("relief/dibao_member", "relief/tekun_person", "relief/orphan"),
    policies=("disability_subsidy",),
    act="relief/disability_subsidy",
    partition={
        "relief/disability_subsidy": None,
        "registry/disability_certificate": None,
        "relief/dibao_member": None,
        "relief/tekun_person": None,
        "relief/orphan": None,
    },
    explanations=(),
    unexplained="换证期、退保、更优待遇和后来补发，都是查询本身的条件",
    questions=(
        "缺少的月份因何没有发放：暂停、换证、迁移，还是名册遗漏？",
        "标准调整后，差额是否另行造册补发？",
    ),
    verify=(
        "核对残疾人证等级、有效期和缺月期间的状态",
        "核对当地当年补贴标准文件和执行月份",
        "查看是否以现金、其他名册或其他县补发，本人是否书面放弃",
        "确属应发的，由民政部门核定后补发",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "县残联、县民政局",
        "县财政局、代发银行",
        "县民政局",
    ),
    amount_basis="缺少的月数乘以当时月标准，或应发金额减去实发金额",
    sentences={
        "漏发月份": (
            "{from}至{to}之间有缺月，前后均有{matter}发放记录，期间条件未变，"
            "应发未发{amount}。"
        ),
        "低于标准": (
            "{from}至{to}有{count}笔{matter}低于当时标准，没有补发的记录，"
            "应发未发{amount}。"
        ),
    },
    escalation=Escalation(months=3),
    logic=(
        "同一人同一补贴，前后两笔之间缺少的月份，残疾人证全程有效的才列；生活补贴还须全程在低保。",
        "月标准取发放清单所列标准与政策表中较高者，乘以月数，与实发金额比较。",
        "期间享受特困供养或孤儿基本生活费的不列。",
        "后来某笔超出其本身月份应发额的部分，够补差额的，视为已补。",
        "政策表没有该类别、等级标准的，不作判断。",
    ),
    cannot_see=(
        "最后一笔之后没有再发的，不在本规则内",
        "跨县迁移期间由外县发放的查不到",
        "本人书面放弃的，名册中没有",
        "几处欠发只有一次补发的，补发额对每一处都算数，可能少列",
    ),
    effort_minutes=15,
    module=__name__,
)
