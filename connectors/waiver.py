"""Who let a delivery in whose hand-over sheet is missing or does not agree, and why.

The office may do without hand-over sheets altogether (settings, by name and
reason); then a missing one is waived, but one that came and disagrees is not.
A waiver of one delivery waives both. They stand in `intake/waivers.jsonl`, which
only grows.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from store.errors import SettingsError

WAIVERS = "waivers.jsonl"


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One waiver; `dataset` "" is all of the delivery, `delivery` "" any delivery.

    `at` is the ISO time it was given, "" for the office's settings.
    """

    name: str
    reason: str
    delivery: str = ""
    dataset: str = ""
    at: str = ""

    def covers(self, dataset: str) -> bool:
        """Say whether a dataset is waived, by its contract path."""
        return self.dataset in ("", dataset)

    @property
    def words(self) -> str:
        """Return name and reason as pages show them."""
        return f"{self.name}：{self.reason}"


def load_waivers(file: Path) -> tuple[Waiver, ...]:
    """Return the waivers given so far; raises `SettingsError` for a damaged file."""
    if not file.is_file():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    try:
        return tuple(Waiver(**json.loads(line)) for line in lines if line.strip())
    except (json.JSONDecodeError, TypeError) as error:
        raise SettingsError(
            f"{file.name} 已损坏", remedy="从备份恢复该文件后重新运行"
        ) from error


def add_waiver(file: Path, waiver: Waiver) -> None:
    """Append a waiver; what stands in the file is never changed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(waiver), ensure_ascii=False) + "\n")


def waivers_of(delivery: str, waivers: Sequence[Waiver]) -> tuple[Waiver, ...]:
    """Return the waivers that speak of a delivery, the office's own last."""
    own = [waiver for waiver in waivers if waiver.delivery == delivery]
    return (*own, *(waiver for waiver in waivers if not waiver.delivery))
