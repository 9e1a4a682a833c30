"""Write rows of text to a Parquet file batch by batch, in flat memory."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from connectors.sources.cells import as_text

# Written in Cython: no checker can see its types.
ARROW: Any = import_module("pyarrow")
PARQUET: Any = import_module("pyarrow.parquet")


class TextParquet:
    """A Parquet file of text columns; each batch becomes one row group."""

    def __init__(self, file: Path, names: Sequence[str]) -> None:
        """Open the file; `names` are its columns."""
        self.schema = ARROW.schema([(name, ARROW.string()) for name in names])
        self.writer = PARQUET.ParquetWriter(file, self.schema, compression="zstd")

    def __enter__(self) -> Self:
        """Return the open file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file, whole or not."""
        self.writer.close()

    def add(self, rows: Sequence[Sequence[object]]) -> None:
        """Write a batch; one without rows still makes the file valid."""
        columns = zip(*rows, strict=True) if rows else [()] * len(self.schema)
        arrays = [
            ARROW.array([as_text(value) for value in column], ARROW.string())
            for column in columns
        ]
        self.writer.write_table(ARROW.Table.from_arrays(arrays, schema=self.schema))
