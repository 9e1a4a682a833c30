"""Villages where many households on the allowance have relatives in office."""

from datetime import date
from fractions import Fraction
from math import comb
from pathlib import Path

import polars as pl
import pytest

from rules.networks.kin_share import NEVER_RARE, upper_tail_ppm
from rules.relief.dibao_kin_concentrated import RULE
from rules.rule import Status
from rules.runner import HITS, run_rule
from tests.support.clean_county import assert_clean
from tests.support.tables import MEMORY_MB, THREADS, write_resolved

MEMBER, PAYMENT, CADRE = RULE.needs
AID, GRANT = "relief/temporary_relief", "relief/housing_grant"
LOAN = "loan/loan_contract"
POST = """
    record_id | person_id | person_name | unit_name | appointed_on | removed_on | valid_to
    K1        | X         | 测试甲      | 县文化馆  | 2020-01-01   | {until}    | {until}
"""


def found(
    folder: Path,
    here: tuple[int, int],
    there: tuple[int, int],
    *,
    until: str = "",
    tier: str = "T1",
) -> list[dict[str, object]]:
    """Run on two villages of so many households, so many of them kin of X."""
    members = [
        "record_id | person_id | head_person_id | certificate_number | first_for"
    ]
    paid = [
        "record_id | person_id | certificate_number | paid_for | amount_fen | town | village"
    ]
    kin: list[str] = []
    for village, (size, linked) in {"一村": here, "二村": there}.items():
        people = [f"{village}{number}" for number in range(size)]
        kin += people[:linked]
        for one in people:
            members.append(f"M{one} | {one} | {one} | D{one} | 2024-01-01")
            paid.append(
                f"A{one} | {one} | D{one} | 2026-02-01 | 60000 | 甲镇 | {village}"
            )
    tables = {MEMBER: "\n".join(members), PAYMENT: "\n".join(paid)}
    return run_with(folder, kin, tables, until=until, tier=tier)


def run_with(
    folder: Path,
    kin: list[str],
    tables: dict[str, str],
    *,
    until: str = "",
    tier: str = "T1",
) -> list[dict[str, object]]:
    """Run where these people are relatives of X, who is in post."""
    _declared(kin, tier).write_parquet(folder / "tie.parquet")
    given = dict.fromkeys(RULE.needs, "") | tables | {CADRE: POST.format(until=until)}
    run_rule(
        RULE,
        write_resolved(folder, given),
        folder,
        policy_home=None,
        memory_mb=MEMORY_MB,
        threads=THREADS,
        ties=folder / "tie.parquet",
    )
    return pl.read_parquet(folder / HITS).to_dicts()


def _declared(kin: list[str], tier: str) -> pl.DataFrame:
    return pl.DataFrame({"other_person_id": pl.Series(kin, dtype=pl.String)}).select(
        "other_person_id",
        person_id=pl.lit("X"),
        kind=pl.lit("申报"),
        relation=pl.lit("其他"),
        other_relation=pl.lit("其他"),
        dataset=pl.lit("registry/declared_kin"),
        record_id=pl.format("W{}", "other_person_id"),
        other_record_id=pl.lit(None, dtype=pl.String),
        valid_from=pl.lit(date(2010, 1, 1)),
        valid_to=pl.lit(None, dtype=pl.Date),
        tier=pl.lit(tier),
        records=pl.lit(1, dtype=pl.Int32),
    )


def test_it_stays_in_shadow() -> None:
    """本规则只作影子运行，不产生疑点."""
    assert RULE.status is Status.SHADOW


@pytest.mark.parametrize(
    ("here", "there", "villages"),
    [
        ((20, 10), (80, 2), ["甲镇一村"]),
        ((19, 19), (80, 2), []),  # too small to be judged
        ((80, 20), (20, 5), []),  # the same share
        ((20, 3), (80, 2), []),  # more, but chance may do it
        ((20, 20), (19, 0), []),  # nothing to compare with
        ((20, 8), (80, 0), ["甲镇一村"]),  # none elsewhere
    ],
)
def test_more_than_chance(
    tmp_path: Path, here: tuple[int, int], there: tuple[int, int], villages: list[str]
) -> None:
    """占比明显高于其他村的村列出；不足二十户的、占比相近的、可能出于偶然的不列."""
    hits = found(tmp_path, here, there)
    assert [hit["subject_id"] for hit in hits] == villages


