"""`calendar` and `calendar remind` after a real night."""

import json
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from flows.cli.main import app
from flows.night import run_night
from store.home import Home
from tests.flows.deliveries import deliver_deaths, deliver_pension, make_home

RUNNER = CliRunner()
AS_OF = "2026-11-20"
PENSION, DEATH = "social_security/pension_payment", "registry/death"
OFFICE = """
[office]
name = "云溪县巡察办"
contact = "小周 0000-0000000"
[programme]
legal_basis = "示例发〔2026〕1号"
[calendar.payment_day]
"social_security/pension_payment" = 20
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = make_home(tmp_path_factory.mktemp("calendar") / "home")
    text = made.settings.read_text(encoding="utf-8")
    made.settings.write_text(text + OFFICE, encoding="utf-8")
    deliver_pension(made)
    deliver_deaths(made)
    result = run_night(made, date.fromisoformat(AS_OF))
    page = result.morning_page.read_text(encoding="utf-8")
    assert "逾期未报" in page
    assert "县民政局" in page
    return made


def told(home: Home, *arguments: str) -> str:
    done = RUNNER.invoke(app, ["calendar", *arguments, "--home", str(home.root)])
    if done.exception is not None:
        raise done.exception
    return done.stdout


def letter_text(file: Path) -> str:
    document = Document(str(file))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_what_came_is_not_overdue_and_the_rest_is(home: Home) -> None:
    shown = json.loads(told(home, "--as-of", AS_OF, "--json"))
    owed = {one["dataset"]: one for one in shown["owed"]}
    assert owed[PENSION]["status"] == owed[DEATH]["status"] == "received"
    assert owed[PENSION]["payment_day"] == 20
    assert owed["relief/dibao_payment"]["status"] == "overdue"
    assert PENSION not in {one["dataset"] for one in shown["overdue"]}


def test_another_month_can_be_asked_for(home: Home) -> None:
    shown = json.loads(told(home, "--as-of", AS_OF, "--month", "2026-12", "--json"))
    owed = {one["dataset"]: one for one in shown["owed"]}
    assert shown["month"] == "2026-12"
    assert owed[PENSION]["period"] == "2026年11月"
    assert (owed[PENSION]["status"], owed[PENSION]["days_left"]) == ("due", 20)


def test_the_table_names_departments_and_days(home: Home) -> None:
    shown = told(home, "--as-of", AS_OF)
    assert "县社会保险中心" in shown
    assert "2026-11-10" in shown


def test_a_letter_states_what_is_overdue_and_threatens_nobody(
    home: Home, tmp_path: Path
) -> None:
    told(home, "remind", "--as-of", "2026-12-20", "--out", str(tmp_path))
    text = letter_text(tmp_path / "催报函_县社会保险中心.docx")
    wanted = ("云溪县巡察办催〔2026〕", "社保—养老待遇发放明细", "2026年11月")
    for part in (*wanted, "2026-11-05", "小周 0000-0000000", "示例发〔2026〕1号"):
        assert part in text
    assert not [word for word in ("追责", "问责", "通报", "处分") if word in text]


def test_letters_keep_their_numbers_and_new_ones_count_on(
    home: Home, tmp_path: Path
) -> None:
    def numbers(day: str, folder: str) -> dict[str, str]:
        told(home, "remind", "--as-of", day, "--out", str(tmp_path / folder))
        letters = sorted((tmp_path / folder).iterdir())
        return {file.name: letter_text(file).splitlines()[1] for file in letters}

    first = numbers("2026-12-21", "一")
    assert len(first) > 1
    assert len(set(first.values())) == len(first)
    assert numbers("2026-12-21", "二") == first
    assert not set(numbers("2026-12-22", "三").values()) & set(first.values())


def test_before_the_first_night_everything_due_is_overdue(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    shown = json.loads(told(home, "--as-of", AS_OF, "--json"))
    assert {one["dataset"] for one in shown["overdue"]} >= {PENSION, DEATH}
    assert all(one["last_on"] is None for one in shown["overdue"])
