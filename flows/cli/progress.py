"""A night's progress on the terminal: the phase, how far, how long."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from flows.watch import WATCHER

STEP_CHARACTERS = 40


class Bar:
    """A watcher that draws one bar a phase."""

    def __init__(self, progress: Progress) -> None:
        """Draw on a progress display."""
        self.progress = progress
        self.phase: TaskID | None = None

    def begin(self, phase: str, steps: int) -> None:
        """Finish the phase before and draw the next."""
        self.finish()
        self.phase = self.progress.add_task(phase, total=max(steps, 1), step="")

    def advance(self, step: str) -> None:
        """Show the step that begins, and count the one before it."""
        if self.phase is None:
            return
        if self.progress.tasks[-1].fields["step"]:
            self.progress.advance(self.phase)
        name = step.partition("：")[2] or step
        self.progress.update(self.phase, step=name[:STEP_CHARACTERS])

    def finish(self) -> None:
        """Show the phase as done."""
        if self.phase is not None:
            total = self.progress.tasks[-1].total
            self.progress.update(self.phase, completed=total, step="")


@contextmanager
def watched(*, quiet: bool) -> Generator[None]:
    """Show the progress of whatever night runs inside, unless it is to be quiet."""
    if quiet:
        yield
        return
    with _progress() as progress:
        bar = Bar(progress)
        token = WATCHER.set(bar)
        try:
            yield
            bar.finish()
        finally:
            WATCHER.reset(token)


@contextmanager
def waiting(text: str, *, quiet: bool) -> Generator[None]:
    """Show that something of unknown length is going on."""
    if quiet:
        yield
        return
    with _progress() as progress:
        task = progress.add_task(text, total=None, step="")
        yield
        progress.update(task, total=1, completed=1)


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[step]}", markup=False),
        console=Console(stderr=True),
    )
