"""In which order files stand: by place and person, rosters as they were kept."""

import pytest

from county.cases.relief.means_of_people import means
from county.order import in_order
from tests.county.worlds import world_of

ENROLMENT, MIGRANT = "relief/training_enrolment", "relief/migrant"
ESTATE = "registry/real_estate"
OTHERS = (
    "registry/cadre",
    "registry/vehicle",
    "registry/company",
    "registry/company_member",
)
PEOPLE = "person\n0\n1\n2"


def test_a_roster_stands_as_its_school_kept_it() -> None:
    given = {
        ENROLMENT: """
            person | fund_source | class_number
            2      | 移民        | B
            0      | 移民        | A
            2      | 移民        | A
            1      | 移民        | A
        """
    }
    rows = in_order(ENROLMENT, world_of(PEOPLE, given).tables[ENROLMENT])
    assert rows["person"].to_list() == [0, 2, 1, 2]


def test_a_register_stands_by_reservoir_and_person() -> None:
    given = {
        MIGRANT: """
            person | reservoir
            2      | 乙库
            1      | 乙库
            0      | 甲库
        """
    }
    rows = in_order(MIGRANT, world_of(PEOPLE, given).tables[MIGRANT])
    assert rows["person"].to_list() == [1, 2, 0]


@pytest.mark.parametrize(
    ("acquired", "share", "weighs"),
    [("购买", "", True), ("", "", True), ("继承", "", False), ("", "200000", False)],
)
def test_a_flat_of_which_nobody_says_how_it_was_acquired_weighs(
    acquired: str, share: str, *, weighs: bool
) -> None:
    estate = f"""
        person | use_kind | nature | acquired_by | share_ppm | registered_on
        0      | 住宅     | 商品房 | {acquired}  | {share}   | 2019-01-01
    """
    world = world_of(PEOPLE, {ESTATE: estate, **dict.fromkeys(OTHERS, "person\n1")})
    flats = means(world).filter(sort="flat")
    assert flats["weighs"].to_list() == [weighs]
