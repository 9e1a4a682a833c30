"""What is learnt: the errors that were planted, strangers, and households."""

from random import Random

import polars as pl
import pytest

import identity
from identity.matcher.epoch import ANCHORED, BILLION, SETTLED, Epoch
from identity.matcher.model import Model
from identity.matcher.model_file import load_model
from tests.identity.matcher.people import GIVEN, People, Row, people, resident

MODEL = load_model("resident")
NOBODYS = "琴菊兰"  # no name in the register ends so
WITHOUT_IDENTIFIER = MODEL.model_copy(update={"identity": None})


@pytest.fixture(scope="module")
def made() -> People:
    return people(4000, 3000, seed=21)


@pytest.fixture(scope="module")
def epoch(made: People) -> Epoch:
    return identity.link(made.register, made.claims, MODEL).epoch


def shares(epoch: Epoch, field: str, of: str) -> dict[str, float]:
    """Return the learnt shares of one field by the names of its levels."""
    found: tuple[int, ...] = getattr(epoch.comparisons[field], of)
    names = MODEL.comparison(field).names
    return {name: share / BILLION for name, share in zip(names, found, strict=True)}


@pytest.mark.parametrize(
    ("field", "level", "planted"),
    [
        # Of 18 errors that are drawn evenly, 16 leave a number; three damage it.
        ("id_number", "same_number", 13 / 16),
        ("id_number", "one_digit_wrong", 1 / 16),
        ("id_number", "cut_by_spreadsheet", 1 / 16),
        ("id_number", "shown_digits_agree", 1 / 16),
        ("birth_date", "same_day", 1),
        ("village", "same_value", 1),
    ],
)
def test_errors_are_learnt_as_planted(
    epoch: Epoch, field: str, level: str, planted: float
) -> None:
    assert epoch.method == ANCHORED
    assert shares(epoch, field, "m")[level] == pytest.approx(planted, abs=0.02)


@pytest.mark.parametrize(
    ("field", "level", "chance"),
    [("sex", "same_value", 0.5), ("village", "same_value", 1 / 24)],
)
def test_strangers_agree_by_chance(
    epoch: Epoch, field: str, level: str, chance: float
) -> None:
    assert shares(epoch, field, "u")[level] == pytest.approx(chance, rel=0.1)


def test_nine_in_ten_are_expected_in_the_register(epoch: Epoch) -> None:
    share = 2 ** (epoch.prior_milli / 1000) * epoch.left_records
    assert share == pytest.approx(0.9, abs=0.08)  # a mistyped number may be nobody's


def test_numbers_of_others_do_not_teach_names(made: People, epoch: Epoch) -> None:
    numbers = made.register["id_number"].to_list()
    random = Random(4)
    swapped = made.claims.with_columns(
        pl.Series(
            "id_number",
            [
                random.choice(numbers) if random.random() < 0.08 else own
                for own in made.claims["id_number"]
            ],
        )
    )
    learnt = identity.link(made.register, swapped, MODEL).epoch
    for level in ("same_surname", "different_name"):
        clean, found = (shares(one, "name", "m")[level] for one in (epoch, learnt))
        assert found < clean + 0.004


def test_what_nobody_taught_is_said(epoch: Epoch) -> None:
    untaught = [
        f"“{MODEL.comparison(field).title}”的级别“{level}”"
        for field in ("name", "birth_date")
        for level, pairs in zip(
            MODEL.comparison(field).names,
            epoch.comparisons[field].m_pairs,
            strict=True,
        )
        if not pairs
    ]
    assert "“出生日期”的级别“lunar_for_solar”" in untaught
    for one in untaught:
        assert any(notice.startswith(one) for notice in epoch.notices)
    assert not any("“same_name”" in notice for notice in epoch.notices)


def with_rounds(rounds: int) -> Model:
    """Return the model without an identifier, and so many rounds to settle."""
    training = MODEL.training.model_copy(update={"rounds": rounds})
    return WITHOUT_IDENTIFIER.model_copy(update={"training": training})


