"""The table of messages: what the operator is told about each malformed delivery."""

import sys

from tests.connectors.malformed import CASES
from tests.connectors.malformed.run import Outcome, outcomes

MOST_SAID = 3


def run() -> None:
    """Print one line of Markdown for each case, and the limits that were kept."""
    write = sys.stdout.write
    write("| 报送 | 系统说的话 | 读到 = 保留 + 略去 | 秒 | MiB |\n")
    write("| --- | --- | --- | --- | --- |\n")
    light = outcomes([case for case in CASES if not case.heavy])
    for case in CASES:
        came = outcomes([case])[case.name] if case.heavy else light[case.name]
        write(_line(came))
        sys.stdout.flush()


def _line(came: Outcome) -> str:
    more = len(came.says) - MOST_SAID
    said = "<br>".join(came.says[:MOST_SAID]) + (f"<br>等 {more} 条" * (more > 0))
    rows = f"{came.read} = {came.kept} + {came.dropped}"
    text = said.replace("|", "\\|")
    return f"| {came.name} | {text} | {rows} | {came.seconds} | {came.peak_mib} |\n"
