"""The county's own figures, entered in its home as an office enters them.

What differs from place to place is not shipped: the standards here are the ones the
invented county pays by.
"""

from collections.abc import Iterable
from pathlib import Path

from county.benefits_dibao import RURAL_FEN, URBAN_FEN
from county.extracts.disability_certificate import CARE, LIFE
from county.extracts.elder_allowance import BANDS, PROJECT
from county.extracts.medical_enrolment import OWN_FEN, POOR_FEN
from county.extracts.retention_refund import LARGE_PPM, SMALL_PPM
from county.places import REGION
from county.projects import PROJECTS, PUPILS_OF_DISABLED

Cells = tuple[object, ...]
SINCE = "2015-01-01"
SOURCE = "云溪县政府文件（虚构）"
ENTERED, CONFIRMED = "演示录入", "演示复核"
PEOPLE = "entered_by,confirmed_by"
DATED = "valid_from,valid_to,source,verified"
GRADES = ("一级", "二级", "三级", "四级")
BAND_AGES = (80, 90, 100)
KINDS = {LIFE: ("生活补贴", GRADES), CARE: ("护理补贴", GRADES[:2])}
ASSETS = {"机动车": 0, "住房": 1}
# Last year's refund is paid in this year, whose national figures are not out.
REFUNDS: tuple[Cells, ...] = tuple(
    (scale, share, share, 55_000, 30, 200_000)
    for scale, share in (
        ("大型", LARGE_PPM),
        *((one, SMALL_PPM) for one in ("中型", "小型", "微型", "参照中小微")),
    )
)
RENTAL = {"实物配租": (230_000, 15, 6), "租赁补贴": (180_000, 15, 6)}
PUPILS = ((PUPILS_OF_DISABLED.name, "子女助学", "中职、专科", "否"),)
PUPIL_PAIRS = (("雨露计划", PUPILS_OF_DISABLED.name, "两项助学补助不重复享受"),)
AID = {"急难型": (2, 400_000), "支出型": (2, 400_000)}
CUSTODY = {"孤儿基本生活费": "停发", "高龄津贴": "停发"}
SUPPORT: tuple[Cells, ...] = (
    ("居民医保", "低保", OWN_FEN - POOR_FEN, ""),
    ("居民医保", "特困", OWN_FEN, ""),
    *(("居民养老", kind, 10_000, "") for kind in ("低保", "特困", "重残")),
)


def dibao_standards() -> dict[str, int]:
    """Return the allowance's monthly standard of each kind of area, in 分 a head."""
    return {"城市": URBAN_FEN, "农村": RURAL_FEN}


def write_local_policy(folder: Path) -> None:
    """Write the county's policy tables into its home's `policy/`."""
    standards = {one.name: one.standard for one in PROJECTS}
    tables: dict[str, Iterable[Cells]] = {
        "dibao_standard,area_kind,month_fen": tuple(dibao_standards().items()),
        "dibao_asset_limit,asset,limit_count": tuple(ASSETS.items()),
        "elder_allowance,age_band,from_age,month_fen": (
            (band, age, standards[PROJECT])
            for band, age in zip(BANDS, BAND_AGES, strict=True)
        ),
        "disability_subsidy,subsidy_kind,disability_grade,month_fen": (
            (kind, grade, standards[project])
            for project, (kind, grades) in KINDS.items()
            for grade in grades
        ),
        "insurance_support,insurance,group_kind,paid_fen,paid_ppm": SUPPORT,
        "education_aid,aid,name_pattern,stages,registered": PUPILS,
        "education_aid_pair,aid,other_aid,note": PUPIL_PAIRS,
        "temporary_relief,relief_kind,year_count,case_fen": (
            (kind, count, most) for kind, (count, most) in AID.items()
        ),
        "custody_treatment,scheme,treatment": tuple(CUSTODY.items()),
        "public_rental_limit,support_kind,income_fen,person_metres,moving_months": (
            (kind, *limits) for kind, limits in RENTAL.items()
        ),
    }
    tables[
        "retention_refund,scale,share_ppm,most_ppm,layoff_ppm,small_count,"
        "small_layoff_ppm"
    ] = REFUNDS
    for header, rows in tables.items():
        name, columns = header.split(",", 1)
        _write(folder / f"{name}.csv", columns, rows)


def _write(file: Path, columns: str, rows: Iterable[Cells]) -> None:
    tail = (SINCE, "", SOURCE, "yes", ENTERED, CONFIRMED)
    lines = [
        f"region,{columns},{DATED},{PEOPLE}",
        *(",".join(map(str, (REGION, *row, *tail))) for row in rows),
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
