"""`crosscheck rules try|diff`: a rule beside the last night, a rule of two nights."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, cast

import typer

from flows.cli.options import HomeOption, JsonOption, home_of
from flows.cli.screen import write_json, write_line
from rules.words import COUNTERS, status_text
from store.digest import Json

if TYPE_CHECKING:  # slow to import, and --help must not be
    from flows.diff_rule import RuleDiff
    from flows.try_rule import Trial

TRY_HELP = (
    "在上一夜的数据上试运行一条规则（草稿也可），与当夜的命中比较；不改动任何东西。"
)
DIFF_HELP = "比较一条规则的两个版本：文本哪里不同，两夜的命中哪里不同。"
RuleArgument = Annotated[
    str, typer.Argument(metavar="规则编号", help="如 SS-01，见 rules list。")
]


def _day_option(name: str, said: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(
        name, formats=["%Y-%m-%d"], help=said, show_default=False
    )
    return found


def try_one(
    rule: RuleArgument, home: HomeOption = None, *, as_json: JsonOption = False
) -> None:
    """Run a rule on the last night's tables and say what would change."""
    from flows.try_rule import try_rule  # noqa: PLC0415 - slow; --help must not be
    from rules.library import rule_for  # noqa: PLC0415 - as above

    trial = try_rule(home_of(home), rule_for(rule))
    if as_json:
        write_json(_trial_json(trial))
    else:
        _write_trial(trial)


def diff(
    rule: RuleArgument,
    home: HomeOption = None,
    from_day: Annotated[
        datetime | None,
        _day_option("--from", "哪一夜（YYYY-MM-DD）；省略时取归档中最近的一夜。"),
    ] = None,
    to_day: Annotated[
        datetime | None,
        _day_option("--to", "与哪一夜比；省略时与现行文本比。"),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Compare two versions of a rule."""
    from flows.diff_rule import diff_rule  # noqa: PLC0415 - slow; --help must not be

    found = diff_rule(
        home_of(home),
        rule,
        from_day.date() if from_day else None,
        to_day.date() if to_day else None,
    )
    if as_json:
        write_json(_diff_json(found))
    else:
        _write_diff(found)


def _trial_json(trial: "Trial") -> Mapping[str, Json]:
    from flows.compare_hits import counted  # noqa: PLC0415 - as above

    return {
        "rule": trial.rule.id,
        "status": trial.rule.status.value,
        "version": trial.rule.version,
        "as_of": trial.as_of.isoformat(),
        "counters": {name: trial.counters[name] for name in COUNTERS},
        "missing": list(trial.missing),
        "gaps": trial.counters["gaps"],
        "compared": trial.compared,
        "changes": dict(counted(trial.changes)),
        "hits": [one.as_json for one in trial.changes],
    }


def _write_trial(trial: "Trial") -> None:
    from flows.cli.hit_table import write_changes  # noqa: PLC0415 - as above
    from store.odcs import contract_for  # noqa: PLC0415 - as above

    rule = trial.rule
    stands = f"第 {rule.version} 版，{status_text(rule.status)}"
    write_line(f"{rule.id}　{rule.title}（{stands}）")
    write_line(f"在 {trial.as_of} 那一夜的数据上试运行，没有改动工作目录")
    counts = (f"{said} {trial.counters[name]}" for name, said in COUNTERS.items())
    write_line("，".join(counts))
    if trial.missing:
        titles = "、".join(contract_for(path).title for path in trial.missing)
        write_line(f"缺少可选数据，相应的合理解释无法核对：{titles}")
    for words in cast("list[str]", trial.counters["gaps"]):
        write_line(f"缺少{words}，这些日期的行为无法判断")
    if not trial.compared:
        write_line("这条规则当夜没有运行，下列全部是新增")
    write_changes(trial.changes)


def _diff_json(found: "RuleDiff") -> Mapping[str, Json]:
    from flows.compare_hits import counted  # noqa: PLC0415 - as above

    hits = found.hits
    return {
        "rule": found.rule,
        "versions": [found.before.version, found.after.version],
        "sha256": [found.before.sha256, found.after.sha256],
        "texts": [
            {"section": one.section, "lines": list(one.lines)} for one in found.texts
        ],
        "changes": dict(counted(hits)) if hits is not None else None,
        "hits": [one.as_json for one in hits] if hits is not None else None,
        "why_not": found.why_not,
    }


def _write_diff(found: "RuleDiff") -> None:
    from flows.cli.hit_table import write_changes  # noqa: PLC0415 - as above

    before, after = found.before, found.after
    write_line(f"{found.rule}　第 {before.version} 版 → 第 {after.version} 版")
    write_line(f"文本摘要 {before.sha256[:12]} → {after.sha256[:12]}")
    if not found.texts:
        write_line("文本没有不同")
    for change in found.texts:
        write_line("")
        write_line(f"【{change.section}】")
        for line in change.lines:
            write_line(f"  {line}")
    write_line("")
    if found.hits is None:
        write_line(found.why_not)
    else:
        write_changes(found.hits)
