"""The columns of each policy table: what it is looked up by, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The columns between `region` and the dates; figures are whole numbers.

    `keys` are texts that a row is looked up by, `texts` what it says in words,
    `figures` in numbers. A figure named in `unknown` may be empty; what rests on
    an empty figure cannot be decided.
    """

    keys: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the header of the table's CSV file."""
        middle = (*self.keys, *self.texts, *self.figures)
        return ("region", *middle, "valid_from", "valid_to", "source", "verified")


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "fading_period": Shape(keys=("benefit",), figures=("months",)),
        "loan_interest_subsidy": Shape(
            keys=("loan_kind",),
            texts=("formula",),
            figures=("share_ppm", "spread_ppm", "limit_fen", "term_months"),
            unknown=("spread_ppm", "limit_fen", "term_months"),
        ),
        "lpr_1y": Shape(figures=("rate_ppm",)),
        "registry_lag": Shape(keys=("registry",), figures=("days",)),
        "staff_type": Shape(keys=("staff_type",), texts=("category",)),
        "tolerance": Shape(keys=("name",), figures=("share_ppm", "amount_fen", "days")),
    }
)
