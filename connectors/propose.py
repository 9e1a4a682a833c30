"""A mapping made from what is seen in a sheet and from what somebody says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from connectors.mapping import SavedMapping, layout_of
from connectors.matching import Headings
from connectors.members import numbered
from connectors.recognise import MONEY_UNITS, hinted_dataset
from connectors.view import Fit, SheetView
from store.contract import Column, Contract
from store.errors import SettingsError
from store.heading import plain_heading


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What somebody decided about a sheet's headings."""

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    ignored: Sequence[str] = ()
    constants: Mapping[str, str] = field(default_factory=dict[str, str])
    unit: str = ""
    sheets_ignored: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was decided."""
        rest = self.constants or self.unit or self.sheets_ignored
        return not (self.columns or self.ignored or rest)


def suggested(fit: Fit) -> Decided:
    """Return what the sheet itself suggests: a column for a heading, else ignored."""
    columns = {s.heading: s.column.name for s in fit.suggestions if s.column}
    ignored = [s.heading for s in fit.suggestions if not s.column]
    return Decided(columns=columns, ignored=ignored)


def proposed(
    view: SheetView,
    fit: Fit,
    decided: Decided,
    *,
    supplier: str,
    known: Sequence[Headings],
) -> SavedMapping:
    """Return the mapping of a sheet, renewing the one that it had or drifted from.

    Raises `SettingsError` for a heading that the sheet does not have and for a
    column that the contract does not have.
    """
    base = fit.base or SavedMapping(dataset=fit.contract.path, headings=())
    columns = {
        h: column_named(fit.contract, c).name for h, c in decided.columns.items()
    }
    for heading in (*columns, *decided.ignored):
        _refuse_strange(heading, fit)
    constants = {
        column_named(fit.contract, c).name: text
        for c, text in decided.constants.items()
    }
    if decided.unit and decided.unit not in MONEY_UNITS:
        raise SettingsError(
            f"不认识的金额单位 {decided.unit}", remedy=f"可用：{'、'.join(MONEY_UNITS)}"
        )
    around = view.around
    words = "\n".join((around.stated, around.sheet, around.file))
    here = {plain_heading(cell) for cell in fit.headings}
    kept = {h: c for h, c in base.columns.items() if plain_heading(h) in here}
    told = {plain_heading(h) for h in (*columns, *decided.ignored)}
    ignored = [h for h in base.ignored if plain_heading(h) in here - told]
    return SavedMapping(
        supplier=supplier,
        dataset=fit.contract.path,
        version=base.version + 1 if fit.base else 1,
        headings=fit.headings,
        layout=layout_of(fit.headings),
        columns={h: c for h, c in kept.items() if plain_heading(h) not in told}
        | columns,
        ignored=tuple(dict.fromkeys((*ignored, *decided.ignored))),
        constants=base.constants | constants,
        unit=decided.unit or base.unit,
        header_row=fit.row or None,
        header_lines=fit.lines.lines,
        sheets_ignored=tuple(
            dict.fromkeys((*base.sheets_ignored, *decided.sheets_ignored))
        ),
        hinted=hinted_dataset(words, known),
    )


def column_named(contract: Contract, text: str) -> Column:
    """Return a column by its English name or one of its headings.

    Raises `SettingsError` for a name that the contract does not have.
    """
    plain = plain_heading(text)
    for column in contract.columns:
        if text == column.name or plain in map(plain_heading, column.headings):
            return column
    raise SettingsError(
        f"“{contract.title}”没有列 {text}",
        remedy="列名见 crosscheck contracts list --json",
    )


def _refuse_strange(heading: str, fit: Fit) -> None:
    """Raise where a heading stands in no cell, not even as the n-th of its kind."""
    plain = plain_heading(heading)
    for cell in map(plain_heading, fit.headings):
        if plain == cell or plain in {base for _, base in numbered(cell)}:
            return
    raise SettingsError(
        f"表头里没有“{heading}”", remedy=f"表头有：{'、'.join(fit.headings)}"
    )
