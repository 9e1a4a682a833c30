"""The 59 subsidy projects of the county's catalogue: who gets what, how often.

`share` is the share of the living (or of households' heads) who receive it; of an aid
for pupils, the share of those who may.
"""

from dataclasses import dataclass

MONTHLY, QUARTERLY, TERMLY, YEARLY, ONCE = "月", "季", "半年", "年", "一次性"
HOUSEHOLD, PERSON = "户", "人"
PUPILS = "pupils"  # paid for terms once the registers of schools stand


@dataclass(frozen=True)
class Project:
    """One project: `pool` names who may receive it, `standard` 分 for one unit."""

    name: str
    granularity: str
    cycle: str
    share: float
    standard: int
    pool: str = "heads"
    department: str = "云溪县农业农村局"
    kind: str = "普通"
    by_area: bool = False


_LARGE = (
    Project("耕地地力保护补贴", HOUSEHOLD, YEARLY, 0.24, 8_650, by_area=True),
    Project("实际种粮农民一次性补贴", HOUSEHOLD, ONCE, 0.16, 2_100, by_area=True),
    Project("稻谷补贴", HOUSEHOLD, YEARLY, 0.14, 3_480, by_area=True),
    Project(
        "森林生态效益补偿",
        HOUSEHOLD,
        YEARLY,
        0.15,
        1_500,
        department="云溪县林业局",
        by_area=True,
    ),
    Project(
        "退耕还林补助",
        HOUSEHOLD,
        YEARLY,
        0.04,
        12_500,
        department="云溪县林业局",
        by_area=True,
    ),
    Project("高龄津贴", PERSON, MONTHLY, 0.024, 8_000, "aged", "云溪县民政局"),
    Project(
        "困难残疾人生活补贴",
        PERSON,
        MONTHLY,
        0.009,
        7_000,
        "poor",
        "云溪县残疾人联合会",
    ),
    Project(
        "重度残疾人护理补贴",
        PERSON,
        MONTHLY,
        0.012,
        10_000,
        "cared_for",
        "云溪县残疾人联合会",
    ),
    Project(
        "大中型水库移民后期扶持直补",
        PERSON,
        QUARTERLY,
        0.052,
        5_000,
        "migrants",
        "云溪县水库移民服务中心",
    ),
    Project(
        "农村部分计划生育家庭奖励扶助",
        PERSON,
        YEARLY,
        0.022,
        96_000,
        "elders",
        "云溪县卫生健康局",
    ),
    Project(
        "优抚对象定期抚恤",
        PERSON,
        MONTHLY,
        0.006,
        85_000,
        "elders",
        "云溪县退役军人事务局",
        "抚恤",
    ),
    Project(
        "六十岁以上农村籍退役士兵补助",
        PERSON,
        MONTHLY,
        0.004,
        72_000,
        "elders",
        "云溪县退役军人事务局",
    ),
    Project("特困人员供养金", PERSON, MONTHLY, 0.0035, 93_000, "kept", "云溪县民政局"),
    Project(
        "脱贫劳动力外出务工交通补贴",
        PERSON,
        ONCE,
        0.018,
        40_000,
        "workers",
        "云溪县乡村振兴局",
    ),
    Project(
        "丧葬补助", PERSON, ONCE, 0.002, 100_000, "bereaved", "云溪县民政局", "丧葬"
    ),
    Project(
        "光伏公益岗位补助",
        PERSON,
        MONTHLY,
        0.004,
        30_000,
        "post_holders",
        "云溪县乡村振兴局",
    ),
)
_SMALL_NAMES = (
    "农机购置与应用补贴 油菜轮作补贴 玉米大豆带状种植补贴 生猪良种补贴 "
    "能繁母猪补贴 农村危房改造补助 厕所革命奖补 清洁能源取暖补贴 "
    "农业保险保费返还 渔业成品油补贴 禁捕退捕渔民生活补助 公益林护林员补助 "
    "天然林停伐补助 油茶种植奖补 茶园改造补助 中药材种植奖补 食用菌产业奖补 "
    "秸秆还田补贴 绿肥种植补贴 有机肥替代补贴 村级防疫员补助 "
    "动物疫病强制扑杀补助 家庭农场奖补 脱贫户产业奖补 非遗传承人补助 "
    "易地搬迁后续扶持 独生子女保健费 计划生育特别扶助 孤儿基本生活费 "
    "事实无人抚养儿童补助 临时救助 冬春救助 老年乡村医生补助 老放映员补助 "
    "民办教师教龄补助 村主职干部离任补助 老党员生活补助 义务兵家庭优待金 "
    "失地农民生活补助 库区危桥改造误工补助"
)
FIRST_FOR_PERSONS = 24
POSTS = ("公益林护林员补助",)


def _small_pool(number: int, name: str) -> str:
    if name in POSTS:
        return "post_heads"
    return "heads" if number < FIRST_FOR_PERSONS else "adults"


_SMALL = tuple(
    Project(
        name,
        PERSON if number >= FIRST_FOR_PERSONS else HOUSEHOLD,
        (YEARLY, ONCE, YEARLY, QUARTERLY)[number % 4],
        0.0012 + 0.0006 * (number % 5),
        (20_000, 35_000, 60_000, 120_000)[number % 4],
        _small_pool(number, name),
        ("云溪县农业农村局", "云溪县民政局", "云溪县卫生健康局")[number // 14],
    )
    for number, name in enumerate(_SMALL_NAMES.split())
)
POOR_PUPILS = Project(
    "雨露计划职业教育补助", PERSON, TERMLY, 0.85, 150_000, PUPILS, "云溪县乡村振兴局"
)
TRAINEES = Project(
    "中职国家助学金", PERSON, TERMLY, 0.2, 100_000, PUPILS, "云溪县教育局"
)
PUPILS_OF_DISABLED = Project(
    "残疾人家庭子女助学补助",
    PERSON,
    TERMLY,
    0.4,
    80_000,
    PUPILS,
    "云溪县残疾人联合会",
)
AIDS = (POOR_PUPILS, TRAINEES, PUPILS_OF_DISABLED)
PROJECTS = _LARGE + _SMALL + AIDS
