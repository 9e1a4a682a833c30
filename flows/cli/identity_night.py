"""What `identity explain` and `identity report` say of a home after a night."""

from dataclasses import dataclass, replace
from pathlib import Path

from clues.unmask import unmask
from flows.cli.options import home_of
from flows.judge import judgement_of
from flows.last_night import last_night
from identity.explain.night import NightExplanation, explain_in_night
from identity.explain.plain import plain_explanation
from identity.judgements import VERDICT_WORDS, Judgement
from store.digest import Json
from store.errors import SettingsError
from store.home import Home
from store.settings import load_settings


@dataclass(frozen=True, kw_only=True)
class Looking:
    """Whether whole names and numbers are asked for, and why."""

    unmasked: bool = False
    reason: str = ""


def home_or_files(option: Path | None, files: str) -> Home:
    """Return the home; raises `SettingsError` that also names how to give files."""
    try:
        return home_of(option)
    except SettingsError:
        if option is not None:
            raise
        raise SettingsError(
            "没有指明工作目录，也没有指明文件",
            remedy=f"加上 --home 工作目录；或给出文件：{files}",
        ) from None


def explain_at_home(
    home: Home, first: str, second: str, looking: Looking
) -> NightExplanation:
    """Return the explanation of two references as the last night saw them."""
    night = last_night(home)
    if looking.unmasked:
        unmask(load_settings(home), looking.reason, home, 2, "identity explain")
    found = explain_in_night(
        night.known(home),
        night.links,
        night.epoch(home),
        (first, second),
        unmasked=looking.unmasked,
    )
    word = judgement_of(home, night, found.left.name, found.right.name)
    return found if word is None else replace(found, lines=(*found.lines, _line(word)))


def _line(word: Judgement) -> str:
    return (
        f"人工判定：{VERDICT_WORDS[word.verdict]}（{word.by}，{word.at}：{word.why}）"
    )


def plain_night(found: NightExplanation) -> dict[str, Json]:
    """Return the explanation as plain JSON."""
    return {
        "left": found.left.name,
        "right": found.right.name,
        "night": list(found.lines),
        **plain_explanation(found.whole),
    }
