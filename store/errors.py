"""Every error this system raises on purpose, with its exit code.

CrosscheckError (1)
├── SettingsError (2)       the settings or the command line contradict themselves
├── DeliveryError (10)      a delivery did not arrive, or cannot be read
│   ├── EncodingError (10)  bytes that are not the encoding they claim to be
│   ├── HeaderError (10)    no header row, drifted, or two headings for one column
│   ├── TruncatedError (10) a file shorter or longer than its own header says
│   ├── GrowingError (10)   a file that is still being written
│   ├── SourceError (10)    a server or share that may well answer when asked again
│   └── PasswordError (10)  a file whose password is not known here
├── ContractError (11)      a data contract is malformed or contradicts itself
├── QualityError (12)       a delivery broke a blocking check
├── RuleError (13)          a rule or policy table is malformed
├── ClueError (14)          a clue cannot be shown or exported as asked
├── PermissionDenied (15)   the operator's role does not allow this
├── EngineError (16)        a tool failed; never to be read as bad data
├── BusyError (17)          another night holds this home
├── StorageError (18)       the disk is full or refuses to write
├── ScoreError (19)         there is no truth, or no night, to score against
└── MatchError (20)         a matching model, or the tables to match, cannot be used

A message names the thing, the place and the remedy; never a person's data.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in a delivery something is wrong; empty parts are left out."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """Return e.g. `发放.xlsx › 表“1月” › 第 7 行 › 列“金额”`."""
        parts = (
            self.file,
            f"表“{self.sheet}”" if self.sheet else "",
            f"第 {self.row} 行" if self.row is not None else "",
            f"列“{self.column}”" if self.column else "",
        )
        return " › ".join(part for part in parts if part)


class CrosscheckError(Exception):
    """Base class: shown to the operator in one message, without a traceback."""

    exit_code = 1

    def __init__(
        self, message: str, *, place: Place | None = None, remedy: str = ""
    ) -> None:
        """Say what is wrong, where, and what to do about it."""
        self.message, self.place, self.remedy = message, place, remedy
        super().__init__(message)

    def __str__(self) -> str:
        """Return place, message and remedy in one line."""
        where = f"{self.place}：" if self.place and str(self.place) else ""
        return f"{where}{self.message}" + (f"。{self.remedy}" if self.remedy else "")


class SettingsError(CrosscheckError):
    """The settings or the command line contradict themselves."""

    exit_code = 2


class DeliveryError(CrosscheckError):
    """A delivery did not arrive, or cannot be read."""

    exit_code = 10


class EncodingError(DeliveryError):
    """Bytes that are not the encoding they claim to be."""


class HeaderError(DeliveryError):
    """No header row, a drifted one, or two headings for one column."""


class TruncatedError(DeliveryError):
    """A file shorter or longer than its own header says."""


class GrowingError(DeliveryError):
    """A file that is still being written."""


class PasswordError(DeliveryError):
    """A file whose password is not known here."""


class SourceError(DeliveryError):
    """A server or share did not answer, broke off or changed: may pass by itself."""


class ContractError(CrosscheckError):
    """A data contract is malformed or contradicts itself."""

    exit_code = 11


class QualityError(CrosscheckError):
    """A delivery broke a blocking check."""

    exit_code = 12


class RuleError(CrosscheckError):
    """A rule or a policy table is malformed."""

    exit_code = 13


class ClueError(CrosscheckError):
    """A clue cannot be shown or exported as asked."""

    exit_code = 14


class PermissionDenied(CrosscheckError):  # noqa: N818 - the word a reader expects
    """The operator's role does not allow this."""

    exit_code = 15


class EngineError(CrosscheckError):
    """A tool failed; never to be read as bad data."""

    exit_code = 16


class BusyError(CrosscheckError):
    """Another night holds this home."""

    exit_code = 17


class StorageError(CrosscheckError):
    """The disk is full or refuses to write."""

    exit_code = 18


class ScoreError(CrosscheckError):
    """There is no truth, or no night, to score against."""

    exit_code = 19


class MatchError(CrosscheckError):
    """A matching model, or the tables to match, cannot be used."""

    exit_code = 20
