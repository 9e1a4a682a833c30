"""What people read for a rule's status, its counters and its outcomes."""

from collections.abc import Mapping
from types import MappingProxyType

STATUSES: Mapping[str, str] = MappingProxyType(
    {"draft": "草稿", "shadow": "影子", "in_use": "使用中", "retired": "停用"}
)
MEANT: Mapping[str, str] = MappingProxyType(
    {"draft": "（不运行）", "shadow": "（不产生疑点）"}
)
COUNTERS: Mapping[str, str] = MappingProxyType(
    {
        "eligible": "适用",
        "evaluated": "已判断",
        "uncovered": "数据不全",
        "cannot_decide": "无法判断",
        "hit": "命中",
        "explained": "有合理解释",
        "suppressed": "不再提示",
    }
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "not_evaluated": "没有判断",
        "no_hit": "没有命中",
        **{
            name: COUNTERS[name]
            for name in ("cannot_decide", "hit", "explained", "suppressed")
        },
    }
)


def status_text(status: str) -> str:
    """Return what a status is called and means, e.g. `影子（不产生疑点）`."""
    return STATUSES[status] + MEANT.get(status, "")
