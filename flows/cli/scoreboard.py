"""The scoreboard of a synthetic county, as a table."""

from collections.abc import Iterator, Mapping
from typing import cast

from flows.cli.screen import write_line, write_table
from rules.words import STATUSES
from store.digest import Json
from store.errors import SettingsError

STATUS = "status"
COLUMNS = {
    STATUS: "状态",
    "planted": "埋设",
    "found": "查出",
    "recall": "查全",
    "recall_clean": "净查全",
    "look_alikes": "相似",
    "look_alikes_raised": "误报",
    "precision": "查准",
    "cannot_decide": "存疑",
}
FUZZY = {
    "found": "查出",
    "found_fuzzy": "另查出",
    "recall_fuzzy": "合计查全",
    "look_alikes_raised": "误报",
    "look_alikes_raised_fuzzy": "另误报",
    "precision_fuzzy": "合计查准",
}
SHARES = {
    "recall",
    "recall_clean",
    "look_alikes_raised",
    "look_alikes_raised_fuzzy",
    "precision",
    "recall_fuzzy",
    "precision_fuzzy",
}
TOTAL = "合计"
KINDS = {"planted": "埋设", "look_alike": "相似"}
MECHANISMS = {
    "labelled": "人次",
    "raised": "列出",
    "raised_fuzzy": "另列出",
    "cannot_decide": "存疑",
    "suppressed": "不再提示",
}
SPARED = "suppressed"


def write_scoreboard(result: Mapping[str, Json]) -> None:
    """Print the score of each rule, of all rules, and of the links."""
    rules = cast("Mapping[str, Mapping[str, Json]]", result["rules"])
    overall = cast("Mapping[str, Json]", result["overall"])
    every = {**dict(sorted(rules.items())), TOTAL: overall}
    _write_figures("计分板", COLUMNS, every)
    write_line("合计只算使用中的规则；影子规则只计数，不产生疑点")
    write_line(
        "净查全：证件号码完好者的查全率；相似：与埋设相似而无辜者；误报：其中列出的"
    )
    for rule, row in sorted(rules.items()):
        lacks = cast("list[str]", row.get("lacks", []))
        if lacks:
            write_line(f"{rule} 数据不全：{'；'.join(lacks)}")
    changed = {name: row for name, row in every.items() if _adds(name, row)}
    _write_figures("待核身份（T4、T5）带来的变化", FUZZY, changed)
    if len(changed) < len(every):
        write_line(f"其余 {len(every) - len(changed)} 条规则没有变化")
    write_line("另查出、另误报：仅凭较弱认人依据查出的，T1–T3 没有查出者")
    _write_spared(rules)
    links = overall.get("links")
    if isinstance(links, Mapping):
        write_line(
            f"认人：查准 {_share(links.get('precision')) or '—'}，"
            f"查全 {_share(links.get('recall')) or '—'}"
        )
    weighed = overall.get("weighed")
    if isinstance(weighed, Mapping) and weighed.get("links"):
        write_line(
            f"其中按分量认出 {weighed['links']:,} 行：预计错认 "
            f"{weighed['expected_wrong']} 行，实际错认 {weighed['wrong']} 行"
        )


def write_mechanisms(result: Mapping[str, Json], rule: str) -> None:
    """Print the score of one rule by mechanism; raises `SettingsError`."""
    rules = cast("Mapping[str, Mapping[str, Json]]", result["rules"])
    if rule not in rules:
        raise SettingsError(f"计分板上没有规则 {rule}")
    rows = list(_by_mechanism(rules[rule]))
    write_table(rule, ["埋设方式", "类别", *MECHANISMS.values()], rows)


def _write_spared(rules: Mapping[str, Mapping[str, Json]]) -> None:
    """Print of whom the register of exemptions spared somebody, if it did."""
    place = 2 + list(MECHANISMS).index(SPARED)
    rows = [
        [rule, *row]
        for rule, figures in sorted(rules.items())
        for row in _by_mechanism(figures)
        if row[place]
    ]
    if rows:
        headings = ["规则", "埋设方式", "类别", *MECHANISMS.values()]
        write_table("依据豁免登记不再提示", headings, rows)


def _by_mechanism(figures: Mapping[str, Json]) -> Iterator[list[Json]]:
    found = cast("Mapping[str, Mapping[str, Json]]", figures.get("by_mechanism", {}))
    for name, row in found.items():
        kind = KINDS.get(str(row["kind"]), "")
        yield [name, kind, *(row.get(column) for column in MECHANISMS)]


def _write_figures(
    title: str, columns: Mapping[str, str], every: Mapping[str, Mapping[str, Json]]
) -> None:
    names = [name for name in columns if any(name in row for row in every.values())]
    rows = [[rule, *_cells(row, names)] for rule, row in every.items()]
    write_table(title, ["规则", *(columns[name] for name in names)], rows)


def _adds(name: str, row: Mapping[str, Json]) -> bool:
    """Tell whether weak ties found or raised anything for a rule; the total stays."""
    return name == TOTAL or any(
        row.get(one) for one in ("found_fuzzy", "look_alikes_raised_fuzzy")
    )


def _cells(row: Mapping[str, Json], names: list[str]) -> list[Json]:
    return [_cell(name, row.get(name)) for name in names]


def _cell(name: str, value: Json) -> Json:
    if name == STATUS:
        return STATUSES.get(str(value), "")  # a night may name no rule
    return _share(value) if name in SHARES else value


def _share(value: Json) -> str | None:
    """Return a share in per cent, narrow enough for a screen of eighty columns."""
    if not isinstance(value, int | float):
        return None
    return "100%" if value == 1 else f"{min(value, 0.999):.1%}"
