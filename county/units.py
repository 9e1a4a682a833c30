"""The county's public units: departments, town offices, schools, clinics."""

import numpy as np
import polars as pl

from county.numbers import credit_codes
from county.places import REGION, Places
from county.world import World

DEPARTMENTS = (
    "云溪县人力资源和社会保障局",
    "云溪县社会保险中心",
    "云溪县民政局",
    "云溪县财政局",
    "云溪县水库移民服务中心",
    "云溪县公安局",
    "云溪县劳动就业服务局",
    "云溪县市场监督管理局",
    "中共云溪县委机构编制委员会办公室",
    "云溪县卫生健康局",
    "云溪县教育局",
    "云溪县农业农村局",
    "云溪县林业局",
    "云溪县残疾人联合会",
    "云溪县退役军人事务局",
    "云溪县乡村振兴局",
    "云溪县住房和城乡建设局",
    "云溪县水利局",
    "云溪县交通运输局",
    "云溪县自然资源和规划局",
    "云溪县人民医院",
    "云溪县第一中学",
    "云溪县融资担保中心",
    "云溪县城市建设投资有限公司",
)
TOWN_UNITS = (
    "人民政府",
    "财政所",
    "社会保障服务中心",
    "民政办公室",
    "卫生院",
    "中心学校",
)
EXTRA_UNITS = (
    "小学",
    "农业技术推广站",
    "水管站",
    "敬老院",
    "文化站",
    "林业站",
    "初级中学",
)
SMALLEST, SHARE, RENAMED_SHARE = 30, 800 / 500_000, 0.06


def unit_names(world: World, places: Places) -> list[str]:
    """Return the names of all units: departments, then town by town."""
    wanted = max(SMALLEST, round(world.people * SHARE))
    names = [*DEPARTMENTS]
    names += [f"云溪县{town}{unit}" for town in places.towns for unit in TOWN_UNITS]
    extra = [
        f"云溪县{town}{village.removesuffix('村').removesuffix('社区')}{unit}"
        for unit in EXTRA_UNITS
        for town, village in zip(places.village_towns, places.villages, strict=True)
    ]
    return names + extra[: max(0, wanted - len(names))]


def register_units(world: World, names: list[str]) -> None:
    """Fill registry/unit; leaders are named later from the payroll."""
    stream = world.generator("units")
    count = len(names)
    codes = pl.Series(np.arange(count) + 101_001).cast(pl.String)
    former = np.where(stream.random(count) < RENAMED_SHARE, "原", "")
    world.append(
        "registry/unit",
        pl.DataFrame(
            {
                "unit_code": codes,
                "organisation_name": names,
                "former_name": [
                    f"{name}（{mark}筹建）" if mark else None
                    for name, mark in zip(names, former, strict=True)
                ],
                "parent_unit": [_parent(name) for name in names],
                "unit_level": [
                    "正科级" if n < len(DEPARTMENTS) else "股级" for n in range(count)
                ],
                "duties": [f"承担{name.removeprefix('云溪县')}职责" for name in names],
                "credit_code": credit_codes(
                    "12", REGION, np.arange(count) * 97 + 40_001
                ),
            }
        ),
    )


def _parent(name: str) -> str | None:
    if name in DEPARTMENTS:
        return "云溪县人民政府"
    end = max(name.find("镇"), name.find("乡"))
    return (
        f"{name[: end + 1]}人民政府"
        if not name.endswith("人民政府")
        else "云溪县人民政府"
    )
