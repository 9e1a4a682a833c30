"""The mappings of headings in force: the office's own, and beneath them a pack's."""

from collections.abc import Mapping

from connectors.mapping import SavedMapping, load_mappings
from connectors.matching import Headings
from rules.pack.ledger import contents_in_force
from rules.pack.read_pack import MAPPINGS
from store.errors import ContractError, RuleError
from store.home import Home
from store.odcs import contract_for


def mappings_of(home: Home) -> tuple[SavedMapping, ...]:
    """Return the mappings that files are read by, sorted by name.

    Where the office mapped a layout of a supplier itself, the pack's mapping of it
    does not count. Raises `SettingsError` for a damaged one.
    """
    own = load_mappings(home.mappings)
    taken = {(one.supplier, one.layout) for one in own}
    given = read_mappings(contents_in_force(home.policy))
    kept = [one for one in given if (one.supplier, one.layout) not in taken]
    return tuple(sorted((*own, *kept), key=lambda one: one.name))


def read_mappings(files: Mapping[str, bytes]) -> tuple[SavedMapping, ...]:
    """Return the mappings among a pack's files.

    Raises `SettingsError` for what is no mapping, `RuleError` for one of a dataset or
    column that this program does not have.
    """
    names = sorted(name for name in files if name.startswith(MAPPINGS))
    return tuple(_read(name, files[name]) for name in names)


def _read(name: str, content: bytes) -> SavedMapping:
    mapping = SavedMapping.read(name, content)
    try:
        mapping.overlaid(Headings.of(contract_for(mapping.dataset)))
    except (KeyError, ContractError) as error:
        raise RuleError(
            f"映射 {name} 指向本程序没有的数据或列",
            remedy="请先升级，或请签发单位更正",
        ) from error
    return mapping
