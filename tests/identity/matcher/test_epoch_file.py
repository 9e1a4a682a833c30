"""A kept epoch: whole or not used, and never for another model."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import identity
from identity.matcher.epoch import SETTLED, Epoch
from identity.matcher.epoch_file import epoch_digest, read_epoch, write_epoch
from identity.matcher.model_file import load_model
from identity.matcher.result import link_table
from store.errors import MatchError
from tests.identity.matcher.people import People, people

MODEL = load_model("resident")
Content = dict[str, Any]


@pytest.fixture(scope="module")
def made() -> People:
    return people(700, 300, seed=3)


@pytest.fixture(scope="module")
def epoch(made: People) -> Epoch:
    return identity.link(made.register, made.claims, MODEL).epoch


@pytest.fixture
def kept(epoch: Epoch, tmp_path: Path) -> Path:
    write_epoch(epoch, tmp_path / "epoch")
    return tmp_path / "epoch"


def test_what_is_read_is_what_was_written(
    made: People, epoch: Epoch, tmp_path: Path
) -> None:
    digest = write_epoch(epoch, tmp_path / "epoch")
    again = read_epoch(tmp_path / "epoch")
    assert digest == epoch_digest(epoch) == epoch_digest(again)
    assert again.comparisons == epoch.comparisons
    before, after = (
        identity.link(made.register, made.claims, MODEL, epoch=one)
        for one in (epoch, again)
    )
    assert link_table(before, every=True).equals(link_table(after, every=True))


def test_an_epoch_without_an_identifier_is_kept_too(
    made: People, tmp_path: Path
) -> None:
    plain = MODEL.model_copy(update={"identity": None})
    epoch = identity.link(made.register, made.claims, plain).epoch
    write_epoch(epoch, tmp_path / "epoch")
    again = read_epoch(tmp_path / "epoch")
    assert again.method == SETTLED
    assert epoch_digest(again) == epoch_digest(epoch)


def without_format(content: Content) -> object:
    del content["format"]
    return content


def other_format(content: Content) -> object:
    return content | {"format": 99}


def altered_share(content: Content) -> object:
    content["comparisons"]["name"]["m"][0] += 1
    return content


def shorter_shares(content: Content) -> object:
    content["comparisons"]["name"]["m"].pop()
    return content


def no_frequencies(content: Content) -> object:
    return content | {"frequencies": dict[str, str]()}


def words_for_numbers(content: Content) -> object:
    return content | {"prior_milli": "一"}


def listed_comparisons(content: Content) -> object:
    return content | {"comparisons": [1]}


def without_digest(content: Content) -> object:
    del content["digest"]
    return content


def nothing_but_a_list(content: Content) -> object:
    return [content]


@pytest.mark.parametrize(
    "alter",
    [
        without_format,
        other_format,
        altered_share,
        shorter_shares,
        no_frequencies,
        words_for_numbers,
        listed_comparisons,
        without_digest,
        nothing_but_a_list,
    ],
)
def test_an_altered_epoch_is_refused(
    kept: Path, alter: Callable[[Content], object]
) -> None:
    file = kept / "epoch.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(alter(content)), encoding="utf-8")
    with pytest.raises(MatchError, match="训练结果"):
        read_epoch(kept)


def test_an_altered_table_is_refused(epoch: Epoch, kept: Path) -> None:
    place = sorted(epoch.frequencies).index("name.sound")
    table = kept / f"frequencies-{place:02d}.parquet"
    rows = pl.read_parquet(table)
    rows.with_columns(pl.col("records") + 1).write_parquet(table)
    with pytest.raises(MatchError, match="被改动过"):
        read_epoch(kept)
    table.unlink()
    with pytest.raises(MatchError, match="没有可用的训练结果"):
        read_epoch(kept)


def test_another_model_is_refused(made: People, epoch: Epoch) -> None:
    stricter = MODEL.thresholds.model_copy(update={"accept_milli": 1})
    other = MODEL.model_copy(update={"thresholds": stricter})
    with pytest.raises(MatchError, match="另一个匹配模型"):
        identity.link(made.register, made.claims, other, epoch=epoch)


def test_weights_of_two_epochs_are_never_mixed(made: People, tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = identity.link(made.register, made.claims, MODEL, state=state)
    few = made.register.head(400)
    other = identity.link(few, made.claims, MODEL).epoch
    with pytest.raises(MatchError, match="“state”里的结果是用另一次训练"):
        identity.link(made.register, made.claims, MODEL, state=state, epoch=other)
    again = identity.link(
        made.register, made.claims, MODEL, state=state, epoch=first.epoch
    )
    assert link_table(again).equals(link_table(first))
    shutil.rmtree(state)
    fresh = identity.link(made.register, made.claims, MODEL, state=state, epoch=other)
    assert epoch_digest(fresh.epoch) == epoch_digest(other)
