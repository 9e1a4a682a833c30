"""The Chinese words a reader sees for the codes that stages hand over."""

from collections.abc import Mapping
from types import MappingProxyType

BANNER = "疑点不是结论，须经人工核实"

CLUE, ENTITLEMENT = "clue", "entitlement"
QUEUES: Mapping[str, str] = MappingProxyType(
    {CLUE: "疑点", ENTITLEMENT: "应享未享事项"}
)
NOTICES: Mapping[str, str] = MappingProxyType(
    {CLUE: BANNER, ENTITLEMENT: "应享未享事项不是疑点，须核实后由主管部门补办补发"}
)
AMOUNTS: Mapping[str, str] = MappingProxyType(
    {CLUE: "待核实金额", ENTITLEMENT: "应发未发金额"}
)
AMOUNT_NOTES: Mapping[str, str] = MappingProxyType(
    {
        CLUE: "同一对象、同一事项、同一期间只计一次；不是损失，也不是应退金额",
        ENTITLEMENT: "按政策标准推算，同一月份只计一次；补发多少以主管部门核定为准",
    }
)
SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "social_security": "社会保障",
        "relief": "民生救助",
        "finance": "财政资金",
        "loan": "担保贷款",
        "registry": "登记信息",
    }
)
SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "person": "个人",
        "household": "户",
        "organisation": "单位",
        "account": "账户",
        "official": "经办人员",
        "unit": "机构",
        "project": "项目",
        "contract": "合同",
    }
)
CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "new": "新出现",
        "changed": "有变化",
        "unchanged": "无变化",
        "reopened": "再次出现",
        "gone": "已消失",
    }
)
UNCONFIRMED = "待核身份"
IDENTITIES: Mapping[str, str] = MappingProxyType(
    {"confirmed": "身份已确认", "unconfirmed": UNCONFIRMED}
)
RECHECK = "待复核"
POLICY_NOTES = "政策依据待核实"
RECHECK_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "withdrawn": "报送已撤回",
        "replaced": "报送已更正",
        "removed": "报送已移走",
        "destroyed": "报送已销毁",
        "rule_withdrawn": "规则已撤回",
    }
)
SEVERITIES: Mapping[str, str] = MappingProxyType(
    {"S1": "优先核查", "S2": "重点核查", "S3": "一般核查", "S4": "提示"}
)
# An entitlement's severity is how soon it should be put right.
URGENCIES: Mapping[str, str] = MappingProxyType(
    {"S1": "优先落实", "S2": "尽快落实", "S3": "一般落实", "S4": "提示"}
)
VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "refused": "核对后不成立",
        "explained": "可以解释",
        "untestable": "现有数据无法核对",
    }
)
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "money": "金额",
        "evidence": "证据",
        "severity": "程度",
        "repetition": "重复",
        "recency": "新近",
    }
)


def severity_label(queue: str, severity: str | None) -> str:
    """Return a severity in the words of its queue, "" where there is none."""
    words = URGENCIES if queue == ENTITLEMENT else SEVERITIES
    return words.get(severity or "", severity or "")


def queue_notes(queue: str) -> tuple[tuple[str, str], ...]:
    """Return what a reader must know of a queue: its nature, and its amounts."""
    return ("性质", NOTICES[queue]), (AMOUNTS[queue], AMOUNT_NOTES[queue])


def scheme_of(matter: str) -> str:
    """Return 居民养老 for `social_security/居民养老`."""
    return matter.partition("/")[2] or matter


def matter_label(matter: str) -> str:
    """Return 社会保障·居民养老 for `social_security/居民养老`."""
    system, _, scheme = matter.partition("/")
    return "·".join(filter(None, (SYSTEMS.get(system, system), scheme)))


def recheck_text(mark: Mapping[str, object]) -> str:
    """Return one mark of a clue's `recheck` as a line."""
    reason = RECHECK_REASONS.get(str(mark["reason"]), str(mark["reason"]))
    named = mark.get("rule") or mark["delivery"]
    return f"{reason}：{named}（{mark['on']}）：{mark['what']}"