def test_it_names_no_household(tmp_path: Path) -> None:
    """对象是村，证据是任职名册，不出现任何低保户."""
    (hit,) = found(tmp_path, (20, 10), (80, 2))
    assert (hit["subject_kind"], hit["severity"], hit["amount_fen"]) == (
        "unit",
        "S4",
        None,
    )
    proof = str(hit["evidence_for"])
    assert "'K1'" in proof
    assert "一村" not in proof
    assert not any(f"一村{one}" in str(hit["sentence"]) for one in range(20))


@pytest.mark.parametrize(
    ("kind", "here", "there", "subjects"),
    [
        ("创业担保贷款", 17, 1, ["审批人·测试乙"]),
        ("扶贫小额信贷", 17, 1, ["审批人·测试乙"]),
        ("商业贷款", 17, 1, []),  # a bank's own business
        ("创业担保贷款", 2, 0, []),  # too few relatives
        ("创业担保贷款", 12, 12, []),  # the same share
    ],
)
def test_an_approver_of_loans(
    tmp_path: Path, kind: str, here: int, there: int, subjects: list[str]
) -> None:
    """同类贴息贷款中，某审批人批准的对象近亲属占比明显高于其他审批人的列出；商业贷款不比."""
    loans = ["record_id | person_id | loan_kind | signed_on | approved_by"]
    kin: list[str] = []
    for approver, linked in (("测试乙", here), ("测试丙", there)):
        people = [f"{approver}{number}" for number in range(20)]
        kin += people[:linked]
        loans += [
            f"L{one} | {one} | {kind} | 2026-02-01 | {approver}" for one in people
        ]
    hits = run_with(tmp_path, kin, {LOAN: "\n".join(loans)})
    assert [hit["subject_id"] for hit in hits] == subjects
    assert all(hit["matter"] == f"loan/{kind}" for hit in hits)


def test_schemes_are_compared_each_by_itself(tmp_path: Path) -> None:
    """不同项目分别比较：一个项目只有一名审批人的，没有可比，不列."""
    head = "record_id | person_id | decided_on | amount_fen | approved_by"
    relief, grants = [head], [head]
    people = [f"人{number}" for number in range(20)]
    for one in people:
        relief.append(f"T{one} | {one} | 2026-02-01 | 1000 | 测试乙")
        grants.append(f"H{one} | 他{one} | 2026-02-01 | 1000 | 测试丙")
    tables = {AID: "\n".join(relief), GRANT: "\n".join(grants)}
    assert run_with(tmp_path, people, tables) == []


@pytest.mark.parametrize(("until", "tier"), [("2026-01-31", "T1"), ("", "T5")])
def test_only_firm_kin_of_those_in_post(tmp_path: Path, until: str, tier: str) -> None:
    """发放时已离任的、亲属关系没有把握的不计."""
    assert not found(tmp_path, (20, 10), (80, 2), until=until, tier=tier)


@pytest.mark.parametrize(
    ("count", "linked", "size", "others"),
    [(5, 6, 20, 180), (8, 8, 20, 80), (30, 40, 100, 300), (4, 4, 20, 100)],
)
def test_the_tail_is_exact(count: int, linked: int, size: int, others: int) -> None:
    """偶然出现的概率按二项分布精确计算."""
    share = Fraction(size, size + others)
    exact = sum(
        comb(linked, one) * share**one * (1 - share) ** (linked - one)
        for one in range(count, linked + 1)
    )
    told = upper_tail_ppm(count, linked, size, others)
    assert Fraction(told - 1, 1_000_000) < exact <= Fraction(told, 1_000_000)


def test_a_usual_share_is_never_rare() -> None:
    """占比不高于全县的、没有其他村可比的，不算少见."""
    assert upper_tail_ppm(2, 10, 20, 80) == NEVER_RARE
    assert upper_tail_ppm(10, 10, 20, 0) == NEVER_RARE


def test_the_innocent_county() -> None:
    """模拟县中植入的村全部列出，相似而正常的村不列."""
    assert_clean("PR-17", seed=3)
