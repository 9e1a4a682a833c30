"""The neutral words of a clue: its sentence and its questions to the verifier."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from clues.certainty import basis_of, grounds_text, is_weak
from clues.hit import Hit
from clues.labels import AMOUNTS, CLUE, VERDICTS, scheme_of
from clues.words import refuse_accusing
from store.tables import CHAIN_STEPS

UNTESTABLE = "untestable"
FULL_STOPS = ("。", "？", "！")
SUPERVISION = CHAIN_STEPS[-1]  # 监管 is an office's duty, no handler is expected


def clue_sentence(hits: Sequence[Hit], *, amount_fen: int, queue: str = CLUE) -> str:
    """Return one neutral text for a clue's hits; raises `ClueError` if it accuses.

    A single hit speaks for itself; several are numbered and closed with the
    amount after de-duplication, which is smaller than the sum of theirs. What
    rests on weak ties says so, and stands apart where the rest does not.
    """
    for hit in hits:
        refuse_accusing(hit.sentence, _names(hit), where=f"规则 {hit.rule} 的说明")
    basis = basis_of(hits)
    weak = [hit for hit in hits if is_weak(hit)]
    text = _told(basis)
    if len({_closed(hit.sentence) for hit in basis if hit.sentence}) > 1:
        text += f"合并去重后{AMOUNTS[queue]} {grouped_yuan(amount_fen)} 元。"
    if weak and len(basis) < len(hits):
        text += f"另有待核身份的记录，未计入金额：{_told(weak)}"
    return text + (grounds_text(weak) if weak else "")


def _told(hits: Sequence[Hit]) -> str:
    texts = list(dict.fromkeys(_closed(hit.sentence) for hit in hits if hit.sentence))
    if len(texts) == 1:
        return texts[0]
    return "".join(f"（{no}）{text}" for no, text in enumerate(texts, 1))


def clue_questions(hits: Sequence[Hit]) -> tuple[str, ...]:
    """Return what a verifier has to find out, each question once.

    Who the records are of, where that is open, comes first.
    """
    asked = [_ask("identity")] if any(map(is_weak, hits)) else []
    asked += [question for hit in hits for question in _asked(hit)]
    steps = dict.fromkeys(step for hit in hits for step in _unnamed_steps(hit))
    if steps:
        named = "、".join(step for step in CHAIN_STEPS if step in steps)
        asked.append(_ask("handlers").format(steps=named))
    for hit in hits:
        refuse_accusing("".join(asked), _names(hit), where=f"规则 {hit.rule} 的问题")
    return tuple(dict.fromkeys(asked))


def tried_explanations(hit: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what was held in favour of the subject, and what came of it.

    `hit` is a hit of a clue's JSON; e.g. `遗属生活困难补助：核对后不成立（3 笔）`.
    """
    return tuple(
        f"{row['title'] or row['name']}：{VERDICTS.get(row['verdict'], row['verdict'])}"
        f"（{row['items']} 笔）"
        for row in hit["explanations"]
    )


def policy_notes(hits: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what nobody verified of the policy that hits rest on, each once.

    Clues that were archived before hits had notes have none.
    """
    return tuple(sorted({note for hit in hits for note in hit.get("policy_notes", ())}))


def yuan(fen: int) -> str:
    """Return 1234.50 for 123450 分."""
    return grouped_yuan(fen).replace(",", "")


def grouped_yuan(fen: int) -> str:
    """Return 1,234.50 for 123450 分, as sentences say it."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02}"


def _asked(hit: Hit) -> Iterator[str]:
    for row in hit.listed("explanations"):
        if row["verdict"] != UNTESTABLE:
            continue
        if text := _explained(row["name"]):
            yield _ask("explanation").format(text=text)
        elif row["title"]:
            yield _ask("titled").format(text=row["title"])
    yield from hit.listed("questions")
    for text in hit.listed("evidence_missing"):
        asks_itself = text.endswith(FULL_STOPS)
        yield text if asks_itself else _ask("missing").format(text=text)


def _unnamed_steps(hit: Hit) -> Iterator[str]:
    slots = hit.listed("chain")
    return (
        slot["step"]
        for slot in slots
        if not slot["person"] and slot["step"] != SUPERVISION
    )


def _explained(name: str) -> str:
    """Return an explanation as a question in Chinese, or "" where none is written."""
    known = _questions()["explanations"].get(name)
    return str(known or ("" if name.isascii() else name)).rstrip("？?。")


def _closed(sentence: str) -> str:
    text = sentence.strip()
    return text if not text or text.endswith(FULL_STOPS) else f"{text}。"


def _names(hit: Hit) -> Iterable[str]:
    return (scheme_of(hit.matter),)


def _ask(name: str) -> str:
    return str(_questions()["ask"][name])


@cache
def _questions() -> dict[str, Any]:
    text = (files("clues") / "questions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
