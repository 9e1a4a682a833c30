"""Policy rows in words: what a table says, as a person would write it down."""

from collections.abc import Mapping
from types import MappingProxyType

from rules.policy.cells import Cell
from rules.policy.shape import Shape

Values = Mapping[str, Cell]
FEN, WHOLE, PPM = "分", 100, "百万分之一"
PPM_OF_PERCENT = 10_000
UNSTATED = "未载明"
# What the tables' own codes are called.
CODES: Mapping[str, str] = MappingProxyType(
    {
        "death": "死亡登记",
        "vehicle": "机动车登记",
        "real_estate": "不动产登记",
        "company": "市场主体登记",
        "custody": "羁押和服刑信息",
        "interest_subsidy": "贴息",
        "holiday": "放假",
        "workday": "调休上班",
        "fiscal": "财政供养",
        "non_fiscal": "不属财政供养",
        "survivor": "遗属",
        "full": "全额贴息",
        "by_loan_year": "按年递减贴息",
        "above_lpr": "贴补超出部分",
        "share": "按比例贴息",
        "counted": "计入",
        "exempt": "不计入",
        "by_local_rule": "由本地规定",
    }
)

# What figures are called where a table has several, by column.
FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "share_ppm": "比例",
        "spread_ppm": "加点",
        "points": "分值",
        "common_count": "公用：超过",
        "age_months": "退休年龄",
        "limit_fen": "额度",
        "household_limit_fen": "每户额度",
        "term_months": "期限",
        "loans_count": "累计次数",
        "amount_fen": "金额",
        "days": "天数",
        "staff_from_count": "职工不少于",
        "hire_share_ppm": "新招用占比",
        "paid_fen": "政府出资",
        "paid_ppm": "政府出资比例",
        "youngest_age": "最低",
        "oldest_age": "最高",
        "year_fen": "每年",
        "month_fen": "每月",
        "support_months": "扶持期",
        "year_count": "每年",
        "level_count": "同等级",
        "claim_months": "申请时限",
        "from_age": "起始",
        "case_fen": "每次不超过",
        "open_tender_fen": "公开招标标准",
        "procurement_fen": "采购限额",
        "first_share_ppm": "首期比例",
        "first_months": "首期",
        "full_months": "缴清",
        "late_day_ppm": "每日违约金",
        "keep_months": "结转期限",
        "year_share_ppm": "占当年收入",
        "from_months": "缴费不少于",
        "below_months": "缴费不足",
        "benefit_months": "领取不超过",
        "income_fen": "人均月收入不超过",
        "person_metres": "人均住房面积低于",
        "moving_months": "搬迁期",
        "items_count": "每人",
        "first_grade_ppm": "一级能效比例",
        "cap_fen": "每件不超过",
        "ceiling_fen": "单价不超过",
        "most_ppm": "可提高至",
        "layoff_ppm": "裁员率不超过",
        "small_count": "小单位不超过",
        "small_layoff_ppm": "小单位裁员率不超过",
        "sign_days": "签订",
        "supplement_ppm": "追加不超过",
        "within_months": "新招用看签约前",
        "least_count": "至少",
        "shared_people": "号码共用不超过",
        "place_firms": "场所登记不超过",
        "within_days": "相隔不超过",
        "least_loans": "成批至少",
    }
)


def key_words(shape: Shape, values: Values) -> str:
    """Return what a row is about, e.g. `死亡登记` or `生活补贴/一级`."""
    return "/".join(_word(values[name]) for name in shape.keys)


def figure_words(shape: Shape, values: Values) -> str:
    """Return what a row says, e.g. `60 日` or `额度 50,000.00 元、期限 36 月`."""
    texts = [_word(values[name]) for name in shape.texts]
    several = len(shape.figures) > 1
    figures = [
        f"{_called(name) if several else ''}{_figure(values[name], unit)}"
        for name, unit in shape.figures.items()
    ]
    return "、".join((*texts, *figures))


def said_of(shape: Shape, values: Values) -> str:
    """Return title, key and figures in one, e.g. `登记信息传递期（死亡登记）60 日`."""
    key = key_words(shape, values)
    return f"{shape.title}{f'（{key}）' if key else ' '}{figure_words(shape, values)}"


def _called(name: str) -> str:
    return f"{FIGURES[name]} " if name in FIGURES else ""


def _word(value: Cell) -> str:
    text = str(value)
    return CODES.get(text, text)


def _figure(value: Cell, unit: str) -> str:
    if not isinstance(value, int):
        return UNSTATED
    if unit == FEN:
        return f"{value // WHOLE:,}.{value % WHOLE:02} 元"
    if unit == PPM:
        whole, rest = divmod(value, PPM_OF_PERCENT)
        share = f"{whole}.{rest:04}".rstrip("0").rstrip(".")
        return f"{share}%"
    return f"{value:,} {unit}"
