"""Towns, villages and region codes of an invented county."""

from dataclasses import dataclass

import numpy as np

COUNTY = "湖北省云溪县"
REGION = 420281
OLD_REGION = 420221  # revoked in the nineties; older numbers still carry it
OTHER_REGIONS = (420222, 420202, 420205, 422128, 421022, 430626, 360481, 422726)
PEOPLE_PER_TOWN, SPARE_TOWNS, VILLAGES_PER_TOWN, GROUPS = 25_000, 3, 15, 8
TOWN_FRONT = "金白青龙石清云长高太永安凤双黄新东南西北"
TOWN_BACK = "湖溪桥山河坪岭塘铺港沟滩"
VILLAGE_FRONT = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林柯余程石熊上下大小前后新老"
VILLAGE_BACK = ("家湾", "家畈", "家垸", "家咀", "家冲", "屋下", "坳", "畈", "塘", "桥")


@dataclass(frozen=True)
class Places:
    """Town names, and village names by number (town = number // 15)."""

    towns: tuple[str, ...]
    villages: tuple[str, ...]

    @property
    def village_towns(self) -> tuple[str, ...]:
        """Return the town of each village."""
        return tuple(town for town in self.towns for _ in range(VILLAGES_PER_TOWN))


def lay_out(people: int, stream: np.random.Generator) -> Places:
    """Return the places of a county of so many people; no two towns share a name."""
    count = people // PEOPLE_PER_TOWN + SPARE_TOWNS
    names = [f"{a}{b}" for a in TOWN_FRONT for b in TOWN_BACK]
    chosen = stream.choice(len(names), size=count, replace=False)
    towns = tuple(f"{names[i]}{'镇镇镇乡'[n % 4]}" for n, i in enumerate(chosen))
    pool = [f"{a}{b}" for a in VILLAGE_FRONT for b in VILLAGE_BACK]
    villages: list[str] = []
    for _ in towns:
        picks = stream.choice(len(pool), size=VILLAGES_PER_TOWN, replace=False)
        urban = [f"{pool[i]}社区" for i in picks[:2]]
        villages += urban + [f"{pool[i]}村" for i in picks[2:]]
    return Places(towns, tuple(villages))
