"""Unemployment benefit beyond the months that the law allows."""

import pytest

from rules.social_security.unemployment_benefit_beyond_its_months import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

BENEFIT = "social_security/unemployment_benefit"


def month(number: int) -> str:
    """Return the first day of a month, counted from January 2025 as the first."""
    return f"{2025 + (number - 1) // 12}-{(number - 1) % 12 + 1:02}-01"


def drawn(  # noqa: PLR0913 - what tells claims apart
    *months: int,
    insured: str = "36",
    approved: int = 12,
    first: int = 1,
    last: int | None = None,
    tier: str = "T1",
    id_text: str = "",
) -> str:
    """Return benefits of the months of that number."""
    head = "record_id|person_id|link_tier|insured_months|approved_months|first_for"
    head += "|last_for|paid_for|amount_fen|id_text|id_kind"
    end = month(last or first + approved - 1)
    rows = [
        f"B{n}|P1|{tier}|{insured}|{approved}|{month(first)}|{end}|{month(n)}|150000"
        f"|{id_text}|{'valid' if id_text else ''}"
        for n in months
    ]
    return "\n".join((head, *rows))


def year(first: int, last: int) -> tuple[int, ...]:
    """Return the months from one to another, both included."""
    return tuple(range(first, last + 1))


def test_counts_what_goes_beyond_a_year_for_three_years_of_contribution() -> None:
    """缴费满三年的可领十二个月，第十三个月起列出."""
    check_rule(
        RULE,
        given={BENEFIT: drawn(*year(1, 14), approved=18)},
        expect="""
outcome|reason      |subject_id|matter                    |amount_fen|items|severity
hit    |超过规定期限|P1        |social_security/失业保险金|300000    |2    |S3
""",
    )


@pytest.mark.parametrize(
    ("insured", "months", "hits"),
    [
        (59, 12, 0),
        (59, 13, 1),
        (60, 18, 0),
        (119, 19, 1),
        (120, 24, 0),
        (480, 25, 1),
    ],
)
def test_the_steps_of_the_law(insured: int, months: int, hits: int) -> None:
    """缴费不满五年、五年以上、十年以上的，分别以十二、十八、二十四个月为限."""
    table = drawn(*year(1, months), insured=str(insured), approved=30)
    assert len(hits_of(RULE, {BENEFIT: table})) == hits


def test_months_before_the_data_count_as_paid() -> None:
    """数据起点以前应领的月份，按已经发放计算."""
    (hit,) = hits_of(RULE, {BENEFIT: drawn(*year(10, 14), approved=18)})
    assert (hit["outcome"], hit["items"]) == ("hit", 2)


def test_a_pause_does_not_count_and_an_unseen_one_leaves_it_open() -> None:
    """数据中看得到的中断不计月数；看不到中断在哪几个月的，无法判断."""
    seen = drawn(*year(1, 4), *year(8, 15))
    assert hits_of(RULE, {BENEFIT: seen}) == []
    unseen = drawn(*year(10, 14), last=15)
    (hit,) = hits_of(RULE, {BENEFIT: unseen})
    assert (hit["outcome"], hit["reason"]) == (
        "cannot_decide",
        "数据起点以前的发放与中断记录",
    )


def test_beyond_what_was_approved_though_the_law_allows_more() -> None:
    """法定期限允许而超过本次核定月数的，也列出."""
    (hit,) = hits_of(RULE, {BENEFIT: drawn(*year(1, 8), approved=6)})
    assert (hit["reason"], hit["items"]) == ("超过核定月数", 2)


@pytest.mark.parametrize(
    ("insured", "months", "outcome"),
    [("", 12, []), ("", 13, ["cannot_decide"]), ("8", 13, ["cannot_decide"])],
)
def test_without_the_months_of_contribution_nobody_can_tell(
    insured: str, months: int, outcome: list[str]
) -> None:
    """没有缴费月数、又超过十二个月的，无法判断."""
    table = drawn(*year(1, months), insured=insured, approved=24)
    assert [hit["outcome"] for hit in hits_of(RULE, {BENEFIT: table})] == outcome


def test_months_left_of_an_earlier_claim_are_added() -> None:
    """前次应领未领的月数加到本次."""
    earlier = drawn(*year(1, 4), approved=12)  # eight months left
    later = "\n".join(drawn(*year(6, 25), first=6, approved=20).splitlines()[1:])
    assert hits_of(RULE, {BENEFIT: f"{earlier}\n{later}"}) == []
    (hit,) = hits_of(
        RULE,
        {BENEFIT: drawn(*year(6, 25), first=6, approved=20)},
    )
    assert hit["items"] == 8


@pytest.mark.parametrize(
    ("born", "outcome"),
    [
        ("19650601", "explained"),  # 60 years and 2 months in August 2025
        ("19750601", "hit"),
    ],
)
def test_close_to_the_retirement_age(born: str, outcome: str) -> None:
    """距法定退休年龄不足一年的延长发放，有合理解释."""
    number = f"420281{born}1211"
    table = drawn(*year(1, 7), first=-5, id_text=number)
    (hit,) = hits_of(RULE, {BENEFIT: table})
    assert hit["outcome"] == outcome


def test_a_weak_tie_asks_first_who_it_is() -> None:
    """身份对应把握不大的，先列为待核身份."""
    number = "420281198001011211"
    table = drawn(*year(1, 13), approved=18, tier="T4", id_text=number)
    (hit,) = hits_of(RULE, {BENEFIT: table})
    assert (hit["tier"], hit["severity"]) == ("T4", "S4")


@pytest.mark.parametrize(
    ("sound", "tier", "outcome"),
    [
        ("420281196601011211", "T4", "explained"),  # sixty within the year
        ("420281660101121", "T4", "explained"),  # the same in fifteen digits
        ("420281198001011211", "T4", "hit"),
        ("", "T4", "cannot_decide"),
        ("", "T1", "hit"),
    ],
)
def test_a_damaged_number_hides_the_age(sound: str, tier: str, outcome: str) -> None:
    """一笔的号码损坏时按同一人其他完好号码认定年龄；都不完整且身份待核的，无法判断."""
    kind = {18: "valid", 15: "valid15", 0: "damaged"}[len(sound)]
    table = f"""
record_id|person_id|link_tier|insured_months|approved_months|first_for|last_for|paid_for|amount_fen|id_text|id_kind
B1|P1|{tier}|36|12|2024-07-01|2025-06-01|2025-06-01|150000|{sound}|{kind}
B2|P1|{tier}|36|12|2024-07-01|2025-06-01|2025-07-01|150000|4202811966010|damaged
"""
    (hit,) = hits_of(RULE, {BENEFIT: table})
    assert hit["outcome"] == outcome


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-06")
