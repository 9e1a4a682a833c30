"""Look one person up in a register that is held ready in memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from identity.matcher.block import PAIR
from identity.matcher.choose import certain_tier, chooser
from identity.matcher.compare import LEFT, RIGHT, Sides, comparer
from identity.matcher.epoch import LENGTHS, Epoch, Milli, frequency_of
from identity.matcher.epoch_file import check_fits
from identity.matcher.identifier import FEW_HOLDERS, IDENTIFIER
from identity.matcher.keys import KEY, holding, key_of, neighbouring
from identity.matcher.link import Linked, named
from identity.matcher.model import BlockSpec, Model
from identity.matcher.new_names import under_new_names
from identity.matcher.prepare import RECORD, Records, prepare
from identity.matcher.weigh import weigh

ASKED = "lookup"
Rows = npt.NDArray[np.uint32]


@dataclass(frozen=True, kw_only=True)
class _Index:
    """The left rows by one blocking key: keys sorted, and the rows beside them."""

    block: BlockSpec
    keys: npt.NDArray[np.uint64]
    rows: Rows

    def find(self, key: int, most: int) -> Rows:
        """Return the rows with a key, none where more than `most` share it."""
        first, last = np.searchsorted(self.keys, [np.uint64(key), np.uint64(key + 1)])
        return self.rows[first : last if last - first <= most else first]


@dataclass(frozen=True, kw_only=True)
class _ReadyEpoch(Epoch):
    """An epoch whose frequencies stand in dictionaries, for a few values at a time."""

    records: dict[str, dict[object, int]] = field(
        default_factory=dict[str, dict[object, int]]
    )

    def frequency_milli(self, column: str, values: pl.Series) -> Milli:
        """Return what `Epoch.frequency_milli` returns."""
        known = self.records[column]
        asked = values.to_list()
        counts = np.array([known.get(value, 1) for value in asked], np.int64)
        lengths = np.array([_length(value) for value in asked], np.int64)
        return frequency_of(counts, lengths, self.seldom[column], self.left_records)


def _length(value: object) -> int:
    """Return what `length_of` returns, for one value."""
    return min(len(value), LENGTHS) if isinstance(value, str) else 0


class Register:
    """A left table, prepared and indexed by every blocking key."""

    def __init__(self, left: pl.DataFrame, model: Model, epoch: Epoch) -> None:
        """Prepare the records and sort their keys; raises `MatchError`."""
        check_fits(epoch, model)
        self.model = model
        self.epoch = _ReadyEpoch(
            **vars(epoch),
            records={c: dict(t.iter_rows()) for c, t in epoch.frequencies.items()},
        )
        self.generic = set(epoch.capped[IDENTIFIER]["value"].to_list())
        self.left = prepare(left, model, "左表")
        self.compare = comparer(model)
        self.choose = chooser(model, epoch.method, many=False, single=True)
        self.indexes = [self._index(block) for block in model.blocks]
        schema = self.left.rows.schema
        self.keys = [
            key_of(schema, block.keys).alias(str(place))
            for place, block in enumerate(model.blocks)
        ]

    def find(self, record: Mapping[str, str | None]) -> Linked:
        """Return everybody who may be the person, as `link` returns pairs.

        `record` holds columns that the model names, as delivered. A key that more
        left records share than the model's cap proposes nobody.
        """
        texts = [
            pl.Series(name, [value], dtype=pl.String)
            for name, value in record.items()
            if name != RECORD
        ]
        asked = pl.DataFrame([pl.Series(RECORD, [ASKED]), *texts])
        right = prepare(asked, self.model, "右表")
        sides = under_new_names(
            Sides(left=self.left, right=right), self.epoch.new_names
        )
        rows = np.unique(np.concatenate([np.zeros(0, np.uint32), *self._rows(sides)]))
        few = Records(rows=self.left.rows[rows], absent=self.left.absent)
        near = replace(sides, left=few, is_aligned=True)
        places = np.arange(len(rows), dtype=np.uint32)
        pairs = pl.DataFrame({LEFT: places, RIGHT: np.zeros_like(rows)}, schema=PAIR)
        levels = self._certain(near, self.compare(near, pairs))
        weighed = weigh(near, levels, self.model, self.epoch)
        chosen = self.choose(named(near, weighed))
        there = pl.Series(LEFT, rows[chosen[LEFT].to_numpy()])
        return Linked(
            pairs=chosen.with_columns(there),
            sides=sides,
            model=self.model,
            epoch=self.epoch,
            blocks=(),
            notices=(),
            records=(self.left.height, 1),
        )

    def _certain(self, sides: Sides, levels: pl.DataFrame) -> pl.DataFrame:
        """Return the pairs with `certain`, null where the identifier names nobody."""
        tiered = certain_tier(sides, levels, self.model)
        key = None if self.model.identity is None else self.model.identity.key
        value = None if key is None else sides.right.rows[key][0]
        if key is None or value is None:
            return tiered
        held = int((sides.left.rows[key] == value).sum())
        if held <= FEW_HOLDERS and value not in self.generic:
            return tiered
        return tiered.with_columns(certain=pl.lit(None, pl.String))

    def _index(self, block: BlockSpec) -> _Index:
        keyed = holding(self.left.rows, block, None).sort(KEY)
        keys, rows = keyed[KEY].to_numpy(), keyed[LEFT].to_numpy()
        return _Index(block=block, keys=keys, rows=rows)

    def _rows(self, sides: Sides) -> Iterator[Rows]:
        """Yield the left rows that each key of the one right record proposes."""
        rows = sides.right.rows
        wanted = rows.select(self.keys).row(0)
        one = rows.row(0, named=True)
        for index, key in zip(self.indexes, wanted, strict=True):
            block = index.block
            if any(one[name] not in values for name, values in block.right.items()):
                continue
            keys = [key]
            if block.neighbours:
                keys = neighbouring(
                    pl.Series([0], dtype=pl.UInt32), rows[block.neighbours]
                )[KEY].to_list()
            most = block.left_records or self.model.caps.left_records
            yield from (index.find(each, most) for each in keys if each is not None)
