"""The sentences a clerk reads: what is wrong with a value and what to do."""

from store.contract import Column
from store.meaning import Meaning

DAMAGED = "已被表格软件改成科学计数；请把该列设为文本后重新填写"
REMEDIES = {
    Meaning.MONEY: "不是金额；请只填数字，单位写在表头",
    Meaning.RATE: "不是利率；请填如 4.35% 的年利率",
    Meaning.QUANTITY: "不是数量；请只填数字",
    Meaning.COUNT: "不是整数；请只填整数",
    Meaning.DATE: "不是有效日期；请填如 2026-05-06",
    Meaning.PERIOD: "不是有效期间；请填如 2026-05",
    Meaning.ACCOUNT_NUMBER: DAMAGED,
    Meaning.PHONE: DAMAGED,
    Meaning.NUMBER: DAMAGED,
}


def reason_of(column: Column, check: str) -> str:
    """Return the reason that quarantine gives for a failed check of a column.

    Empty for checks that concern a delivery as a whole.
    """
    heading = f"“{column.title}”"
    match check:
        case "required":
            return f"{heading}为空；请补填后重报"
        case "readable":
            return f"{heading}{REMEDIES[column.meaning]}"
        case "code_list":
            codes = "、".join(column.codes)
            return f"{heading}不在代码表内；请改为：{codes}，新代码请书面说明含义"
        case "range":
            return f"{heading}超出{_range(column)}；请核对原件后更正"
        case "pattern":
            return f"{heading}格式不对；请按报送规范填写"
        case _:
            return ""


def _range(column: Column) -> str:
    low, high = _bound(column, column.minimum), _bound(column, column.maximum)
    if column.minimum is None:
        return f"上限 {high}"
    return f"下限 {low}" if column.maximum is None else f"合理范围 {low} 至 {high}"


def _bound(column: Column, value: int | None) -> str:
    if value is None:
        return ""
    sign, size = ("-" if value < 0 else ""), abs(value)
    match column.meaning:
        case Meaning.MONEY:
            return f"{sign}{size // 100}.{size % 100:02d} 元"
        case Meaning.RATE:
            return f"{sign}{size // 10_000}.{size % 10_000:04d}%"
        case Meaning.QUANTITY:
            return f"{sign}{size // 1000}.{size % 1000:03d}"
        case _:
            return str(value)
