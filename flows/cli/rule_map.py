"""`crosscheck rules cover`: which rules can run, and what would unlock more."""

from typing import TYPE_CHECKING

from flows.cli.options import HomeOption, JsonOption, home_of
from flows.cli.screen import write_json, write_line

if TYPE_CHECKING:  # slow to import, and --help must not be
    from rules.cover import RuleCover, Wish

STATUSES = {"runs": "可运行", "degraded": "部分检验", "cannot": "不能运行"}
MOST_LACKS = 6
MOST_WISHES = 20


def cover(home: HomeOption = None, *, as_json: JsonOption = False) -> None:
    """Show the runnable-rule map of what is published."""
    from flows.cover_rules import published_cover  # noqa: PLC0415 - as above
    from rules.cover import wishes  # noqa: PLC0415 - as above

    covers = published_cover(home_of(home))
    wished = wishes(covers)
    if as_json:
        write_json(
            {
                "rules": [one.as_json for one in covers],
                "wishes": [wish.as_json for wish in wished],
            }
        )
        return
    for one in covers:
        write_line(f"{one.rule}　{STATUSES[one.status]}　{one.title}")
        if one.lacks:
            write_line(f"    {_lacks(one)}")
    write_line("")
    write_line("最该补齐的数据" if wished else "不缺数据")
    for place, wish in enumerate(wished[:MOST_WISHES], 1):
        write_line(f"{place:>3}. {wish.lack.text}：{_gain(wish)}")
    if len(wished) > MOST_WISHES:
        write_line(f"另有 {len(wished) - MOST_WISHES} 项，用 --json 查看")


def _lacks(one: "RuleCover") -> str:
    texts = [lack.text for lack in one.lacks[:MOST_LACKS]]
    more = len(one.lacks) - len(texts)
    return "、".join(texts) + (f" 等 {len(one.lacks)} 项" if more > 0 else "")


def _gain(wish: "Wish") -> str:
    gains = (("补齐后能新运行", wish.unlocks), ("能更完整", wish.improves))
    return "；".join(f"{word} {'、'.join(rules)}" for word, rules in gains if rules)
