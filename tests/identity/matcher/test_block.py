"""Candidates: found by keys, counted, and bounded by caps that are told."""

from collections.abc import Sequence

import polars as pl
import pytest

from identity.matcher.block import Candidates, candidates
from identity.matcher.caps import Capped, learn_caps
from identity.matcher.compare import Sides
from identity.matcher.model import BlockSpec, Caps, Model
from identity.matcher.model_file import load_model
from identity.matcher.prepare import prepare

RESIDENT = load_model("resident")
NAME, PHONE = (
    BlockSpec(title="姓名", keys=["name.key"]),
    BlockSpec(title="电话和姓氏读音", keys=["phone.key", "name.surname"]),
)
LEFT = [("张伟", "13800000001"), ("张伟", None), ("李红", "13800000002")]
RIGHT = [("张伟", "13800000001"), ("李洪", "13800000002"), (None, "13800000001")]
Rows = Sequence[tuple[str | None, str | None]]


def model(*blocks: BlockSpec, left: int = 9, each: int = 40, pairs: int = 99) -> Model:
    """Return the resident model with these blocks and caps."""
    caps = Caps(left_records=left, pairs_per_record=each, pairs=pairs)
    return RESIDENT.model_copy(update={"blocks": list(blocks), "caps": caps})


def sides(left: Rows, right: Rows | None) -> Sides:
    """Return two tables of names and telephones, or one with itself."""
    frames = [
        pl.DataFrame(rows, schema={"name": pl.String, "phone": pl.String}, orient="row")
        for rows in (left, left if right is None else right)
    ]
    made = [
        prepare(frame.with_row_index("record_id"), RESIDENT, "表") for frame in frames
    ]
    return Sides(left=made[0], right=made[1], is_one=right is None)


def found(
    both: Sides, plan: Model, *, capped: Capped | None = None
) -> tuple[Candidates, set[tuple[int, int]]]:
    """Return the candidates of all right records, and their pairs."""
    asked = pl.Series(range(both.right.height), dtype=pl.UInt32)
    caps = learn_caps(both, plan, asked) if capped is None else capped
    made = candidates(both, plan, caps, asked)
    return made, set(made.pairs.select("left", "right").iter_rows())


def test_pairs_agree_in_a_key_and_are_counted_once() -> None:
    made, pairs = found(sides(LEFT, RIGHT), model(NAME, PHONE))
    assert pairs == {(0, 0), (1, 0), (2, 1)}
    counts = [(one.title, one.pairs, one.new_pairs) for one in made.counts]
    assert counts == [("姓名", 2, 2), ("电话和姓氏读音", 2, 1)]
    assert made.pairs.height == len(pairs)
    assert not any(one.capped_pairs for one in made.counts)


def test_within_one_table_each_pair_comes_once() -> None:
    _, pairs = found(sides([*LEFT, *LEFT], None), model(NAME))
    assert pairs == {(0, 1), (0, 3), (0, 4), (1, 3), (1, 4), (3, 4), (2, 5)}


@pytest.mark.parametrize(
    ("held", "left_records", "pairs", "capped"), [(4, 4, 8, 0), (5, 4, 0, 10)]
)
def test_a_value_that_too_many_share_proposes_nobody(
    held: int, left_records: int, pairs: int, capped: int
) -> None:
    both = sides([("张伟", None)] * held, [("张伟", None)] * 2)
    made, _ = found(both, model(NAME, left=left_records))
    assert made.pairs.height == pairs
    assert made.counts[0].capped_pairs == capped
    assert made.counts[0].capped_values == (1 if capped else 0)


def test_rarity_is_no_cap() -> None:
    rare = BlockSpec(title="少见", keys=["name.key"], left_records=1)
    both = sides(LEFT, [("张伟", None), ("李红", None)])
    made, pairs = found(both, model(rare))
    assert pairs == {(2, 1)}
    assert made.counts[0].capped_pairs == 0


def test_what_an_epoch_did_not_foresee_is_bounded_and_told() -> None:
    both = sides(
        [("张伟", None)] * 6 + [("李红", None)], [("张伟", None), ("李红", None)]
    )
    made, pairs = found(both, model(NAME, pairs=3), capped={})
    assert pairs == {(6, 1)}
    assert (made.counts[0].capped_values, made.counts[0].capped_pairs) == (1, 6)


def test_the_heaviest_values_go_first_when_the_budget_is_short() -> None:
    both = sides(
        [("张伟", None)] * 8 + [("李红", None)] * 2,
        [("张伟", None)] * 300 + [("李红", None)] * 300,
    )
    made, _ = found(both, model(NAME, each=1, pairs=10_000))
    assert made.pairs.height == 600
    assert set(made.pairs["left"]) == {8, 9}
    assert made.counts[0].capped_pairs == 2400


def test_caps_do_not_depend_on_the_order_of_rows() -> None:
    left, right = [*[("张伟", None)] * 5, *LEFT], [*RIGHT, ("张伟", None)]
    plan = model(NAME, PHONE, left=4)
    learnt = [
        learn_caps(
            sides(rows, asking), plan, pl.Series(range(len(asking)), dtype=pl.UInt32)
        )
        for rows, asking in ((left, right), (left[::-1], right[::-1]))
    ]
    for title, capped in learnt[0].items():
        assert capped.equals(learnt[1][title])
    assert learnt[0]["姓名"].height == 1
