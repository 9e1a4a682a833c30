"""What `crosscheck inbox check` shows of a file, on the terminal and as JSON."""

from collections.abc import Sequence

from connectors.mapping import layout_of
from connectors.recognise import Recognition, Unrecognised
from connectors.view import Fit, SheetView
from flows.cli.inbox_advice import Advice, Called, State, advice_for
from flows.cli.screen import write_line, write_table
from flows.inspect_files import SHOWN_FAULTS, FileReport, Trial
from store.digest import Json
from store.heading import plain_heading

KINDS = {
    "title": "标题行",
    "header": "表头行",
    "repeated_header": "重复表头",
    "total": "合计行",
    "signature": "签名、备注行",
    "blank": "空行",
    "deleted": "已删除记录",
    "no_member": "没有成员的户",
}
STATES = {
    State.READY: "可读入",
    State.MAP: "要先映射",
    State.ASK: "要先问清",
    State.SKIP: "不读取",
}


def write_report(report: FileReport, called: Called, seen: set[str]) -> None:
    """Print what a file is taken for, what is unclear and what to do.

    `seen` are the layouts that were shown in full; it grows.
    """
    write_line("")
    write_line(
        f"■ {report.file}" + (f"（{report.supplier}）" if report.supplier else "")
    )
    if report.note or report.error:
        write_line(f"  {report.note}" if report.note else f"  读不了：{report.error}")
    for view in report.views:
        _write_sheet(view, report, called, seen)
    for trial in report.trials:
        _write_trial(trial, report.suggested)
    told = {
        v.what.error.message for v in report.views if isinstance(v.what, Unrecognised)
    }
    for refusal in report.refusals:
        if refusal.message not in told:
            write_line(f"  ✗ {refusal.place}：{refusal.message}。{refusal.remedy}")


def _write_sheet(
    view: SheetView, report: FileReport, called: Called, seen: set[str]
) -> None:
    advice = advice_for(view, report.file, called)
    sheet = f"表“{view.around.sheet}”" if view.around.sheet else "整个文件"
    start = f"  {sheet}：{STATES[advice.state]}，"
    layout = repr(
        view.fit and (report.supplier, view.fit.contract.path, view.fit.headings)
    )
    if layout in seen and advice.state is not State.SKIP:
        write_line(f"{start}与上面同一单位的一张表版式相同，说明和命令见上")
        _write_constants(view)
        return
    seen.add(layout)
    write_line(start + _taken_for(view))
    if view.fit and advice.state is not State.SKIP:
        _write_fit(view, view.fit)
        _write_constants(view)
    write_line(f"    → {advice.text}")
    if advice.command:
        write_line(f"      {advice.command}")


def _taken_for(view: SheetView) -> str:
    guesses = [
        f"{guess.contract.title}（认得 {_percent(guess.known_milli)} 的表头）"
        for guess in view.guesses[:2]
    ]
    if isinstance(view.what, Recognition):
        title = view.what.contract.title
        how = f"按映射 {view.what.mapping.split()[0]}" if view.what.mapping else ""
        known = view.fit.match.known_milli if view.fit else 0
        others = [g for g in guesses if not g.startswith(title)]
        text = f"是 {title}（认得 {_percent(known)} 的表头）{how}"
        return text + (f"；其次像 {others[0]}" if others else "")
    text = view.what.error.message
    return text + (f"；最像 {'，其次 '.join(guesses)}" if guesses else "")


def _percent(milli: int) -> str:
    return f"{milli // 10}%"


def _write_fit(view: SheetView, fit: Fit) -> None:
    rows = [[heading, title, note] for heading, title, note in _columns(view, fit)]
    at = f"第 {fit.row} 行" if fit.row else "字段名"
    lines = f"，共 {fit.lines.lines} 行" if fit.lines.lines > 1 else ""
    write_table(f"    表头在{at}{lines}", ["表头", "对应的列", "说明"], rows)
    if fit.missing:
        write_line(f"    缺少必需的列：{'、'.join(fit.missing)}")


def _columns(view: SheetView, fit: Fit) -> list[tuple[str, str, str]]:
    """Return (heading, column, how it is known), from left to right."""
    found: dict[int, tuple[str, str]] = {}
    no_units: dict[str, str] = {}
    own = {plain_heading(h) for h in fit.base.columns} if fit.base else set[str]()
    silent = {plain_heading(h) for h in fit.base.ignored} if fit.base else set[str]()
    units = dict(view.what.units) if isinstance(view.what, Recognition) else no_units
    for name, places in fit.match.columns.items():
        column = fit.contract.column(name)
        for at in places:
            plain = plain_heading(fit.lines.cells[at])
            mapped = "按映射" if plain in own else ""
            synonym = plain not in {plain_heading(column.title), ""}
            how = mapped or (f"“{column.title}”的另一叫法" if synonym else "")
            unit = f"单位 {units[name]}" if name in units else ""
            doubled = "两个表头对应同一列" if len(places) > 1 else ""
            found[at] = column.title, "；".join(filter(None, (how, unit, doubled)))
    for number, group in enumerate(fit.match.members, start=1):
        for name, at in group.items():
            found[at] = fit.contract.column(name).title, f"第 {number} 名成员"
    for one in fit.suggestions:
        near = f"可能是“{one.column.title}”（{one.column.name}）" if one.column else ""
        found[one.position] = "？", near or "不认识，不读入"
    for at, cell in enumerate(fit.lines.cells):
        if at not in found and plain_heading(cell) in silent:
            found[at] = "—", "按映射不读入"
    return [("".join(fit.lines.cells[at].split()), *found[at]) for at in sorted(found)]


