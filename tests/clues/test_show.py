"""What people and machines get to see of a clue: masked, ranked, exported."""

import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest

from clues.clue import Clue, load_clues
from clues.export import export_clues
from clues.hide import hidden_text
from clues.labels import BANNER, ENTITLEMENT
from clues.listing import HEADINGS, listing_rows, published_clues, ranked
from clues.raise_clues import raise_clues
from clues.render import clue_json, period_text
from clues.wording import yuan
from store.errors import ClueError, StorageError
from store.tables import HIT
from store.warehouse import Warehouse
from tests.clues.findings import (
    AS_OF,
    HANDLER,
    KEY,
    NAME,
    NUMBER,
    chain,
    hit_row,
    item_row,
    pointer,
    write_finding,
    write_person,
)

OTHER = "样例丙"
NOTE = "登记信息传递期（死亡登记）60 日：办案经验，未经核实"
FULL = (NAME, NUMBER, HANDLER, OTHER)


@pytest.fixture(name="clues")
def three_clues(tmp_path: Path) -> tuple[Clue, ...]:
    """Return three clues, the first of which speaks of its people by name."""
    hits = [
        hit_row(
            sentence=f"{NAME}（{NUMBER}）由{HANDLER}受理、{OTHER}审批",
            reason=f"{NUMBER}",
            chain=chain(受理=f"{HANDLER}、{OTHER}", 审批=OTHER),
            evidence_against=[pointer(4, "registry/resident")],
            evidence_missing=[f"{NAME}的退款记录"],
            policy_notes=[NOTE],
        ),
        hit_row(hit_id="h2", rule="PR-02", matter="relief/最低生活保障", severity="S1"),
        hit_row(hit_id="h3", subject_id="Ptwo", amount_fen=5, severity="S4"),
    ]
    items = [
        item_row(hit_id=hit["hit_id"], rule=hit["rule"], amount_fen=hit["amount_fen"])
        for hit in hits
    ]
    stage = write_finding(tmp_path / "finding", hits, items)
    person = write_person(tmp_path / "identity")
    raise_clues([stage], person, tmp_path, key=KEY, as_of=AS_OF, previous=None)
    return load_clues(tmp_path / "clues.parquet")


def test_a_masked_clue_holds_no_name_and_no_number(clues: tuple[Clue, ...]) -> None:
    for clue in clues:
        text = json.dumps(clue_json(clue), ensure_ascii=False)
        assert not [secret for secret in FULL if secret in text]
        assert not re.search(r"\d{17}[\dX]", text)


def test_an_unmasked_clue_holds_them(clues: tuple[Clue, ...]) -> None:
    text = json.dumps(
        [clue_json(clue, unmasked=True) for clue in clues], ensure_ascii=False
    )

    assert [secret for secret in FULL if secret in text] == list(FULL)


def test_a_clue_has_the_fields_of_the_interface(clues: tuple[Clue, ...]) -> None:
    [clue] = [clue for clue in clues if clue.rules == ("PR-02",)]

    shown: dict[str, Any] = clue_json(clue)

    assert shown["schema_version"] == "1.4.0"
    assert shown["subject"] == {
        "kind": "person",
        "name": "测*甲",
        "id_number": "420281********1234",
    }
    assert (shown["amount"], shown["period"]) == ("123.45", "2026-03/2026-03")
    assert shown["priority"]["score"] == sum(shown["priority"]["parts"].values())
    [hit] = shown["hits"]
    assert set(hit) == set(HIT)
    assert [slot["step"] for slot in hit["chain"]] == [
        "受理",
        "审核",
        "审批",
        "拨付",
        "监管",
    ]
    assert hit["chain"][0]["person"] == "演*乙"
    assert hit["evidence_for"][0]["file"] == "发放.xlsx"
    assert hit["policy_notes"] == []


def test_an_unverified_figure_is_told_even_where_names_are_hidden(
    clues: tuple[Clue, ...],
) -> None:
    hits: list[Any] = [hit for clue in clues for hit in clue.hits]
    assert [h["policy_notes"] for h in hits if h["policy_notes"]] == [[NOTE]]
    texts = [json.dumps(clue_json(clue), ensure_ascii=False) for clue in clues]
    assert any(NOTE in text for text in texts)


@pytest.mark.parametrize(
    ("fen", "expected"),
    [(0, "0.00"), (5, "0.05"), (123450, "1234.50"), (-5, "-0.05"), (100, "1.00")],
)
def test_money_is_shown_in_yuan(fen: int, expected: str) -> None:
    assert yuan(fen) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 3, 1), date(2024, 9, 30), "2024-03/2024-09"),
        (date(2024, 3, 1), None, "2024-03/2024-03"),
        (None, None, ""),
    ],
)
def test_a_period_is_shown_in_months(
    first: date | None, last: date | None, expected: str
) -> None:
    assert period_text(first, last) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("证件420281199001011234。", "证件420281********1234。"),
        ("420281900101123", "420281*****1123"),
        ("卡号6222020200012345678", "卡号622202*********5678"),
        ("2026-11-05 发放 1234.50 元", "2026-11-05 发放 1234.50 元"),
        ("测试甲与测试甲子", "测*甲与测**子"),
    ],
)
def test_hides_people_in_free_text(text: str, expected: str) -> None:
    assert hidden_text(text, ["测试甲", "测试甲子", "测"]) == expected


