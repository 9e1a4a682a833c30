"""Two records or people of a home, explained as the night decided on them."""

import re
from pathlib import Path

import pytest

from identity.explain.night import NightExplanation, explain_in_night
from identity.explain.page import explanation_page
from identity.explain.standing import REASONS
from identity.explain.tell import told
from identity.judged_ties import JUDGED_DIFFERENT, JUDGED_SAME
from identity.known import know_people
from identity.matcher.epoch_file import read_epoch
from identity.weigh_untied import REVIEW_REASON
from store.errors import MatchError
from store.normalise.id_number import KINDS, USABLE_KINDS
from store.odcs import contract_for
from tests.identity.tables import KEY, Linked, link
from tests.identity.town import ENROLMENT, enrolled, learn_weights, residents, town

PEOPLE = list(residents())
SOMEBODY, RELATIVE, OTHER = PEOPLE[151], PEOPLE[157], PEOPLE[302]
NUMBER = str(SOMEBODY["id_number"])
WRONG_DIGIT = NUMBER[:12] + str((int(NUMBER[12]) + 5) % 10) + NUMBER[13:]
TYPED = str(SOMEBODY["person_name"])[:2] + "磊"
ONLY_NAME = {"id_number": None, "village": None, "birth_on": None, "sex": None}
TOWN = town(
    enrolled(SOMEBODY, record_id="wrong", id_number=WRONG_DIGIT),
    enrolled(SOMEBODY, record_id="bare", **ONLY_NAME),
    enrolled(SOMEBODY, record_id="odd", person_name=RELATIVE["person_name"]),
    enrolled(SOMEBODY, record_id="own"),
    enrolled(SOMEBODY, record_id="typed", person_name=TYPED),
    enrolled(OTHER, record_id="none", id_number=None, person_name="欧阳无名"),
)
ID, REGISTERED = f"{ENROLMENT}|person|", "registry/resident/r-151"


@pytest.fixture(scope="module")
def epoch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the weights of the town."""
    return learn_weights(tmp_path_factory.mktemp("weights"))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, epoch: Path) -> Linked:
    """Return the town after a night."""
    return link(tmp_path_factory.mktemp("night"), TOWN, epoch=epoch)


def explained(
    night: Linked, epoch: Path, *asked: str, unmasked: bool = False
) -> NightExplanation:
    first, second = asked
    known = know_people(
        night.accepted, [contract_for(path) for path in TOWN], key=KEY, generic=None
    )
    return explain_in_night(
        known,
        night.folder / "link.parquet",
        read_epoch(epoch),
        (first, second),
        unmasked=unmasked,
    )


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("own", ("按号码认作 P…（T1，十八位身份证号有效且相同，姓名一致）",
         "夜里认作同一个人 P…", "系统接受")),
        ("wrong", ("按分量认作 P…（T4）", "夜里认作同一个人 P…", "系统接受")),
        ("bare", ("没有认作任何人（待核身份：候选不唯一或分量不足）",
         "夜里没有认作同一个人：待核身份：候选不唯一或分量不足", "待人核对")),
        ("odd", ("没有认作任何人（号码有效，但姓名与这个号码的人不符）",
         "夜里没有认作同一个人：分量虽够，姓名却不能是同一人的；"
         "可能填了家属的号码，须看原件", "待人核对")),
        ("none", ("没有认作任何人（没有证件号码）",
         "夜里没有认作同一个人：没有证件号码", "系统不认作同一个人")),
    ],
)  # fmt: skip
def test_a_record_beside_a_person(
    night: Linked, epoch: Path, record: str, expected: tuple[str, str, str]
) -> None:
    stands, verdict, headline = expected
    person = str(night.tie("r-151")[0])
    found = explained(night, epoch, ID + record, person)
    lines = [line.replace(person, "P…") for line in found.lines]
    assert lines[0] == "P… 是一个有有效号码的人"
    assert lines[1].removeprefix(ID + record).strip() == stands
    assert lines[2] == verdict
    assert told(found.whole).startswith(headline)


def test_the_order_asked_in_does_not_matter(night: Linked, epoch: Path) -> None:
    one = explained(night, epoch, ID + "wrong", REGISTERED)
    other = explained(night, epoch, REGISTERED, ID + "wrong")
    assert (one.lines, one.whole) == (other.lines, other.whole)
    assert one.lines[0].startswith("registry/resident|person|r-151 按号码认作 P")


def test_two_valid_numbers_are_two_people(night: Linked, epoch: Path) -> None:
    found = explained(night, epoch, REGISTERED, "registry/resident/r-157")
    assert found.lines[2].startswith("夜里认作两个人：P")
    assert "两个号码都有效，却不相同" in told(found.whole)
    assert "已凭有效号码认作左表的 P" in told(found.whole)


def test_records_that_no_number_knows_are_compared_for_the_occasion(
    night: Linked, epoch: Path
) -> None:
    found = explained(night, epoch, ID + "bare", ID + "none")
    assert "临时比较" in found.lines[-1]
    assert found.whole.rival is None
    assert not found.whole.is_accepted


def test_what_number_and_name_decide_is_not_made_doubtful_by_weight(
    night: Linked, epoch: Path
) -> None:
    found = explained(night, epoch, ID + "typed", REGISTERED)
    assert "三字以上的姓名只有一字不同" in found.lines[1]
    assert found.whole.is_certain
    assert told(found.whole).startswith("系统接受：两条记录写的是同一个人（T2，")
    assert "不能再算作旁证" in found.lines[-1]


def test_what_is_missing_decides(night: Linked, epoch: Path) -> None:
    said = told(explained(night, epoch, ID + "bare", REGISTERED).whole)
    assert "最该补查：" in said
    assert "即可接受" in said


def test_names_numbers_and_days_are_masked_until_asked_for(
    night: Linked, epoch: Path
) -> None:
    pages = {}
    for unmasked in (False, True):
        found = explained(night, epoch, ID + "wrong", REGISTERED, unmasked=unmasked)
        page = explanation_page(
            found.whole, found.linked, unmasked=unmasked, said=found.lines
        )
        pages[unmasked] = re.sub(r"<[^>]+>", "", page)
    born = str(SOMEBODY["birth_on"])
    for secret in (NUMBER, WRONG_DIGIT, str(SOMEBODY["person_name"]), born):
        assert secret not in pages[False]
        assert secret in pages[True]
    assert f"{born[:4]}-**-**" in pages[False]
    assert "按分量认作" in pages[False]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("张三", "不是记录或人员的编号"),
        ("a|b", "不是记录或人员的编号"),
        ("Pnobody", "没有这个人员编号"),
        ("registry/nothing/r-001", "没有这个数据集"),
        ("registry/resident|owner|r-001", "角色有：person"),
        ("registry/resident/r-999", "没有这条记录"),
        (REGISTERED, "同一个"),
    ],
)
def test_what_is_not_there_is_one_clear_line(
    night: Linked, epoch: Path, asked: str, said: str
) -> None:
    with pytest.raises(MatchError, match=re.escape(said)):
        explained(night, epoch, REGISTERED, asked)


def test_every_reason_has_its_words() -> None:
    kinds = set(KINDS) - USABLE_KINDS - {"missing"}
    reasons = {REVIEW_REASON, "name_conflict", "no_id", "no_name", "generic_number"}
    assert set(REASONS) == kinds | reasons | {JUDGED_DIFFERENT, JUDGED_SAME}
