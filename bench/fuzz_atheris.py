"""One reader under atheris: `python -m bench.fuzz_atheris .csv [libFuzzer flags]`."""

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

import atheris  # type: ignore[import-untyped]  # the package has no types

INSTRUMENTED = cast("Any", atheris)

with INSTRUMENTED.instrument_imports(include=["connectors", "dbfread"]):
    from bench.fuzz import read_all


def main() -> None:
    """Feed files with the suffix given first to `read_all`, for ever or to a limit."""
    suffix = sys.argv.pop(1)
    file = Path(mkdtemp(), f"fuzzed{suffix}")

    def try_one(content: bytes) -> None:
        file.write_bytes(content)
        read_all(file)

    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