@pytest.mark.parametrize(("rounds", "settled"), [(1, False), (500, True)])
def test_that_it_did_not_settle_is_said(
    made: People, rounds: int, *, settled: bool
) -> None:
    epoch = identity.link(made.register, made.claims, with_rounds(rounds)).epoch
    assert epoch.method == SETTLED
    assert any("仍未收敛" in notice for notice in epoch.notices) is not settled


def test_without_an_identifier_names_alone_pass_nobody(made: People) -> None:
    bare = ["record_id", "name"]
    linked = identity.link(
        made.register.select(bare), made.claims.select(bare), WITHOUT_IDENTIFIER
    )
    names_only = linked.pairs.filter(pl.col("tier") == "T6")
    assert names_only.height
    assert "accept" not in set(names_only["decision"])


def test_too_few_pairs_of_one_number_teach_without_it(made: People) -> None:
    few = made.claims.with_row_index("at").with_columns(
        pl.when(pl.col("at") < 40).then("id_number").alias("id_number")
    )
    assert identity.link(made.register, few, MODEL).epoch.method == SETTLED


def sibling(random: Random, number: int, other: Row, among: str = GIVEN) -> Row:
    """Return somebody who shares house, telephone, surname and a character."""
    name = str(other["name"])
    row = resident(random, number)
    other_one = random.choice([c for c in among if c not in name])
    given = name[1:-1] + other_one  # 张晓伟 and 张晓红, 张伟 and 张红
    shared = {key: other[key] for key in ("village", "town", "phone")}
    return row | shared | {"name": name[0] + given}


@pytest.fixture(scope="module")
def families() -> tuple[pl.DataFrame, pl.DataFrame, set[str]]:
    """Return a register of families, claims, and those of people it lacks."""
    random = Random(13)
    rows: list[Row] = []
    for number in range(0, 1600, 2):
        one = resident(random, number)
        rows += [one, sibling(random, number + 1, one)]
    claims = [
        row | {"record_id": f"B{row['record_id']}"} for row in random.sample(rows, 500)
    ]
    for at, row in enumerate(random.sample(rows, 80)):
        lacking = sibling(random, 5000 + at, row, NOBODYS)
        claims.append(lacking | {"record_id": f"L{at}", "id_number": None})
    lacking_ids = {f"L{at}" for at in range(80)}
    return pl.DataFrame(rows), pl.DataFrame(claims), lacking_ids


def test_a_sibling_is_not_taken_for_who_is_missing(
    families: tuple[pl.DataFrame, pl.DataFrame, set[str]],
) -> None:
    register, claims, lacking = families
    linked = identity.link(register, claims, MODEL)
    assert linked.epoch.household_milli is not None
    ours = linked.pairs.filter(pl.col("right_id").is_in(lacking))
    assert ours["right_id"].n_unique() > len(lacking) / 2  # they were weighed
    assert "accept" not in set(ours["decision"])
    others = linked.pairs.filter(
        ~pl.col("right_id").is_in(lacking) & (pl.col("decision") == "accept")
    )
    assert others.height > 490


@pytest.mark.parametrize("at", ["{}号", "{}组"])
def test_without_telephones_a_house_tells_who_lives_together(
    families: tuple[pl.DataFrame, pl.DataFrame, set[str]], at: str
) -> None:
    register, claims, _ = families
    places = register["phone"].rank("dense").cast(pl.String)
    homes = pl.Series("address", [at.format(place) for place in places])
    register = register.drop("phone").with_columns(homes)
    learnt = identity.link(register, claims.drop("phone"), MODEL).epoch
    assert (learnt.household_milli is not None) is at.endswith("号")


def test_what_relatives_share_weighs_less(
    families: tuple[pl.DataFrame, pl.DataFrame, set[str]],
) -> None:
    register, claims, lacking = families
    plain = MODEL.model_copy(update={"household": None})
    weights: list[pl.DataFrame] = []
    for model in (MODEL, plain):
        pairs = identity.link(register, claims, model).pairs
        shares_phone = pl.col("phone.milli") > 0
        ours = pairs.filter(shares_phone, pl.col("right_id").is_in(lacking))
        weights.append(ours.select("left_id", "right_id", "weight_milli"))
    both = weights[0].join(weights[1], on=["left_id", "right_id"])
    assert both.height
    assert (both["weight_milli"] < both["weight_milli_right"]).all()
