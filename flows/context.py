"""What every step of one night is given: the home, the day, the way to run a step."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from flows.ledger import Failure, Ledger, Timing
from flows.memory import peak_mb, reset_peak
from flows.translate_errors import errors_translated
from flows.watch import Watcher
from store.contract import Contract
from store.digest import Json, digest_file
from store.errors import CrosscheckError, DeliveryError, StorageError
from store.home import Home
from store.settings import Settings
from store.stage import Compute, Request, Stage, run_stage

FILES = "file_digests"
T = TypeVar("T")


class Runner(Protocol):
    """How a step is carried out: plainly, or as a Prefect task."""

    def __call__(self, name: str, call: Callable[[], T], *, retried: bool) -> T:
        """Carry out `call` under a name the operator reads."""
        ...


def run_plainly(name: str, call: Callable[[], T], *, retried: bool) -> T:
    """Carry out a step by calling it."""
    del name, retried
    return call()


@dataclass(frozen=True, kw_only=True)
class Night:
    """One night: what it works on and how its steps are run and noted."""

    home: Home
    settings: Settings
    as_of: date
    key: bytes
    contracts: tuple[Contract, ...]
    ledger: Ledger
    run: Runner
    watcher: Watcher

    def contract(self, path: str) -> Contract | None:
        """Return the contract of a dataset, or nothing."""
        return next((c for c in self.contracts if c.path == path), None)

    def timed(self, label: str, call: Callable[[], T], *, retried: bool = False) -> T:
        """Carry out one step, timed and noted; `label` is `<phase>：<step>`."""

        def guarded() -> T:
            with errors_translated():
                return call()

        self.watcher.advance(label)
        started = time.perf_counter()
        reset_peak()
        result = self.run(label, guarded, retried=retried)
        self._note(label, result, time.perf_counter() - started)
        return result

    def stage(self, label: str, request: Request, compute: Compute) -> Stage:
        """Return a stage, computed or reused, timed and noted."""
        return self.timed(label, lambda: self.build(request, compute))

    def build(self, request: Request, compute: Compute) -> Stage:
        """Return a stage, computed or reused."""
        return run_stage(self.home.stages, request, with_digests(compute))

    def attempt(self, phase: str, subject: str, step: Callable[[], T]) -> T | None:
        """Return what a step gives, or note its failure so that the rest goes on.

        A full disk is nobody's own failure: it ends the night.
        """
        try:
            return step()
        except StorageError:
            raise
        except CrosscheckError as error:
            self.ledger.failures.append(Failure.of(phase, subject, error))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            unread = DeliveryError(f"读不到文件：{reason}", remedy="核对后重新报送")
            self.ledger.failures.append(Failure.of(phase, subject, unread))
        return None

    def _note(self, label: str, result: object, seconds: float) -> None:
        phase, _, step = label.partition("：")
        stage = result if isinstance(result, Stage) else None
        if stage is not None:
            self.ledger.note_stage(stage)
        self.ledger.timings.append(
            Timing(
                phase=phase,
                step=step,
                seconds=seconds,
                peak_mb=peak_mb(),
                reused=stage is not None and stage.reused,
            )
        )


def with_digests(compute: Compute) -> Compute:
    """Return a computation whose summary also names the digest of each file.

    Later stages rest on these digests, so that a step which was computed anew
    and came out the same costs nothing downstream.
    """

    def digested(folder: Path) -> Mapping[str, Json]:
        summary = compute(folder)
        files = sorted(path for path in folder.iterdir() if path.suffix == ".parquet")
        return {**summary, FILES: {path.name: digest_file(path) for path in files}}

    return digested


def content(stage: Stage, file: str) -> str:
    """Return the digest of one file of a stage, as its summary has it."""
    files = stage.summary.get(FILES)
    found = files.get(file) if isinstance(files, Mapping) else None
    return str(found)
