"""The next time: the result is that of linking everything again, for any changes."""

from pathlib import Path
from random import Random

import polars as pl
import pytest

import identity
from identity.matcher import score_pairs
from identity.matcher.compare import Sides, compare
from identity.matcher.epoch_file import epoch_digest
from identity.matcher.model import Model
from identity.matcher.result import link_table
from store.errors import MatchError
from tests.identity.matcher.people import GIVEN, People, people

RESIDENTS, CLAIMS = 1500, 600


@pytest.fixture(scope="module")
def made() -> People:
    return people(RESIDENTS, CLAIMS, seed=11)


def changed(frame: pl.DataFrame, random: Random, night: int) -> pl.DataFrame:
    """Return the rows with some gone, some altered, some new, or moved."""
    rows = [row for row in frame.to_dicts() if random.random() > 0.03]
    for row in rows:
        if random.random() < 0.04:
            column = random.choice(["phone", "village", "birth_date", "id_number"])
            row[column] = random.choice([None, random.choice(rows)[column]])
        elif random.random() < 0.02:
            row["name"] = str(row["name"])[0] + random.choice(GIVEN)
    for number in range(random.randint(0, len(rows) // 30)):
        rows.append(random.choice(rows) | {"record_id": f"N{night}-{number}"})
    if night % 2 == 0:
        random.shuffle(rows)
    return pl.DataFrame(rows, schema=frame.schema)


@pytest.mark.parametrize("seed", [1, 2, 3, 12])
def test_changes_give_what_a_full_run_gives(
    made: People, tmp_path: Path, seed: int
) -> None:
    random, state = Random(seed), tmp_path / "state"
    left, right = made.register, made.claims
    first = identity.link(left, right, "resident", state=state)
    for night in range(3):
        left, right = changed(left, random, night), changed(right, random, night)
        again = identity.link(left, right, "resident", state=state)
        whole = identity.link(left, right, "resident", epoch=first.epoch)
        assert link_table(again, every=True).equals(link_table(whole, every=True))


def test_changes_within_one_table(made: People, tmp_path: Path) -> None:
    random, state = Random(5), tmp_path / "state"
    rows = pl.concat([made.register.head(300), made.claims])
    first = identity.link(rows, None, "resident", state=state)
    rows = changed(rows, random, 0)
    again = identity.link(rows, None, "resident", state=state)
    whole = identity.link(rows, None, "resident", epoch=first.epoch)
    assert link_table(again, every=True).equals(link_table(whole, every=True))


def test_the_same_again_changes_nothing(made: People, tmp_path: Path) -> None:
    runs = [
        link_table(
            identity.link(made.register, made.claims, "resident", state=tmp_path / "s")
        )
        for _ in range(2)
    ]
    assert runs[0].equals(runs[1])


def test_only_new_pairs_are_compared(
    made: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    identity.link(made.register, made.claims, "resident", state=state)
    heights: list[int] = []

    def watched(sides: Sides, pairs: pl.DataFrame, model: Model) -> pl.DataFrame:
        heights.append(pairs.height)
        return compare(sides, pairs, model)

    monkeypatch.setattr(score_pairs, "compare", watched)
    few = made.claims.with_columns(
        pl.when(pl.int_range(pl.len()) < 6).then(None).otherwise("phone").alias("phone")
    )
    identity.link(made.register, few, "resident", state=state)
    assert 0 < sum(heights) < 200


@pytest.mark.parametrize("damage", ["state.json", "pairs-0000.arrow"])
def test_a_damaged_folder_is_not_used(
    made: People, tmp_path: Path, damage: str
) -> None:
    state = tmp_path / "state"
    first = identity.link(made.register, made.claims, "resident", state=state)
    (state / damage).write_bytes(b"{")
    again = identity.link(made.register, made.claims, "resident", state=state)
    assert link_table(again).equals(link_table(first))


def test_an_epoch_is_never_replaced_by_itself(made: People, tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = identity.link(made.register, made.claims, "resident", state=state)
    (state / "state.json").unlink()
    again = identity.link(made.register.head(700), made.claims, "resident", state=state)
    assert epoch_digest(again.epoch) == epoch_digest(first.epoch)
    (state / "epoch" / "epoch.json").write_text("{}", encoding="utf-8")
    with pytest.raises(MatchError, match="没有可用的训练结果"):
        identity.link(made.register, made.claims, "resident", state=state)
    with pytest.raises(MatchError, match="另一个匹配模型"):
        identity.link(made.register, made.claims, "western", epoch=first.epoch)
