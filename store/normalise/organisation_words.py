"""Words that names of organisations are built from: forms, branches, places, notes.

Our own small tables of what registers and clerks write. Forms that offices write for
one another are one form; 经营部 and 商行 stay two, for two shops may differ in it.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

FORM_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "公司": "集团股份有限公司 集团有限责任公司 集团有限公司 股份有限公司 "
        "有限责任公司 有限公司 集团公司 总公司 股份公司 公司",
        "分公司": "分公司",
        "支公司": "支公司",
        "联合社": "农民专业合作社联合社 专业合作社联合社 合作社联合社 联合社",
        "合作社": "农民专业合作社 专业合作社 合作社",
        "经济合作社": "股份经济合作社 经济合作社",
        "家庭农场": "家庭农场",
        "村委会": "村民委员会 村委会 村委",
        "居委会": "社区居民委员会 居民委员会 社区居委会 居委会",
        "政府": "人民政府 政府",
    }
)
OWN_FORMS = "经营部 经销部 商行 商店 门市部 服务部 批发部 农家乐 工作室"
# What may stand at the end of a name and the form that it means, longest first.
FORMS = tuple(
    sorted(
        [
            *((w, form) for form, words in FORM_WORDS.items() for w in words.split()),
            *((word, word) for word in OWN_FORMS.split()),
        ],
        key=lambda pair: (-len(pair[0]), pair),
    )
)
BRANCH_WORDS = (
    "分公司|支公司|分店|门店|分行|支行|分社|分理处|"
    "营业部|营业所|办事处|项目部|分院|分校"
)
# A head office, then what tells the branch from it.
BRANCH = re.compile(
    r"(?P<head>.{2,}?(?:公司|银行|合作社|信用社|药房|医院|学校|集团))"
    rf"(?P<branch>.{{0,12}}?(?:{BRANCH_WORDS}))"
)
BRACKETED_BRANCH = re.compile(rf".*(?:{BRANCH_WORDS}|店|部)")
BRACKETED = re.compile(r"\(([^()]*)\)")
BRACKETS = str.maketrans("[{【〔《<「〈〖﹝]}】〕》>」〉〗﹞", "(" * 10 + ")" * 10)
LEGAL_NOTES = re.compile("个体(?:工商户)?|(?:特殊)?普通合伙|有限合伙|个人独资(?:企业)?")
FORMER = re.compile(r"(?:原名|原|曾用名|更名前|已更名|已注销|注销|吊销)[:为]?(.*)")

LEVELS = "自治区|自治州|自治县|街道办事处|街道|行政村|社区|省|市|县|区|旗|镇|乡|村"
PLACE = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{1,9}}?)(?:{LEVELS})")
# A place that no table names: two or three characters and its level, but 超市, 古镇 …
UNNAMED_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,9}?(?:自治区|自治州|自治县)"
    r"|[\u4e00-\u9fff]{2,3}?(?:省|(?<![超门夜菜集城都])市|县|(?<![古城市村])镇"
    r"|(?<![城水家老])乡)"
)
COUNTY_ALONE = re.compile(r"本?县(?![域城级])")
PARTY = "中共"
