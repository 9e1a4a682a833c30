"""Villages' cash, payments to cadres and relatives, and leases that call for a look.

Contracted farm land and forest may run for thirty years and more, so only other assets
count as let for too long. A rent is compared with the middle one of its town and kind
of asset where there are enough of them; an open auction explains a low one.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Village(Params):
    """When cash, rents and terms stand out."""

    near_permille: int = Field(
        default=800, ge=1, description="现金付款达到限额的多少以上视为接近限额"
    )
    repeated_count: int = Field(default=3, ge=2, description="接近限额的付款达到多少次")
    span_days: int = Field(default=60, ge=1, description="相隔多少天以内视为接连付款")
    low_permille: int = Field(
        default=700, ge=1, description="低于同乡镇同类租金中位数的比例视为偏低"
    )
    alike_count: int = Field(default=5, ge=2, description="比较租金所需的同类合同数")
    old_years: int = Field(default=10, ge=1, description="签订多少年以上视为历史合同")


RULE = Rule(
    id="FN-14",
    version=6,
    status=Status.IN_USE,
    title="村级现金付款、付给村干部及其亲属或企业的款项、发包合同需要核实",
    question="村级现金付款、收款对象和资产发包的期限、租金与收取，是否符合制度和合同约定？",
    basis=(
        Basis(
            document="《中华人民共和国农村集体经济组织法》",
            article="第二十九条、第四十三条至第四十七条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《中华人民共和国民法典》",
            article="第七百零五条",
            read=Read.RECALLED,
        ),
    ),
    needs=("finance/village_voucher", "registry/cadre"),
    optional=(
        "finance/village_contract",
        "registry/company",
        "registry/company_member",
    ),
    policies=(
        "cash_limit",
        "lease_term",
    ),
    act="finance/village_voucher",
    partition={
        "finance/village_voucher": None,
        "finance/village_contract": None,
        "registry/cadre": None,
    },
    params=Village(),
    explanations=(
        "villagers_wages",
        "cadre_pay",
        "let_by_auction",
        "contract_of_long_ago",
        "rent_put_off",
    ),
    questions=(
        "现金付款是否为村民务工、救灾救济的造册发放？",
        "收款的村干部或亲属实际提供了什么，是否经村务监督机构审核并公开？",
        "该企业以什么价格、经什么程序承接，当时村干部是否回避？",
        "欠租是否因灾减免、缓缴或存在争议？",
    ),
    verify=(
        "调取原始凭证、领款签字和用工清单，向领款人核对",
        "核对民主议事记录、村务公开和回避情况",
        "调取发包合同、评估和竞价资料，实地查看资产",
        "对照银行流水核对租金到账",
    ),
    chain=posts(
        "村报账员",
        "村务监督委员会",
        "村级组织负责人",
        "乡镇农村财务代理机构",
        "县农业农村局与乡镇人民政府",
    ),
    amount_basis="付款为所列各笔金额；欠租为应收减已收；租期、租金为一年的租金",
    sentences={
        "现金超限": "{from}至{to}，单笔现金付款超过限额{count}笔，合计{amount}。",
        "接近限额": (
            "{from}至{to}，向同一收款人多次支付接近限额的现金{count}笔，合计{amount}。"
        ),
        "本人收款": "{from}至{to}，本村向该村干部本人付款{count}笔，合计{amount}。",
        "亲属收款": "{from}至{to}，本村向该村干部亲属付款{count}笔，合计{amount}。",
        "企业收款": (
            "{from}至{to}，本村向该村干部或其亲属登记出资、经营的企业付款{count}笔，合计{amount}。"
        ),
        "欠租": "自{from}起的合同应收未收租金{amount}。",
        "租期偏长": "自{from}至{to}的合同期限超过租赁期限上限，年租金{amount}。",
        "租金偏低": "自{from}起的合同租金明显低于同乡镇同类合同，年租金{amount}。",
    },
    logic=(
        "单笔现金付款超过当地限额的列出；六十天内向同一人三次以上支付限额八成至限额的列出。",
        "收款人是付款时本村在任村干部本人或其亲属的列出，亲属关系以户籍、婚姻登记和申报为准。",
        "收款单位是付款时本村在任村干部或其亲属任法定代表人、经营者、股东、合伙人的企业的列出；"
        "合作社、集体企业不在内，村干部可能按职务任职。",
        "合同应收大于已收的列出；耕地、林地以外期限超过二十年的列出。",
        "单位面积租金低于同乡镇同类资产中位数七成、同类合同不少于五份的列出。",
        "造册务工救灾、干部报酬、公开竞价和历史合同作合理解释。",
    ),
    cannot_see=(
        "由他人代持、实际控制的企业查不到",
        "台账已收而没有入账的租金由FN-14B核对，台账没有登记的租金收入查不到",
        "村集体账户的银行流水没有报送，开了收据而没有存入或者迟存的收入查不到",
        "造册发放的务工名单没有报送，名单中已经死亡、服刑、在编或者重复的人查不到",
        "没有收款人证件号码的付款不比对亲属",
    ),
    effort_minutes=45,
    module=__name__,
)
