"""Programs that a test wants and a machine may lack."""

import os
import shutil

import pytest

VARIABLE, ALL = "CROSSCHECK_REQUIRE", "all"


def require(program: str) -> str:
    """Return the program's path; without it skip, or fail where nothing may skip."""
    path = shutil.which(program)
    if path is not None:
        return path
    if os.environ.get(VARIABLE) == ALL:
        pytest.fail(f"{program} is not installed, and {VARIABLE}={ALL} forbids skips")
    pytest.skip(f"{program} is not installed; ./.ci/run installs it")
