"""Packs at one office: applied and taken back while no night runs."""

from collections.abc import Mapping
from pathlib import Path

from clues.words import accusing_words
from flows.mappings import read_mappings
from rules.pack.contents import read_contents
from rules.pack.differences import Differences, differences
from rules.pack.ledger import Decision, Entry, apply_pack, roll_back
from rules.pack.read_pack import STATUS, Pack, read_pack
from rules.pack.seal_pack import Issue, seal_pack
from rules.pack.standing import read_standings
from rules.policy import frame_of
from rules.policy.in_force import rows_with
from store.errors import Place, RuleError
from store.home import Home
from store.lock import hold
from store.settings import load_settings
from store.signing import load_signing_key
from store.trusted import signers


def open_pack(home: Home, file: Path) -> Pack:
    """Return the pack in a file, its signature and all it says checked.

    Raises `RuleError` for anything that could not be applied here.
    """
    pack = read_pack(file, signers(home.keys))
    read_contents(pack.contents)
    for name, rows in rows_with(home.policy, pack.contents).items():
        frame_of(name, rows)  # over what ships and under what the office entered
    read_rest(pack.contents)
    return pack


def read_rest(contents: Mapping[str, bytes]) -> None:
    """Read what `rules` cannot: mappings, and the words of reasons shown on cards.

    Raises `RuleError` for a mapping that is none and a reason that accuses.
    """
    read_mappings(contents)
    for rule, standing in read_standings(contents.get(STATUS)).items():
        found = accusing_words(standing.reason)
        if found:
            raise RuleError(
                f"{rule} 的理由含有定性用语：{'、'.join(found)}",
                place=Place(file=STATUS),
                remedy="只写规则为何换状态，改为中性表述",
            )


def preview(home: Home, file: Path) -> tuple[Pack, Differences]:
    """Return a pack and what it would change for this office."""
    pack = open_pack(home, file)
    return pack, differences(home.policy, pack.contents)


def apply(home: Home, file: Path, decision: Decision) -> tuple[Pack, bool]:
    """Put a pack into force; return it and whether that changed anything.

    Raises `BusyError` while a night runs, `RuleError` and `SettingsError` as
    `preview` and `rules.pack.ledger.apply_pack`.
    """
    with hold(home.night_lock):
        pack, _ = preview(home, file)
        return pack, apply_pack(home.policy, pack, decision)


def take_back(home: Home, decision: Decision) -> Entry:
    """Take the pack in force back; raises as `rules.pack.ledger.roll_back`."""
    with hold(home.night_lock):
        return roll_back(home.policy, decision)


def export(home: Home, folder: Path, file: Path, decision: Decision) -> Pack:
    """Sign what lies in a folder as this office's next pack."""
    settings = load_settings(home)
    issue = Issue(
        issuer=settings.office.name,
        entered_by=decision.name.strip(),
        confirmed_by=decision.second.strip(),
        created_on=decision.on,
        note=decision.reason.strip(),
    )
    with hold(home.policy / "packs" / "issue.lock", busy="正在签发另一个规则包"):
        key = load_signing_key(home.keys)
        return seal_pack(folder, file, issue, key, home.policy, check=read_rest)
