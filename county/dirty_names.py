"""How names get spoiled: by ear, by eye, by habit and by the character set.

The tables are our own small ones: characters that registers are known to mix up.
A name without such a character stays as it is.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import polars as pl

PAIRS_BY_EAR = (
    "军君 华花 丽利 芳方 伟玮 艳燕 红宏 英瑛 建健 明铭 志智 强墙 文雯 平萍 海孩 "
    "林琳 国果 梅玫 兰澜 玉育 珍真 秀绣 云芸 晓小 静净 敏闽 霞侠 辉晖 涛滔 勇永 "
    "龙隆 生升 福富 贵桂 祥翔 春椿 元园 雪血 佳嘉 宇雨 涵寒 欣新 怡宜 子紫 轩宣 "
    "博勃 泽则"
)
PAIRS_BY_EYE = (
    "未末 士土 日曰 己已 人入 大太 贝见 侯候 汪江 治冶 清请 晴睛 圆园 杨扬 梅悔 "
    "拴栓 弋戈 岱贷 哲晢 睿壑 琳淋 芬芳 颖颍 莹萤 凤风 鸣呜 炎焱 浩洁 博搏 彬杉 "
    "军车 兰三 荣荧 桂挂 林休"
)
PAIRS_VARIANT = (
    "肖萧 付傅 闫阎 代戴 邱丘 蓝兰 昇升 堃坤 喆哲 于於 余佘 叶葉 锺钟 佈布 峯峰 淼渺"
)
PAIRS_OLD = (
    "张張 刘劉 陈陳 杨楊 赵趙 吴吳 孙孫 马馬 郑鄭 谢謝 韩韓 冯馮 邓鄧 萧蕭 许許 "
    "苏蘇 卢盧 蒋蔣 叶葉 钟鍾 谭譚 陆陸 贾賈 韦韋 邹鄒 龙龍 万萬 华華 国國 东東 "
    "军軍 兰蘭 凤鳳 丽麗 云雲 红紅 贵貴 宝寶 伟偉 龄齡 荣榮 庆慶 学學 义義 礼禮 "
    "诚誠 爱愛"
)
READINGS: Mapping[str, str] = MappingProxyType(
    {"䶮": "YAN", "㛃": "JIE", "𬱖": "DI", "赟": "YUN", "翀": "CHONG", "犇": "BEN",
     "彧": "YU", "堃": "KUN", "喆": "ZHE", "昇": "SHENG"}
)  # fmt: skip
NOTES = ("（户主）", "(本人)", "（代）", "1", "（已核）")
NOT_IN_GBK = ("䶮", "㛃", "𬱖")
LEAST_TO_DROP = 3


def _both_ways(pairs: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for pair in pairs.split():
        table.setdefault(pair[0], pair[1])
        table.setdefault(pair[1], pair[0])
    return table


BY_EAR, BY_EYE = _both_ways(PAIRS_BY_EAR), _both_ways(PAIRS_BY_EYE)
VARIANT = _both_ways(PAIRS_VARIANT)
OLD = {pair[0]: pair[1] for pair in PAIRS_OLD.split()}


def misheard(name: str, die: float) -> str:
    """Return the name with one given character of the same sound."""
    return _exchange(name, BY_EAR, 1, die)


def misread(name: str, die: float) -> str:
    """Return the name with one given character of a similar shape."""
    return _exchange(name, BY_EYE, 1, die)


def other_form(name: str, die: float) -> str:
    """Return the name with a variant of one character, often the surname."""
    return _exchange(name, VARIANT, 0, die)


def traditional(name: str, die: float) -> str:
    """Return the name with its characters in traditional form, where known."""
    del die
    return "".join(OLD.get(character, character) for character in name)


def annotated(name: str, die: float) -> str:
    """Return the name with a note behind it."""
    return name + NOTES[int(die * 1_000) % len(NOTES)]


def starred(name: str, die: float) -> str:
    """Return the name with one given character hidden or lost."""
    place = 1 + int(die * 1_000) % max(1, len(name) - 1)
    mark = ("*", "某", "?", "□")[int(die * 10_000) % 4]
    return name[:place] + mark + name[place + 1 :]


def spelled(name: str, die: float) -> str:
    """Return the name with a rare character as pinyin; names without stay."""
    del die
    for character, reading in READINGS.items():
        if character in name:
            return name.replace(character, reading)
    return name


def shortened(name: str, die: float) -> str:
    """Return a name of three characters or more without one of the given ones."""
    if len(name) < LEAST_TO_DROP:
        return name
    place = 1 + int(die * 1_000) % (len(name) - 1)
    return name[:place] + name[place + 1 :]


def spaced(name: str, die: float) -> str:
    """Return the name with spaces in it, or another dot between its parts."""
    if "·" in name:
        return name.replace("·", ("•", ".", "．", "")[int(die * 1_000) % 4])
    variant = int(die * 1_000) % 3
    return (f"{name[0]} {name[1:]}", f"{name} ", f"{name[0]}　{name[1:]}")[variant]


def unwritable(names: pl.Series, labels: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return names and labels as a GBK file keeps them: rare characters become ?."""
    lost = names.str.contains_any(list(NOT_IN_GBK)).fill_null(value=False)
    if not lost.any():
        return names, labels
    kept = names.str.replace_many(list(NOT_IN_GBK), ["?"] * len(NOT_IN_GBK))
    marks = pl.Series(["wildcard"]).new_from_index(0, len(labels))
    return kept, marks.zip_with(lost, labels)


def _exchange(name: str, table: Mapping[str, str], first: int, die: float) -> str:
    places = [i for i in range(first, len(name)) if name[i] in table]
    if not places:
        return name
    place = places[int(die * 1_000) % len(places)]
    return name[:place] + table[name[place]] + name[place + 1 :]


NAME_DAMAGE: Mapping[str, Callable[[str, float], str]] = MappingProxyType(
    {
        "space": spaced,
        "homophone": misheard,
        "shape": misread,
        "variant": other_form,
        "traditional": traditional,
        "annotation": annotated,
        "wildcard": starred,
        "pinyin": spelled,
        "dropped": shortened,
    }
)
