"""Payments to citizens' cards that came back or failed and were not made good.

The catalogue asks for the bank's receipt alone; a return proves nothing while the next
batch may still carry it, so a grace runs first, and a later payment that covers the
months or is larger by the amount counts as made good.
"""

from pydantic import Field

from rules.rule import Basis, Escalation, Params, Queue, Read, Rule, Status, posts


class _Params(Params):
    grace_days: int = Field(
        default=60, ge=0, description="退回或失败之后，等待重新发放的天数"
    )


RULE = Rule(
    id="U02",
    version=2,
    status=Status.IN_USE,
    queue=Queue.ENTITLEMENT,
    title="一卡通补贴发放失败或退回后，没有重新发放的记录",
    question="发放失败或被退回的补贴，后来是否已经补发到本人？",
    basis=(
        Basis(
            document="《财政部等七部门关于进一步加强惠民惠农财政补贴资金“一卡通”管理的指导意见》",
            article="（财办〔2020〕37号）及时足额发放到人到户",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/subsidy_payment",),
    optional=("registry/death",),
    policies=("registry_lag",),
    act="relief/subsidy_payment",
    partition={"relief/subsidy_payment": None, "registry/death": None},
    params=_Params(),
    explanations=(),
    unexplained="已补发、合并补发、等待期内和去世后退回的，都是查询本身的条件",
    questions=(
        "退回或失败的原因是什么：账号有误、卡已失效、户名不符，还是本人放弃？",
        "款项现在何处：代发银行、主管部门还是财政专户？",
    ),
    verify=(
        "调取代发银行回单和退汇清单，核对退回原因",
        "核对是否以现金、其他卡或其他批次补发，本人是否收到",
        "本人书面放弃的，查看放弃声明；迁出的，查看迁入地是否已接续",
        "确属应发的，由主管部门更正账户后补发，并告知本人",
    ),
    chain=posts(
        "村（社区）",
        "乡镇人民政府（街道办事处）",
        "县级主管部门",
        "县财政局、代发银行",
        "县财政局",
    ),
    amount_basis="退回或失败的金额；同一月份多次退回的只计一次",
    sentences={
        "退回未补": (
            "{from}至{to}有{count}笔{matter}被退回，没有重新发放的记录，"
            "应发未发{amount}。"
        ),
        "失败未补": (
            "{from}至{to}有{count}笔{matter}发放失败，没有重新发放的记录，"
            "应发未发{amount}。"
        ),
    },
    escalation=Escalation(months=3),
    logic=(
        "只看发放结果为失败或退回、且已超过等待期的发放记录，等待期从发放日算到数据中最近的发放日。",
        "同一人同一项目的同一月份后来发放成功，金额不低于退回额的，视为已补。",
        "后来某一笔比本人通常金额多出不少于退回额的，视为合并补发。",
        "发放日之前已经去世的不列。",
    ),
    cannot_see=(
        "以现金或其他名册补发的查不到",
        "本人放弃、迁出后由迁入地发放的，名册中没有",
        "去世后应由继承人领取的部分不在本规则内",
    ),
    effort_minutes=15,
    module=__name__,
)