def test_lists_by_rank_rule_and_matter(clues: tuple[Clue, ...]) -> None:
    assert [clue.score for clue in ranked(clues)] == sorted(
        (clue.score for clue in clues), reverse=True
    )
    assert [c.rules for c in ranked(clues, rule="PR-02")] == [("PR-02",)]
    assert len(ranked(clues, matter="relief")) == 1
    assert len(ranked(clues, matter="social_security/居民养老")) == 2
    assert len(ranked(clues, top=1)) == 1
    with pytest.raises(ClueError, match="大于 0"):
        ranked(clues, top=0)


def test_lists_no_clue_that_is_gone_unless_asked(clues: tuple[Clue, ...]) -> None:
    gone = [replace(clue, since_last="gone") for clue in clues]

    assert ranked(gone) == ()
    assert len(ranked(gone, with_gone=True)) == 3


def test_lists_masked_rows_under_their_headings(clues: tuple[Clue, ...]) -> None:
    rows = listing_rows(clues)

    first = dict(zip(HEADINGS, rows[0], strict=True))
    assert first["序号"] == "1"
    assert first["对象"] == "测*甲"
    assert first["待核实金额（元）"] == "123.45"
    assert not [secret for secret in FULL for row in rows if secret in "".join(row)]


def test_reads_the_published_warehouse(clues: tuple[Clue, ...], tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    with pytest.raises(ClueError, match="crosscheck night"):
        published_clues(file)

    with Warehouse.create(file) as warehouse:
        warehouse.load("clue.clue", [tmp_path / "clues.parquet"])

    assert published_clues(file) == clues


def test_jsonl_is_byte_identical(clues: tuple[Clue, ...], tmp_path: Path) -> None:
    for name in ("one.jsonl", "two.jsonl"):
        export_clues(clues, tmp_path / name, "jsonl")

    text = (tmp_path / "one.jsonl").read_bytes()
    assert text == (tmp_path / "two.jsonl").read_bytes()
    lines = text.decode().splitlines()
    assert [json.loads(line)["clue_id"] for line in lines] == [
        clue.clue_id for clue in clues
    ]


def test_the_workbook_is_byte_identical_and_sums(
    clues: tuple[Clue, ...], tmp_path: Path
) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        export_clues(clues, tmp_path / name, "xlsx")

    file = tmp_path / "one.xlsx"
    assert file.read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    book = fastexcel.read_excel(file)
    assert book.sheet_names == ["疑点清单", "核实要点", "证据", "经办环节", "说明"]
    listed = book.load_sheet("疑点清单").to_polars()
    assert listed["待核实金额（元）"].dtype == pl.Float64
    assert listed["待核实金额（元）"].sum() == pytest.approx(246.95)
    evidence = book.load_sheet("证据").to_polars()
    assert sorted(evidence["方向"].unique()) == ["支持", "相反", "缺少"]
    assert any("养老" in title for title in evidence["数据"])
    assert 7 in evidence["行"].cast(pl.Int64).to_list()
    points = book.load_sheet("核实要点").to_polars()
    assert NOTE in points["政策依据待核实"].to_list()
    assert points["疑点编号"].to_list() == listed["疑点编号"].to_list()
    notes = book.load_sheet("说明").to_polars()
    assert BANNER in notes["说明"].to_list()


CELL_POINTS, LEAST_POINTS = 11, 8
PRINTED = 11.69 - 2 * 0.3  # inches across A4 laid lengthwise, between the margins
PIXELS = 96  # in an inch; a column has seven for each letter, and five more


def test_every_sheet_prints_across_a4_in_letters_of_eight_points(
    clues: tuple[Clue, ...], tmp_path: Path
) -> None:
    due = replace(clues[0], queue=ENTITLEMENT)
    open_one = replace(clues[0], hits=({**clues[0].hits[0], "tier": "T5"},))
    export_clues([*clues, due, open_one], tmp_path / "one.xlsx", "xlsx")

    sheets = _sheets(tmp_path / "one.xlsx")
    assert len(sheets) == 7
    for sheet in sheets:
        letters = [float(width) for width in re.findall(r'width="([\d.]+)"', sheet)]
        inches = sum(letters) * 7 / PIXELS
        assert CELL_POINTS * min(1, PRINTED / inches) >= LEAST_POINTS
        assert 'orientation="landscape"' in sheet
        assert 'fitToHeight="0"' in sheet
        assert 'state="frozen"' in sheet
        assert 'left="0.3" right="0.3"' in sheet


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_the_workbook_holds_no_formula(
    start: str, clues: tuple[Clue, ...], tmp_path: Path
) -> None:
    sentence = f"{start}HYPERLINK(1)"
    file = tmp_path / "one.xlsx"

    export_clues([replace(clues[0], sentence=sentence)], file, "xlsx")

    book = fastexcel.read_excel(file)
    assert book.load_sheet("疑点清单").to_polars()["说明"].to_list() == [sentence]
    assert _formulas(file) == 0


def test_an_empty_list_makes_a_workbook(tmp_path: Path) -> None:
    export_clues((), tmp_path / "none.xlsx", "xlsx")

    book = fastexcel.read_excel(tmp_path / "none.xlsx")
    assert book.load_sheet("疑点清单").to_polars().height == 0


def test_says_when_a_file_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"clues\.jsonl"):
        export_clues((), tmp_path / "missing" / "clues.jsonl", "jsonl")


def _formulas(file: Path) -> int:
    return sum(sheet.count("<f>") for sheet in _sheets(file))


def _sheets(file: Path) -> list[str]:
    """Return the text of each sheet of a workbook."""
    with zipfile.ZipFile(file) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        return [archive.read(name).decode() for name in names]
