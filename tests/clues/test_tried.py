"""What was held in favour of the subject stands on every clue, in words."""

from clues.wording import tried_explanations


def test_says_what_was_tried_and_what_came_of_it() -> None:
    hit = {
        "explanations": [
            {"name": "back_pay", "title": "补发", "verdict": "explained", "items": 2},
            {"name": "lag", "title": "登记滞后", "verdict": "refused", "items": 3},
            {"name": "refunded", "title": "", "verdict": "untestable", "items": 3},
        ]
    }
    assert tried_explanations(hit) == (
        "补发：可以解释（2 笔）",
        "登记滞后：核对后不成立（3 笔）",
        "refunded：现有数据无法核对（3 笔）",
    )
