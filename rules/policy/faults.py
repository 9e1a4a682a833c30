"""What is wrong with the policy tables of an office, table by table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.pack.ledger import contents_in_force
from rules.policy import frame_of
from rules.policy.in_force import OPENED, own_files, rows_with
from rules.policy.shape import all_shapes
from store.errors import Place, RuleError


@dataclass(frozen=True, kw_only=True)
class Faults:
    """The error of each table that cannot be used, and of files that nobody reads."""

    tables: Mapping[str, RuleError]
    strays: tuple[RuleError, ...]

    @property
    def errors(self) -> tuple[RuleError, ...]:
        """Return everything that is wrong, files that nobody reads last."""
        return (*self.tables.values(), *self.strays)

    def of(self, names: Collection[str]) -> str:
        """Say why the first of the tables cannot be used, nothing if all can."""
        found = (self.tables[name] for name in sorted(names) if name in self.tables)
        return "；".join(f"政策表不能用：{error}" for error in found)


def faults_in(policy_home: Path | None) -> Faults:
    """Return what is wrong with the policy in force for the office.

    Each table is read as the rules read it. Raises `RuleError` only for a pack whose
    record is damaged, `SettingsError` for settings that cannot be read.
    """
    pack = contents_in_force(policy_home)
    found: dict[str, RuleError] = {}
    for name in all_shapes():
        try:
            frame_of(name, rows_with(policy_home, pack, {name})[name])
        except RuleError as error:
            found[name] = error
    return Faults(tables=found, strays=strays_in(policy_home))


def strays_in(policy_home: Path | None) -> tuple[RuleError, ...]:
    """Return an error for each file of the policy folder that nothing is read from."""
    if policy_home is None or not policy_home.is_dir():
        return ()
    own = own_files(policy_home).items()
    known = {file.name for name, file in own if name in all_shapes()}
    files = (entry for entry in sorted(policy_home.iterdir()) if entry.is_file())
    return tuple(
        RuleError(
            "不是政策表，没有读取",
            place=Place(file=file.name),
            remedy="政策表存为 表名.csv（CSV UTF-8），表名见 crosscheck policy list；"
            "其他文件移出 policy/",
        )
        for file in files
        if file.name not in known and not file.name.startswith(OPENED)
    )
