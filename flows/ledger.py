"""What happened in one night: which steps ran, how long, and what failed.

Times and memory stand here, apart from everything that is keyed or compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from store.digest import Json
from store.errors import CrosscheckError
from store.stage import Stage


@dataclass(frozen=True, kw_only=True)
class Timing:
    """One step of one night: wall seconds and the process's peak memory in MiB."""

    phase: str
    step: str
    seconds: float
    peak_mb: int
    reused: bool


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One source or rule that failed while the rest of the night went on."""

    phase: str
    subject: str
    error: str
    place: str
    message: str
    remedy: str

    @classmethod
    def of(cls, phase: str, subject: str, error: CrosscheckError) -> "Failure":
        """Return the record of an error, in the words the operator reads."""
        return cls(
            phase=phase,
            subject=subject,
            error=type(error).__name__,
            place=str(error.place or ""),
            message=error.message,
            remedy=error.remedy,
        )

    @property
    def as_refusal(self) -> Mapping[str, str]:
        """Return the failure as the quality report and the warehouse show it."""
        return {
            "delivery": "" if "/" not in self.subject else self.subject,
            "dataset": self.subject,
            "error": self.error,
            "place": self.place,
            "message": self.message,
            "remedy": self.remedy,
        }


@dataclass(kw_only=True)
class Ledger:
    """The notes of one night, filled as it goes."""

    timings: list[Timing] = field(default_factory=list[Timing])
    failures: list[Failure] = field(default_factory=list[Failure])
    stages: list[Stage] = field(default_factory=list[Stage])

    def note_stage(self, stage: Stage) -> None:
        """Remember that tonight rests on a stage."""
        self.stages.append(stage)

    @property
    def stage_names(self) -> list[str]:
        """Return `<name>/<key>` of every stage tonight rests on, sorted."""
        return sorted({f"{stage.name}/{stage.key}" for stage in self.stages})

    @property
    def computed(self) -> int:
        """Return how many stages were computed rather than reused."""
        return sum(not stage.reused for stage in self.stages)

    @property
    def timings_json(self) -> list[dict[str, Json]]:
        """Return the timings as JSON, seconds with three decimals."""
        return [
            {
                "phase": timing.phase,
                "step": timing.step,
                "seconds": round(timing.seconds, 3),
                "peak_mb": timing.peak_mb,
                "reused": timing.reused,
            }
            for timing in self.timings
        ]
