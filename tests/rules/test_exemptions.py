"""What a document exempts is suppressed, and stays with the reason."""

import pytest

from rules.social_security.pension_after_death import RULE
from tests.rules.social_security.pension_rows import TWO_DEATHS, paid
from tests.support.tables import hits_of, run_on

REGISTER, PAYMENT, DEATH = (
    "registry/exemption_register",
    "social_security/pension_payment",
    "registry/death",
)
HEAD = (
    "record_id | subject_kind | person_id | link_tier | project_name | rule_code | "
    "document_number | document_title | valid_from | valid_to | approved_by"
)
ENTRY = (
    "E1 | 人员 | P1 | T1 | | SS-01 | 云人社发〔2026〕3号 | 关于补发的批复 | "
    "2026-01-01 | | 王某"
)
DATA = {PAYMENT: paid("企业养老", "2026-05-01"), DEATH: TWO_DEATHS}


def outcomes(entry: str) -> list[str]:
    """Return what becomes of one payment beside an entry of the register."""
    given = DATA | {REGISTER: f"{HEAD}\n{entry}"}
    return [str(hit["outcome"]) for hit in hits_of(RULE, given)]


def test_an_exempt_act_is_suppressed_with_its_document() -> None:
    given = DATA | {REGISTER: f"{HEAD}\n{ENTRY}"}
    hits, _, counters = run_on(RULE, given)
    (hit,) = hits.to_dicts()
    words = "依据云人社发〔2026〕3号《关于补发的批复》登记为不适用本规则"
    assert (hit["outcome"], hit["reason"]) == ("suppressed", words)
    assert hit["sentence"].endswith(f"{words}，不再提示。")
    assert "E1" in {pointer["record_id"] for pointer in hit["evidence_against"]}
    assert (counters["hit"], counters["suppressed"]) == (0, 1)


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ("SS-01", "ss-01", "suppressed"),
        ("P1 | T1 |", "P1 | T1 | 企业养老", "suppressed"),
        ("人员 | P1 | T1 |", "项目 |  |  | 企业养老", "suppressed"),
        ("P1 | T1 |", "P1 | T1 | 机关养老", "hit"),
        ("人员 | P1 | T1 |", "项目 |  |  | 机关养老", "hit"),
        ("SS-01", "SS-02", "hit"),
        ("P1 | T1", "P2 | T1", "hit"),
        ("P1 | T1", "P1 | T5", "hit"),
        ("2026-01-01 | ", "2026-06-01 | ", "hit"),
        ("2026-01-01 | ", "2026-01-01 | 2026-04-30", "hit"),
        ("王某", "", "hit"),
        ("云人社发〔2026〕3号", "", "hit"),
    ],
)
def test_an_entry_covers_whom_and_when_it_says(
    before: str, after: str, outcome: str
) -> None:
    assert outcomes(ENTRY.replace(before, after)) == [outcome]
