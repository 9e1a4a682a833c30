"""Invented names with the skew of real ones: common surnames, fashions by decade.

The lists are our own; weights fall off by rank, so that namesakes occur as often as
in a real county. No name stands for a real person.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡"
    "蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤柯甘盛桂查殷阮纪祝舒屈项晏单"
    "解仇区盖翟朴费倪游詹鲁蓝华聂焦左瞿卞明占石饶冷艾柳闵邢辛管涂岳"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "皇甫")
MALE_OLD = "国建华明文德志平军生林金海光成荣贵才福祥发春永忠义仁礼全根水木土庆武学"
FEMALE_OLD = "秀英兰桂珍凤玉梅芳莲菊香翠枝云霞花琴娥爱淑素红彩银贞惠清润腊冬满"
MALE_MID = "伟军勇强涛斌辉鹏飞波刚杰峰超磊亮鑫旭洋凯健松毅宁翔坤雄昌俊威彬晖锋良栋"
FEMALE_MID = "丽娟敏静艳燕玲霞婷芬慧洁萍莉琳红倩颖雪蓉晶娜瑶丹芝妮琼蕾璐菲茜蓓晓欢黎"
MALE_NEW = "浩宇轩子睿泽博文昊然辰俊熙逸晨航铭天佑哲瀚煜霖鸿奕诚思远嘉懿景恒翊晟炎楷"
FEMALE_NEW = "欣怡雨涵梓萱诗琪佳思语彤可馨梦瑶紫艺悦依若曦婉沐妍安雅宁心忆芷柔晴语嫣念"
RARE = "䶮㛃𬱖堃昇喆赟翀犇彧"
GENERATION = "先大万正以明世宗学德中家国朝文永道立传善行克绪承显荣昌兆开启祖光延守从本"
DOTTED = (
    "阿依",
    "古丽",
    "迪力",
    "买买提",
    "阿不都",
    "热依",
    "麦麦",
    "艾力",
    "帕提",
    "吐尔",
)
ERAS = ((MALE_OLD, FEMALE_OLD), (MALE_MID, FEMALE_MID), (MALE_NEW, FEMALE_NEW))
ERA_YEARS = (1966, 1996)
SINGLE_SHARE = (0.12, 0.24, 0.10)
DOTTED_SHARE, RARE_SHARE, GENERATION_SHARE = 0.0008, 0.0015, 0.30
Ints = npt.NDArray[np.int64]


def draw_surnames(count: int, stream: np.random.Generator) -> Ints:
    """Return surname numbers, drawn with a falling frequency; see `surname_list`."""
    return _draw(len(surname_list()), count, stream, 0.85)


def surname_list() -> list[str]:
    """Return every surname, the commonest first."""
    return [*SURNAMES, *COMPOUND]


def given_names(
    born: Ints, male: npt.NDArray[np.bool_], lineage: Ints, stream: np.random.Generator
) -> pl.Series:
    """Return given names that fit year of birth and sex.

    `lineage` numbers a family's generation: its sons often share a character.
    """
    era = np.searchsorted(np.array(ERA_YEARS), born, side="right")
    first = np.empty(len(born), dtype=object)
    second = np.empty(len(born), dtype=object)
    for number, pair in enumerate(ERAS):
        for is_male, characters in ((True, pair[0]), (False, pair[1])):
            chosen = np.flatnonzero((era == number) & (male == is_male))
            first[chosen] = _characters(characters, len(chosen), stream)
            second[chosen] = _characters(characters, len(chosen), stream)
    single = stream.random(len(born)) < np.array(SINGLE_SHARE)[era]
    shared = (
        (stream.random(len(born)) < GENERATION_SHARE) & male & (born < ERA_YEARS[1])
    )
    first[shared] = np.array(list(GENERATION))[lineage[shared] % len(GENERATION)]
    rare = stream.random(len(born)) < RARE_SHARE
    second[rare] = _characters(RARE, int(rare.sum()), stream)
    first[single & ~shared] = ""
    return pl.Series(first.tolist(), dtype=pl.String) + pl.Series(
        second.tolist(), dtype=pl.String
    )


def dotted(names: pl.Series, stream: np.random.Generator) -> pl.Series:
    """Return the names with a few written in two parts and a dot between."""
    chosen = np.flatnonzero(stream.random(len(names)) < DOTTED_SHARE)
    parts = np.array(DOTTED)
    left = parts[stream.integers(0, len(parts), len(chosen))]
    right = parts[stream.integers(0, len(parts), len(chosen))]
    return names.scatter(chosen, [f"{a}·{b}" for a, b in zip(left, right, strict=True)])


def _characters(
    characters: str, count: int, stream: np.random.Generator
) -> npt.NDArray[np.str_]:
    pool = np.array(list(characters))
    return pool[_draw(len(pool), count, stream, 0.35)]


def _draw(size: int, count: int, stream: np.random.Generator, fall: float) -> Ints:
    weights = 1.0 / (np.arange(size) + 3.0) ** fall
    steps = np.cumsum(weights) / weights.sum()
    return np.minimum(np.searchsorted(steps, stream.random(count)), size - 1)
