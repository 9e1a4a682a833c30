"""What a rule's query may not hold, read off its text.

Its literals reach a reader (a variant is shown as a reason, `missing` as what is
wanted), an amount or a day in it would be a threshold nobody dated or cited, and an
answer that changes from run to run is none.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from rules.shared import without_comments

Accusing = Callable[[str], Sequence[str]]
LITERAL = re.compile(r"'((?:[^']|'')*)'")
SEVERITY = re.compile(r"S\d+")
SEVERITIES = frozenset({"S1", "S2", "S3", "S4"})
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NO_THRESHOLD = frozenset({"0001-01-01", "9999-12-31"})  # before and after all days
NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.])")
LEAST_AMOUNT, PARTS = 10_000, 1_000_000  # 100 元 in 分; parts per million
UNSTEADY = re.compile(
    r"\b(random|uuid|now|today|current_date|current_timestamp|any_value|arbitrary)\b",
    re.IGNORECASE,
)


def query_complaints(sql: str, accusing: Accusing) -> Iterator[str]:
    """Yield what is wrong with a query's literals, numbers and functions."""
    bare = without_comments(sql)
    literals = sorted(set(LITERAL.findall(bare)))
    for text in literals:
        for word in accusing(text):
            yield f"查询中的文字“{text}”含有定性用语“{word}”"
        if SEVERITY.fullmatch(text) and text not in SEVERITIES:
            yield f"严重程度 {text} 不在 {'、'.join(sorted(SEVERITIES))} 之中"
        if DAY.fullmatch(text) and text not in NO_THRESHOLD:
            yield f"查询里写死了日期 {text}，应放入政策表或参数"
    rest = LITERAL.sub("''", bare)
    for number in sorted({int(text) for text in NUMBER.findall(rest)}):
        if number >= LEAST_AMOUNT and number % PARTS:
            yield f"查询里写死了数值 {number}，应放入政策表或参数"
    for name in sorted({name.lower() for name in UNSTEADY.findall(rest)}):
        yield f"查询用了每次结果不同的 {name}，同样的数据须得到同样的结果"
