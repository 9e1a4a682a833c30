"""The scoreboard of a synthetic county, as a table."""

from collections.abc import Mapping
from typing import cast

from flows.cli.screen import write_line, write_table
from store.digest import Json

COLUMNS = {
    "planted": "埋设",
    "found": "查出",
    "found_fuzzy": "＋待核",
    "recall": "查全率",
    "recall_clean": "净查全",
    "look_alikes": "相似",
    "look_alikes_raised": "误报率",
    "look_alikes_raised_fuzzy": "＋待核误报",
    "precision": "查准率",
    "cannot_decide": "存疑",
}
SHARES = {
    "recall",
    "recall_clean",
    "look_alikes_raised",
    "look_alikes_raised_fuzzy",
    "precision",
}


def write_scoreboard(result: Mapping[str, Json]) -> None:
    """Print the score of each rule, of all rules, and of the links."""
    rules = cast("Mapping[str, Mapping[str, Json]]", result["rules"])
    overall = cast("Mapping[str, Json]", result["overall"])
    names = [n for n in COLUMNS if any(n in row for row in (*rules.values(), overall))]
    rows = [[rule, *_cells(row, names)] for rule, row in sorted(rules.items())]
    rows.append(["合计", *_cells(overall, names)])
    write_table("计分板", ["规则", *(COLUMNS[name] for name in names)], rows)
    write_line("净查全：证件号码完好者的查全率；相似：与埋设相似而无辜者")
    write_line("＋待核：仅凭较弱认人依据（T4、T5，待核身份）另外查出或误报者")
    links = overall.get("links")
    if isinstance(links, Mapping):
        write_line(
            f"认人：查准 {_share(links.get('precision'))}，"
            f"查全 {_share(links.get('recall'))}"
        )


def _cells(row: Mapping[str, Json], names: list[str]) -> list[str]:
    return [_cell(name, row.get(name)) for name in names]


def _cell(name: str, value: Json) -> str:
    if value is None:
        return "—"
    return _share(value) if name in SHARES else str(value)


def _share(value: Json) -> str:
    return f"{value:.1%}" if isinstance(value, int | float) else "—"
