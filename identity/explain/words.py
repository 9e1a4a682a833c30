"""How facts and bits are said: for the explanation column and for every page."""

from unicodedata import east_asian_width

MILLI = 1000
CERTAIN_NEARLY, HIGH, IMPOSSIBLE_NEARLY = 99.999, 99, 0.001  # per cent
SHORT = 3  # 一致, 不一致: a predicate that follows its subject without a colon


def statement(title: str, sentence: str) -> str:
    """Return a level's sentence with its subject, said once.

    `姓名` and `姓名一致。` give 姓名一致; `联系电话` and `一致。`, 联系电话一致;
    `身份证号` and `号码相同。`, 身份证号码相同; else a colon stands between.
    """
    said = sentence.strip().rstrip("。")
    for size in range(min(len(title), len(said)), 0, -1):
        if title.endswith(said[:size]):
            return title + said[size:]
    return title + said if len(said) <= SHORT else f"{title}：{said}"


def signed(milli: int) -> str:
    """Return milli-bits as bits with a sign and one decimal: +16.6, −0.4, 0.0."""
    tenths = tenths_of(milli)
    sign = "−" if tenths < 0 else "+" if tenths else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"


def unsigned(milli: int) -> str:
    """Return the size of milli-bits as bits with one decimal."""
    return signed(abs(milli)).lstrip("+")


def tenths_of(milli: int) -> int:
    """Return tenths of a bit, rounded half away from zero as a reader would."""
    size = (abs(milli) + MILLI // 20) // (MILLI // 10)
    return -size if milli < 0 else size


def likelihood(probability: float) -> str:
    """Return a probability in words, never rounded to certainty or to nothing."""
    share = probability * 100
    if share >= CERTAIN_NEARLY:
        return f"可能性在 {CERTAIN_NEARLY}% 以上"
    if share < IMPOSSIBLE_NEARLY:
        return f"可能性不到 {IMPOSSIBLE_NEARLY}%"
    decimals = 3 if share > HIGH else 1 if share >= 1 else 3
    return f"可能性约 {share:.{decimals}f}%"


def wrapped(text: str, width: int, *, lines: int) -> list[str]:
    """Return text in lines as wide as so many Chinese characters; too much is `…`.

    A digit or Latin letter is half as wide.
    """
    found = [""]
    for character in text:
        if _halves(found[-1]) + _halves(character) > 2 * width:
            found.append("")
        found[-1] += character
    if len(found) > lines:
        return [*found[: lines - 1], f"{found[lines - 1][:-1]}…"]
    return found


def _halves(text: str) -> int:
    return sum(1 if east_asian_width(c) in ("N", "Na", "H") else 2 for c in text)
