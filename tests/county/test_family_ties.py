"""Who is whose relative, and that the relatives of officials are declared."""

import polars as pl

from county.family_ties import near_kin
from county.world import World
from tests.county.relief_world import people, world


def test_declares_every_near_relative_of_those_who_grant_the_allowance() -> None:
    desks = world().officials.filter(
        pl.col("path").is_in(["relief/dibao_payment", "relief/dibao_household"])
    )
    payroll = world().tables["finance/staff_payroll"]
    cadres = payroll.filter(pl.col("staff_type") == "村干部")["person"]
    seats = [desks[f"{role}_person"] for role in ("accepted", "reviewed", "approved")]
    officers = pl.concat([cadres, *seats]).unique()
    kin = near_kin(world(), officers).filter(
        pl.col("kin_person").is_in(list(people("relief/dibao_member")))
    )
    register = world().tables["relief/dibao_kin_register"]
    declared = set(register.select("officer_person", "person").iter_rows())
    assert set(kin.select("person", "kin_person").iter_rows()) <= declared
    assert len(declared) == register.height


def test_knows_relatives_by_the_nearer_way() -> None:
    # 0 and 1 have the children 2 and 4; 2 and 3 have the child 5
    small = World(people=6, seed=1)
    small.persons = pl.DataFrame(
        {
            "person": range(6),
            "spouse": [1, 0, 3, 2, -1, -1],
            "mother": [-1, -1, 1, -1, 1, 3],
            "father": [-1, -1, 0, -1, 0, 2],
            "sex": ["男", "女", "男", "女", "女", "男"],
        }
    ).cast(
        {pl.Int64: pl.Int32}
    )  # 0 and 1 have the children 2 and 4; 2 and 3 have the child 5
    found = near_kin(small, pl.Series([5, 3], dtype=pl.Int32))
    assert set(found.iter_rows()) == {
        (5, 2, "父"),
        (5, 3, "母"),
        (5, 0, "祖父母"),
        (5, 1, "祖父母"),
        (5, 4, "伯叔姑舅姨"),
        (3, 2, "配偶"),
        (3, 5, "子"),
        (3, 0, "配偶父"),
        (3, 1, "配偶母"),
        (3, 4, "配偶兄弟姐妹"),
    }
