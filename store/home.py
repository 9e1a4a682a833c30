"""The home directory: where everything of one office lies on disk."""

import os
from dataclasses import dataclass
from pathlib import Path

from store.errors import SettingsError

SETTINGS_FILE = "crosscheck.toml"
HOME_VARIABLE = "CROSSCHECK_HOME"
FOLDERS = (
    "inbox",
    "snapshots",
    "stages",
    "archive",
    "mappings",
    "policy",
    "models",
    "outbox",
    "intake",
    "judgements",
    "reports",
    "keys",
    "workbench",
    "prefect",
    "logs",
)


@dataclass(frozen=True)
class Home:
    """One office's home directory; attributes are the places within it."""

    root: Path

    @property
    def settings(self) -> Path:
        """Return the path of `crosscheck.toml`."""
        return self.root / SETTINGS_FILE

    @property
    def inbox(self) -> Path:
        """Return the folder that departments deliver to; never written by us."""
        return self.root / "inbox"

    @property
    def snapshots(self) -> Path:
        """Return the folder of content-addressed snapshots."""
        return self.root / "snapshots"

    @property
    def stages(self) -> Path:
        """Return the folder of computed stages, named by their keys."""
        return self.root / "stages"

    @property
    def warehouse(self) -> Path:
        """Return the published, read-only DuckDB file."""
        return self.root / "warehouse.duckdb"

    @property
    def night_lock(self) -> Path:
        """Return the file that a running night holds."""
        return self.root / "night.lock"

    @property
    def archive(self) -> Path:
        """Return the folder of what later nights compare themselves with."""
        return self.root / "archive"

    @property
    def mappings(self) -> Path:
        """Return the folder of saved mappings of an office's own headings."""
        return self.root / "mappings"

    @property
    def models(self) -> Path:
        """Return the folder of what was learnt from the office's own records."""
        return self.root / "models"

    @property
    def policy(self) -> Path:
        """Return the folder of the office's own policy tables."""
        return self.root / "policy"

    @property
    def intake(self) -> Path:
        """Return the folder of what was fetched, waived, withdrawn and received."""
        return self.root / "intake"

    @property
    def judgements(self) -> Path:
        """Return the folder of what analysts said of two records."""
        return self.root / "judgements"

    @property
    def reports(self) -> Path:
        """Return the folder of the pages people open."""
        return self.root / "reports"

    @property
    def outbox(self) -> Path:
        """Return the folder of what leaves the office, by kind."""
        return self.root / "outbox"

    @property
    def keys(self) -> Path:
        """Return the folder of secret keys, readable by the operator only."""
        return self.root / "keys"

    @property
    def logs(self) -> Path:
        """Return the folder of logs, which never hold a person's data."""
        return self.root / "logs"

    @property
    def prefect(self) -> Path:
        """Return the folder that Prefect keeps its own records in."""
        return self.root / "prefect"

    @property
    def truth(self) -> Path:
        """Return the folder of labels that only a synthetic home has."""
        return self.root / "truth"

    def create(self) -> None:
        """Make every folder of the layout; what is there stays as it is."""
        for name in FOLDERS:
            (self.root / name).mkdir(parents=True, exist_ok=True)
        self.keys.chmod(0o700)


def find_home(option: Path | None) -> Home:
    """Return the home named by `--home`, `CROSSCHECK_HOME` or the current folder.

    Raises `SettingsError` where no `crosscheck.toml` lies.
    """
    root = option or Path(os.environ.get(HOME_VARIABLE, "."))
    home = Home(root.resolve())
    if not home.settings.is_file():
        raise SettingsError(
            f"{root} 不是 crosscheck 工作目录（缺少 {SETTINGS_FILE}）",
            remedy="先运行 crosscheck init 目录，或用 --home 指明目录",
        )
    return home
