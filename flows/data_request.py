"""What a department is asked for, in words that its clerk acts on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.due_dates import due_text
from store.contract import Column, Contract, Mode
from store.errors import ContractError
from store.meaning import Meaning
from store.settings import Settings

YEAR_DAYS = 366
OWNER_MARK = "、"  # between the owners of one dataset
SHOWN_HEADINGS = 6
MODES = {
    Mode.FULL: "全量：报送时在册（含已注销）的全部记录",
    Mode.PERIOD: "按期：所报期间的全部记录；补报或更正时重报整期",
    Mode.APPEND: "增量：上次报送之后新增和变动的记录；首次报送全部",
}
FORMATS = {
    Meaning.ID_NUMBER: "文本；18 位公民身份号码，末位 X 大写，不用科学计数",
    Meaning.PERSON_NAME: "文本；姓名全称，不加空格、称谓和备注",
    Meaning.ORGANISATION_NAME: "文本；与公章或营业执照一致的全称",
    Meaning.CREDIT_CODE: "文本；18 位统一社会信用代码",
    Meaning.ACCOUNT_NUMBER: "文本；完整账号，不用科学计数，不加空格",
    Meaning.PHONE: "文本；手机号 11 位，或区号加座机号",
    Meaning.ADDRESS: "文本；写到村组或门牌",
    Meaning.PLACE: "文本；行政区划全称",
    Meaning.MONEY: "数字，单位：元；保留两位小数（用万元时须写在表头）",
    Meaning.RATE: "百分数，须带 %；年利率",
    Meaning.QUANTITY: "数字；最多三位小数",
    Meaning.COUNT: "整数",
    Meaning.DATE: "日期；年-月-日，写到日",
    Meaning.PERIOD: "月份写年-月；季度、年度写明，如 2026年第3季度、2026年",
    Meaning.CODE: "只填“代码与写法”一栏所列的写法",
    Meaning.NUMBER: "文本；保留前面的 0",
    Meaning.TEXT: "文本",
}
# Synthetic: the number and the credit code are those of GB 11643 and GB 32100.
EXAMPLES = {
    Meaning.ID_NUMBER: "11010519491231002X",
    Meaning.PERSON_NAME: "张三",
    Meaning.ORGANISATION_NAME: "示例县示例单位",
    Meaning.CREDIT_CODE: "91350100M000100Y43",
    Meaning.ACCOUNT_NUMBER: "6200000000000000001",
    Meaning.PHONE: "13800000000",
    Meaning.ADDRESS: "示例镇示例村1组1号",
    Meaning.PLACE: "示例镇",
    Meaning.MONEY: "215.50",
    Meaning.RATE: "4.35%",
    Meaning.QUANTITY: "3.25",
    Meaning.COUNT: "2",
    Meaning.DATE: "2026-10-15",
    Meaning.PERIOD: "2026-10",
    Meaning.NUMBER: "0012026001",
    Meaning.TEXT: "—",
}


@dataclass(frozen=True, kw_only=True)
class Need:
    """A rule that asks for a dataset; without a `must` it runs, but less surely."""

    rule: str
    title: str
    must: bool

    @property
    def text(self) -> str:
        """Return the rule as the sheet names it."""
        return f"{self.rule} {self.title}" + ("" if self.must else "（用于排除误报）")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One dataset as it is asked for: its contract, why, how often, how long."""

    contract: Contract
    needs: tuple[Need, ...]
    due: str
    retention: str

    @property
    def why(self) -> str:
        """Return the purpose and the rules that use the dataset, in one text."""
        if not self.needs:
            return f"{self.contract.purpose}。"
        used = "；".join(need.text for need in self.needs)
        return f"{self.contract.purpose}。用于：{used}。"


def asked_of(contract: Contract, settings: Settings) -> Asked:
    """Return how a dataset is asked for under an office's settings."""
    return Asked(
        contract=contract,
        needs=needs_of(contract.path),
        due=due_text(contract, settings.calendar),
        retention=retention_text(contract, settings),
    )


def needs_of(path: str) -> tuple[Need, ...]:
    """Return the rules that read a dataset, those that cannot do without it first."""
    from rules.library import all_rules  # noqa: PLC0415 - slow; --help must not be

    found = [
        Need(rule=rule.id, title=rule.title, must=path in rule.needs)
        for rule in all_rules()
        if path in rule.reads
    ]
    return tuple(sorted(found, key=lambda need: (not need.must, need.rule)))


def retention_text(contract: Contract, settings: Settings) -> str:
    """Return how long the data are held and what becomes of them."""
    until = settings.programme.raw_until
    if until is not None:
        return f"最迟于 {until} 销毁，并向报送单位出具销毁证明"
    years, days = divmod(contract.retention_days, YEAR_DAYS)
    term = f"{years} 年" if years and not days else f"{contract.retention_days} 天"
    return f"最长保存 {term}，到期销毁，并向报送单位出具销毁证明"


def owners(contract: Contract) -> tuple[str, ...]:
    """Return the departments that hold a dataset."""
    return tuple(contract.owner.split(OWNER_MARK))


def departments(contracts: Iterable[Contract]) -> tuple[str, ...]:
    """Return every department that owes one of the datasets, sorted."""
    return tuple(sorted({name for one in contracts for name in owners(one)}))


def contracts_of(contracts: Sequence[Contract], supplier: str) -> tuple[Contract, ...]:
    """Return what a department owes; raises `ContractError` for an unknown one."""
    found = tuple(one for one in contracts if supplier in owners(one))
    if not found:
        known = "、".join(departments(contracts))
        raise ContractError(
            f"没有由“{supplier}”报送的数据", remedy=f"可选的部门：{known}"
        )
    return found


def format_text(column: Column) -> str:
    """Return how the cells of a column are to be written."""
    text = FORMATS[column.meaning]
    low, high = column.minimum, column.maximum
    if column.meaning is Meaning.COUNT and low is not None and high is not None:
        return f"{text}，{low}—{high}"
    return text


def codes_text(column: Column) -> str:
    """Return the code list, one code a line, with the spellings that are understood."""
    lines = [
        f"{code}（也可写：{'、'.join(others)}）" if others else code
        for code, others in column.codes.items()
    ]
    return "\n".join(lines)


def example_text(column: Column) -> str:
    """Return a made-up cell, never anybody's."""
    if column.examples:
        return column.examples[0]
    return next(iter(column.codes), "") or EXAMPLES.get(column.meaning, "")


def other_headings(column: Column, most: int = SHOWN_HEADINGS) -> str:
    """Return the other headings that are understood, the first few of them."""
    others = column.headings[1:]
    more = f" 等 {len(others)} 种" if len(others) > most else ""
    return "、".join(others[:most]) + more
