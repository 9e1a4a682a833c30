"""Public employees who lead, own or manage a firm while in post.

Village cadres are left out: the civil service law does not bind them, and leading a
cooperative is what many are asked to do. Members of a cooperative and mere supervisors
are left out, too. Whoever still stands in the register for a short while after the
appointment is handing over. The catalogue's "cleared record" of shares held before
service is in no register, so those cannot be decided.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Handover(Params):
    """How long a role may outlast the appointment, and which share is small."""

    handover_days: int = Field(
        default=90, ge=0, description="任职后多少天内退出企业视为交接"
    )
    small_share_ppm: int = Field(
        default=50_000, ge=0, description="不任职而持股不超过百万分之几的，降低核查次序"
    )


RULE = Rule(
    id="FN-04",
    version=4,
    status=Status.IN_USE,
    title="公职人员任职期间登记为企业负责人、出资人或高管",
    question="在职期间，公职人员是否登记为存续企业的法定代表人、经营者、股东、合伙人、董事或经理？",
    basis=(
        Basis(
            document="《中华人民共和国公务员法》",
            article="第五十九条第十六项",
            read=Read.RECALLED,
        ),
        Basis(
            document="《中华人民共和国监察法》",
            article="第十五条",
            read=Read.FULL_TEXT,
        ),
    ),
    needs=("registry/cadre", "registry/company"),
    optional=("registry/company_member", "finance/staff_payroll"),
    policies=(),
    act="registry/company",
    # The person's key and the firm's key meet here, and the tables are small.
    partition={
        "registry/cadre": None,
        "registry/company": None,
        "registry/company_member": None,
        "finance/staff_payroll": None,
    },
    params=Handover(),
    explanations=("assigned_by_unit", "listed_shares", "held_before_service"),
    questions=(
        "登记是否本人知情、签字，身份信息是否被他人使用？",
        "是否实际参与经营、分红或领取报酬，是否经批准、是否已申报？",
        "股份是否继承所得或入职前取得，是否已经清退？",
    ),
    verify=(
        "调取企业登记档案、出资凭证和签字材料",
        "核对个人有关事项报告与兼职审批",
        "核对企业是否实际经营、纳税和参保，吊销未注销的核对吊销日期",
        "事业单位专业技术人员经批准离岗创办企业或兼职的，按规定核对",
        "仅凭登记信息，不能认定本人参与经营",
    ),
    chain=posts(
        "所在单位人事机构",
        "主管部门",
        "县委组织部、县人社局",
        "县财政局（工资发放）",
        "县委组织部、县市场监督管理局",
    ),
    amount_basis="本规则只比对任职与登记，不涉及金额",
    sentences={
        "任职经营": (
            "任职期间自{from}起，登记为{count}家企业的法定代表人、经营者、合伙人、"
            "董事或经理。"
        ),
        "出资持股": "任职期间自{from}起，登记为{count}家企业的股东。",
    },
    logic=(
        "公职人员名册中的公务员、参公、事业在编和国企管理人员，与市场主体登记及其成员按人对上；村干部不在内。",
        "任职期间与在企业的期间有重合的，每家企业是一项待核实行为；合作社成员和只任监事的不算。",
        "任职后九十天内已退出的视为交接；登记为国有、集体企业的可能由单位委派。",
        "公务员和参公人员优先核查；只持股且比例很小的靠后。",
    ),
    cannot_see=(
        "由亲属或他人代持的查不到",
        "在外地登记的企业未报送的查不到",
        "名册只有任现职时间，此前的任职期间看不到",
    ),
    effort_minutes=30,
    module=__name__,
)