def _write_constants(view: SheetView) -> None:
    if not view.fit:
        return
    for name, text in view.fit.constants.items():
        title = view.fit.contract.column(name).title
        write_line(f"    整表取“{text}”为“{title}”（来自表名、文件名、标题或映射）")


def _write_trial(trial: Trial, suggested: frozenset[str]) -> None:
    read = sum(part.rows_read for part in trial.papers.parts)
    how = "按建议试读" if _is_suggested(trial, suggested) else "试读"
    write_line(
        f"  {how}“{trial.contract.title}”：共 {read} 行，数据 {trial.papers.rows} 条"
        + "".join(f"，{name} {count}" for name, count in _dropped(trial))
    )
    aside = int(str(trial.summary["quarantined"]))
    write_line(f"    合格 {trial.papers.rows - aside} 条，隔离 {aside} 条")
    for heading, reason, count, place in trial.faults[:SHOWN_FAULTS]:
        write_line(f"      {heading}：{count} 条，如{place}：{reason}")
    for reason in _texts(trial.summary["blocked_by"]):
        write_line(f"    ✗ 整批不能用：{reason}")
    if trial.first:
        headings = list(dict.fromkeys(key for row in trial.first for key in row))
        rows = [[row.get(heading, "") for row in trial.first] for heading in headings]
        titles = [f"第 {n} 条" for n in range(1, len(trial.first) + 1)]
        cells = [[h, *row] for h, row in zip(headings, rows, strict=True)]
        write_table("    前几条（已脱敏）", ["列", *titles], cells)


def _is_suggested(trial: Trial, suggested: frozenset[str]) -> bool:
    return any(part.mapping in suggested for part in trial.papers.parts)


def _dropped(trial: Trial) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for part in trial.papers.parts:
        for kind, rows in part.dropped.model_dump().items():
            counts[KINDS[kind]] = counts.get(KINDS[kind], 0) + rows
        counts["成员空位"] = counts.get("成员空位", 0) + part.empty_members
        counts["户"] = counts.get("户", 0) + (part.data_rows if part.unfolded else 0)
    return [(name, count) for name, count in counts.items() if count]


def _texts(value: Json) -> Sequence[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def report_json(report: FileReport, called: Called) -> dict[str, Json]:
    """Return a report as JSON; no cell of a person stands in it unmasked."""
    return {
        "file": str(report.file),
        "supplier": report.supplier,
        "note": report.note,
        "error": str(report.error) if report.error else "",
        "sheets": [_sheet_json(view, report, called) for view in report.views],
        "trials": [_trial_json(trial, report) for trial in report.trials],
        "refusals": [dict(refusal.record) for refusal in report.refusals],
    }


def _sheet_json(view: SheetView, report: FileReport, called: Called) -> Json:
    advice: Advice = advice_for(view, report.file, called)
    fit, what = view.fit, view.what
    taken = isinstance(what, Recognition)
    columns: list[Json] = [list(row) for row in _columns(view, fit)] if fit else []
    return {
        "sheet": view.around.sheet,
        "state": advice.state.value,
        "advice": advice.text,
        "command": advice.command,
        "dataset": fit.contract.path if fit else "",
        "layout": layout_of(fit.headings) if fit else "",
        "mapping": what.mapping if isinstance(what, Recognition) else "",
        "error": "" if taken else str(getattr(what, "error", "")),
        "header_row": fit.row if fit else None,
        "columns": columns,
        "missing": list(fit.missing) if fit else [],
        "constants": dict(fit.constants) if fit else {},
        "units": dict(what.units) if isinstance(what, Recognition) else {},
        "guesses": [
            {
                "dataset": guess.contract.path,
                "known_milli": guess.known_milli,
                "required_milli": guess.required_milli,
            }
            for guess in view.guesses
        ],
    }


def _trial_json(trial: Trial, report: FileReport) -> Json:
    return {
        "dataset": trial.contract.path,
        "suggested": _is_suggested(trial, report.suggested),
        "rows": trial.papers.rows,
        "parts": [part.model_dump(mode="json") for part in trial.papers.parts],
        "quarantined": trial.summary["quarantined"],
        "blocked_by": trial.summary["blocked_by"],
        "faults": [
            {"heading": heading, "reason": reason, "rows": count, "first": place}
            for heading, reason, count, place in trial.faults
        ],
        "first_rows": [dict(row) for row in trial.first],
    }
