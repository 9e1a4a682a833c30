"""What may stand in the repository, and what the runtime lock may hold."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.house.source import ROOT, tracked_files

HOSTS = ("py" + "pi.org", "python" + "hosted", "npm" + "js.org", "deb." + "debian")
MACHINE_PATH = re.compile(r"(^|[^A-Za-z0-9_.])/" + r"(work|root|farm|home)/")
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )\b(AGPL|GPL|GNU General Public)", re.I)
TEXT_SUFFIXES = (".py", ".sql", ".md", ".toml", ".yaml", ".txt", ".html", ".csv", "")


def pinned(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return re.findall(r"^([A-Za-z0-9_.-]+)==", text, flags=re.M)


@pytest.mark.parametrize("lock", ["lock.txt", "lock-dev.txt"])
def test_locks_pin_hashes_and_name_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pinned(lock)) > 0


def test_the_development_lock_holds_the_runtime_lock() -> None:
    assert set(pinned("lock.txt")) <= set(pinned("lock-dev.txt"))


def test_no_registry_host_and_no_path_of_one_machine_is_tracked() -> None:
    found: list[str] = []
    for file in tracked_files():
        if file.suffix in TEXT_SUFFIXES and file.name != "test_repository.py":
            text = file.read_text(encoding="utf-8", errors="replace")
            found += [f"{file.name}: {host}" for host in HOSTS if host in text]
            found += [f"{file.name}: path" for _ in MACHINE_PATH.finditer(text)]
    assert not found


def licence_of(package: str) -> str:
    """Return what a package says of its licence, all fields together."""
    papers = metadata(package)
    stated = papers.get_all("License-Expression") or []
    named = [text.split("\n")[0] for text in papers.get_all("License") or []]
    classed = [c for c in papers.get_all("Classifier") or [] if "License" in c]
    return " ".join([*stated, *named, *classed])


@pytest.mark.parametrize("package", pinned("lock.txt"))
def test_runtime_dependency_is_not_copyleft(package: str) -> None:
    try:
        licence = licence_of(package)
    except PackageNotFoundError:
        return  # pinned for another platform
    if "Artistic" in licence:  # offered under either licence
        return
    assert not COPYLEFT.search(licence), licence
