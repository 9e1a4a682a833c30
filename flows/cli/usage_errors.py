"""What typer says of a mistyped command, in Chinese: the one place for it."""

import re

UNKNOWN = "命令的写法不对"
WHOLE = (
    (r"Invalid value for (?P<at>.+?): (?P<why>.*)", "{at} 的值不对：{why}"),
    (r"Invalid value: (?P<why>.*)", "值不对：{why}"),
    (r"Missing argument (?P<at>[^.]+)\.(?P<why>.*)", "缺少参数 {at}{why}"),
    (r"Missing option (?P<at>[^.]+)\.(?P<why>.*)", "缺少选项 {at}{why}"),
    (r"Missing command\.", "没有写要做什么：缺少子命令"),
    (
        r"No such option: (?P<at>\S+) \(Possible options: (?P<near>.+)\)",
        "没有选项 {at}，是否要写 {near}",
    ),
    (r"No such option: (?P<at>.+)", "没有选项 {at}"),
    (
        r"No such command (?P<at>.+?)\. Did you mean (?P<near>.+)\?",
        "没有命令 {at}，是否要写 {near}",
    ),
    (r"No such command (?P<at>.+)\.", "没有命令 {at}"),
    (r"Got unexpected extra argument\(s\) \((?P<at>.*)\)", "多出了参数：{at}"),
    (r"Option (?P<at>\S+) requires an argument\.", "选项 {at} 后面缺少值"),
    (
        r"Option (?P<at>\S+) requires (?P<n>\d+) arguments\.",
        "选项 {at} 后面须有 {n} 个值",
    ),
    (r"Option (?P<at>\S+) does not take a value\.", "选项 {at} 后面不能带值"),
    (r"Argument (?P<at>\S+) takes (?P<n>\d+) values\.", "参数 {at} 须有 {n} 个值"),
)
REASONS = (
    (r"Input should be a valid integer.*", "须是整数"),
    (r"Unable to parse input string as an integer.*", "整数的位数太多"),
    (r"Input should be a valid number.*", "须是数字"),
    (r"Input should be a finite number", "须是有限的数字"),
    (r"Input should be a valid boolean.*", "须是 true 或 false"),
    (r"Input should be greater than or equal to (?P<n>.+)", "不能小于 {n}"),
    (r"Input should be less than or equal to (?P<n>.+)", "不能大于 {n}"),
    (
        r"Value error, (?P<given>'.*') is not one of (?P<n>.+)\.",
        "没有 {given}，只有 {n}",
    ),
    (
        r"Value error, (?P<given>'.*') does not match the formats? '%Y-%m-%d'\.",
        "{given} 不是 2026-01-31 这种写法的日期",
    ),
    (r"Choose from:(?P<n>.+)", "，只有 {n}"),
    ("", ""),
)


def in_chinese(message: str) -> str:
    """Return typer's message about a command's options in Chinese.

    What nobody has translated becomes a general sentence, never English.
    """
    text = " ".join(message.split())
    return _said(WHOLE, text) or UNKNOWN


def _said(phrases: tuple[tuple[str, str], ...], text: str) -> str | None:
    for pattern, told in phrases:
        found = re.fullmatch(pattern, text)
        if found is None:
            continue
        parts = {name: part.strip() for name, part in found.groupdict().items()}
        if "why" in parts:
            parts["why"] = _reason(parts["why"])
        return told.format(**{name: _listed(part) for name, part in parts.items()})
    return None


def _reason(text: str) -> str:
    said = _said(REASONS, text)
    if said is not None:
        return said
    return text if re.search(r"[\u4e00-\u9fff]", text) else "不能这样写"


def _listed(text: str) -> str:
    return re.sub(r"', '|, (?=--?\w)", lambda m: m[0].replace(", ", "、"), text)
