"""The Chinese words a reader sees for the codes that stages hand over."""

from collections.abc import Mapping
from types import MappingProxyType

BANNER = "疑点不是结论，须经人工核实"

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
