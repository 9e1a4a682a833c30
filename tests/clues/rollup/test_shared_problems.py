"""The same kind of problem in two departments: 共性问题."""

from pathlib import Path

from clues.rollup.shared_problems import shared_problem_rows
from store.settings import Rollup
from tests.clues.findings import Fields, hit_row, pointer, write_finding

LIMITS = Rollup()
ACTS = {"SS-01": "social_security/pension_payment", "PR-01": "relief/subsidy_payment"}
DEATH = "registry/death"


def hits(rule: str, matter: str, people: int, **given: object) -> list[Fields]:
    return [
        hit_row(
            hit_id=f"{rule}{n}",
            rule=rule,
            matter=matter,
            subject_id=f"P{n}",
            evidence_for=[pointer(n, ACTS[rule]), pointer(n, DEATH)],
            reason=f"仅{rule}",
            explanations=[],
        )
        | given
        for n in range(people)
    ]


def problems(tmp: Path, *findings: list[Fields]) -> list[dict[str, object]]:
    files = [
        write_finding(tmp / str(place), rows) / "hits.parquet"
        for place, rows in enumerate(findings)
    ]
    return shared_problem_rows(files, ACTS, LIMITS)


def test_one_register_behind_hits_of_two_departments(tmp_path: Path) -> None:
    (row,) = problems(
        tmp_path,
        hits("SS-01", "social_security/居民养老", 4),
        hits("PR-01", "relief/高龄津贴", 3),
    )
    assert (row["kind"], row["name"]) == ("register", DEATH)
    assert row["departments"] == ["县社会保险中心", "县财政局"]
    assert row["rules"] == ["PR-01", "SS-01"]
    assert (row["subjects"], row["hits"]) == (4, 7)
    assert row["sentence"] == (
        "与死亡登记（公安、卫健、民政、社保）不一致的情形在 2 个部门"
        "（县社会保险中心、县财政局）的 2 个事项"
        "（民生救助·高龄津贴、社会保障·居民养老）中出现，"
        "涉及 4 个对象，宜一并了解原因。"
    )


def test_a_department_with_few_subjects_does_not_make_it_shared(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        hits("SS-01", "social_security/居民养老", 4),
        hits("PR-01", "relief/高龄津贴", 2),
    )
    assert found == []


def test_one_department_alone_shares_nothing(tmp_path: Path) -> None:
    assert problems(tmp_path, hits("SS-01", "social_security/居民养老", 9)) == []


def test_what_is_not_settled_whose_it_is_does_not_count(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        hits("SS-01", "social_security/居民养老", 4),
        hits("PR-01", "relief/高龄津贴", 4, tier="T4"),
    )
    assert found == []


def test_a_common_variant_and_a_common_explanation_are_shared_too(
    tmp_path: Path,
) -> None:
    lag = {
        "name": "registry_lag",
        "title": "登记传递期",
        "verdict": "explained",
        "items": 1,
    }
    found = problems(
        tmp_path,
        hits(
            "SS-01",
            "social_security/居民养老",
            3,
            reason="本人在册,别的",
            evidence_for=[],
        ),
        hits("PR-01", "relief/高龄津贴", 3, reason="本人在册", evidence_for=[]),
        hits(
            "SS-01",
            "social_security/居民养老",
            3,
            outcome="explained",
            explanations=[lag],
        ),
        hits("PR-01", "relief/高龄津贴", 5, outcome="explained", explanations=[lag]),
    )
    kinds = [(row["kind"], row["name"], row["subjects"]) for row in found]
    assert kinds == [("explanation", "registry_lag", 5), ("variant", "本人在册", 3)]
