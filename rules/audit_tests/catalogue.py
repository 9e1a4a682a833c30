"""The list of the ready tests: what each asks, what it needs, how it is run."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, TypeAlias

import polars as pl
from pydantic import BaseModel, ConfigDict

from rules.audit_tests.digits import benford
from rules.audit_tests.gaps import gaps
from rules.audit_tests.holidays import holidays
from rules.audit_tests.month_end import month_end
from rules.audit_tests.near import near_duplicates
from rules.audit_tests.repeated import duplicates, same_same_different
from rules.audit_tests.result import Asked, Result
from rules.audit_tests.sampling import monetary_unit_sample, random_sample
from rules.audit_tests.sizes import relative_size, round_amounts, strata
from rules.audit_tests.table import Chosen, require_meaning
from store.errors import SettingsError
from store.meaning import Meaning
from store.text import overlap_milli

Run: TypeAlias = Callable[[pl.DataFrame, Asked], Result]
RUNS: Mapping[str, Run] = MappingProxyType(
    {
        "duplicates": duplicates,
        "same-same-different": same_same_different,
        "fuzzy-duplicates": near_duplicates,
        "gaps": gaps,
        "benford": benford,
        "round-amounts": round_amounts,
        "relative-size": relative_size,
        "stratification": strata,
        "month-end": month_end,
        "holidays": holidays,
        "random-sample": random_sample,
        "monetary-unit": monetary_unit_sample,
    }
)
TEXTS = tuple(m for m in Meaning if m.sql == "VARCHAR")
KINDS: Mapping[str, tuple[str, tuple[Meaning, ...]]] = MappingProxyType(
    {
        "any": ("一列", tuple(Meaning)),
        "text": ("文字列", TEXTS),
        "number": (
            "编号列",
            (Meaning.NUMBER, Meaning.CODE, Meaning.TEXT, Meaning.COUNT),
        ),
        "amount": (
            "金额或数量列",
            (Meaning.MONEY, Meaning.QUANTITY, Meaning.COUNT, Meaning.RATE),
        ),
        "date": ("日期列", (Meaning.DATE,)),
    }
)
SCALES = {Meaning.MONEY: 100, Meaning.QUANTITY: 1_000, Meaning.RATE: 10_000}
SHADOW = "本测试处于观察状态，只供选点，不产生疑点。"


class AuditTest(BaseModel):
    """One ready test as a reader knows it.

    `looks_at` is the kind of its column. `needs_key` asks for at least one `--key`,
    and without `takes_key` there may be none; with `takes_amount` it also sums a
    column. `is_shadow` marks what gives a direction
    only; `lists_rows` is false where a test has figures only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    question: str
    when: str
    means: str
    means_not: str
    looks_at: Literal["any", "text", "number", "amount", "date"]
    needs_key: bool = False
    takes_key: bool = True
    takes_amount: bool = False
    is_shadow: bool = False
    lists_rows: bool = True

    @property
    def column_kind(self) -> str:
        """Return in Chinese what kind of column the test looks at."""
        return KINDS[self.looks_at][0]

    @property
    def limits(self) -> str:
        """Return what a result means and what it does not, in plain Chinese."""
        return f"{self.means}{self.means_not}{SHADOW if self.is_shadow else ''}"

    def fit(self, chosen: Chosen) -> None:
        """Refuse columns that the test cannot look at; raises `SettingsError`."""
        if self.needs_key and not chosen.keys:
            raise SettingsError(
                f"{self.title}要有相同的列", remedy="用 --key 列名 指明，可以写几次"
            )
        if chosen.keys and not self.takes_key:
            raise SettingsError(f"{self.title}不分组", remedy="去掉 --key")
        self._fit_amount(chosen)
        if self.looks_at == "any":
            self._require_column(chosen)
            return
        what, meanings = KINDS[self.looks_at]
        require_meaning(chosen.contract, chosen.values, meanings, what)
        self._require_column(chosen)
        if len(chosen.values) > 1:
            raise SettingsError(
                f"{self.title}一次只看一列",
                remedy="只写一个 --column，想一并列出的列用 --show",
            )

    def _fit_amount(self, chosen: Chosen) -> None:
        if chosen.amount is None:
            return
        if not self.takes_amount:
            raise SettingsError(f"{self.title}不合计金额", remedy="去掉 --amount")
        what, meanings = KINDS["amount"]
        require_meaning(chosen.contract, [chosen.amount], meanings, what)

    def _require_column(self, chosen: Chosen) -> None:
        if not chosen.values and self.name != "random-sample":
            raise SettingsError(
                f"{self.title}要看{self.column_kind}", remedy="用 --column 列名 指明"
            )

    def run(self, rows: pl.DataFrame, asked: Asked) -> Result:
        """Return what the test finds in the rows."""
        return RUNS[self.name](rows, asked)


@cache
def all_audit_tests() -> tuple[AuditTest, ...]:
    """Return every ready test, in the order of the catalogue."""
    text = (files("rules.audit_tests") / "catalogue.toml").read_text(encoding="utf-8")
    return tuple(AuditTest(name=n, **entry) for n, entry in tomllib.loads(text).items())


def audit_test_named(name: str) -> AuditTest:
    """Return the test of that name or title; raises `SettingsError`."""
    for test in all_audit_tests():
        if name in {test.name, test.title}:
            return test
    names = [test.name for test in all_audit_tests()]
    near = sorted(names, key=lambda one: (-overlap_milli(name, one), one))
    raise SettingsError(
        f"没有叫“{name}”的审计测试",
        remedy=f"相近的有：{'、'.join(near[:3])}；全部见 crosscheck tests list",
    )


def scale_of(chosen: Chosen) -> int:
    """Return how many stored units of the column summed or looked at are one shown."""
    fields = (chosen.amount,) if chosen.amount else chosen.values
    first = fields[0].column if fields else None
    return SCALES.get(first.meaning, 1) if first else 1
