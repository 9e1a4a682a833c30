"""Words that accuse are found and refused; quoted law titles are not."""

import pytest

from clues.words import accusing_words, refuse_accusing
from store.errors import ClueError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("死亡登记月份之后仍有养老待遇发放记录", ()),
        ("该人员冒领养老金", ("冒领",)),
        ("存在虚报、套取行为", ("套取", "虚报")),
        ("领导干部优亲厚友，利益输送", ("利益输送", "优亲厚友")),
        ("依据《财政违法行为处罚处分条例》第三条", ()),
        ("可能触犯刑法", ("刑法",)),
        ("依据《中华人民共和国刑法》第三百八十二条", ("刑法》第三百八十二条",)),
        ("参照《刑法》的一般原则", ()),
        ("吃空饷", ("吃空饷",)),
    ],
)
def test_finds_words_that_accuse(text: str, expected: tuple[str, ...]) -> None:
    assert accusing_words(text) == expected


def test_a_quoted_name_is_exempt() -> None:
    text = "反诈骗宣传补助有重复记录"

    assert accusing_words(text) == ("诈骗",)
    assert accusing_words(text, ["反诈骗宣传补助"]) == ()


def test_refuses_and_says_which_words_where() -> None:
    with pytest.raises(ClueError, match="标题含有定性用语：贪污"):
        refuse_accusing("贪污线索", where="标题")

    assert refuse_accusing("疑点清单") == "疑点清单"
