"""Our own small tables for names; each entry was met in registers or textbooks.

Frequent readings, traditional forms and everything else that a package carries
come from the package (pypinyin, OpenCC); this is what they get wrong in names.
"""

# OpenCC would write 乾 as 干, 於 as 于 and 麴 as 曲: in names they differ.
KEPT_CHARACTERS = frozenset("乾於麴")

# Classes of surnames that papers of one family mix: the second-round simplification
# of 1977 and its undoing, one-to-many simplifications, two coded forms.
SURNAME_VARIANTS = (
    "肖萧",
    "付傅",
    "闫阎",
    "代戴",
    "兰蓝",
    "丘邱",
    "占詹",
    "钟锺",
    "于於",
    "曲麴麹",
    "员贠",
    "宁甯",
    "尤游",
    "余佘",
    "冼洗",
    "郤郄",
    "褚禇",
)

# Classes of characters with one meaning and several coded forms, of which older
# systems lacked some.
CHARACTER_VARIANTS = (
    "坤堃",
    "升昇陞",
    "哲喆",
    "苏甦",
    "佑祐",
    "佩珮",
    "彝彜",
    "耀燿",
    "皓晧",
    "奔犇",
    "睿叡",
    "浚濬",
    "昆崐崑",
    "喜囍",
    "和龢",
    "柏栢",
    "干乾",
    "梅楳槑",
    "麟麐",
    "昂昻",
    "珍珎",
    "岩喦",
    "秋秌",
    "仙僊",
    "廉亷",
    "德悳",
    "野埜",
    "温昷",
    "村邨",
    "暖煖",
    "强彊",
    "钟锺",
    "宁甯",
)

# How a character is read as a surname where the common reading is another.
SURNAME_READINGS = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "盖": "ge",
    "翟": "zhai",
    "朴": "piao",
    "缪": "miao",
    "乐": "yue",
    "员": "yun",
    "贠": "yun",
    "洗": "xian",
    "覃": "qin",
    "牟": "mu",
    "种": "chong",
    "折": "she",
    "黑": "he",
    "秘": "bi",
    "繁": "po",
    "重": "chong",
    "祭": "zhai",
    "召": "shao",
    "句": "gou",
    "卜": "bu",
    "阚": "kan",
    "佴": "nai",
    "隗": "wei",
    "能": "nai",
    "薄": "bo",
    "都": "du",
    "么": "yao",
    "适": "kuo",
    "不": "fou",
    "颉": "xie",
    "氏": "zhi",
    "术": "zhu",
    "弗": "fei",
    "郇": "xun",
    "赣": "gong",
    "褶": "xi",
    "藏": "zang",
    "便": "pian",
    "奇": "ji",
    "期": "ji",
}

# Two-character surnames that are not read as their characters are.
COMPOUND_READINGS = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "澹台": ("tan", "tai"),
    "单于": ("chan", "yu"),
}

# Two-character surnames, without those that more often are a one-character surname
# and the first character of a given name (乐正, 左丘, 第五).
COMPOUND_SURNAMES = (
    *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "夏侯", "慕容"),
    *("司徒", "司空", "司寇", "令狐", "宇文", "长孙", "轩辕", "淳于", "濮阳", "申屠"),
    *("太史", "独孤", "南宫", "西门", "东郭", "端木", "呼延", "赫连", "澹台", "万俟"),
    *("单于", "钟离", "闻人", "宗政", "公冶", "仲孙", "拓跋", "鲜于", "闾丘", "亓官"),
    *("颛孙", "巫马", "漆雕", "壤驷", "夹谷", "宰父", "欧侯", "完颜", "纳兰", "耶律"),
)
