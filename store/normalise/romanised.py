"""Names in Latin letters: the syllables of Wang Xiaoming, WANGXIAOMING, Lyu Li."""

from functools import cache

# The syllables of Hanyu Pinyin that names have; ü is written v, as pypinyin does.
WORDS = """
    a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo
    bu ca cai can cang cao ce cen ceng cha chai chan chang chao che chen cheng
    chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu
    cuan cui cun cuo da dai dan dang dao de dei den deng di dian diao die ding
    diu dong dou du duan dui dun duo e en er fa fan fang fei fen feng fo fou fu
    ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun
    guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui
    hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai
    kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai
    lan lang lao le lei len leng li lia lian liang liao lie lin ling liu long
    lou lu luan lun luo lv lve ma mai man mang mao me mei men meng mi mian miao
    mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang
    niao nie nin ning niu nong nu nuan nun nuo nv nve o ou pa pai pan pang pao
    pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie
    qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru
    ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao
    she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si
    song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie
    ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia
    xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi
    yin ying yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha
    zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan
    zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
"""
SYLLABLES = frozenset(WORDS.split())
# How passports and keyboards write ü.
SPELLINGS = {"lyu": "lv", "nyu": "nv", "lue": "lve", "nue": "nve", "lyue": "lve"}
LONGEST, MOST_SYLLABLES = 6, 6
VOWELS = ("a", "o", "e")


def syllables(name: str) -> tuple[str, ...]:
    """Return the pinyin syllables of a name in Latin letters, () where it is no pinyin.

    Spaces, hyphens and apostrophes part syllables; an unbroken name has at least
    two. Inside a word no syllable begins with a, o or e where that can be avoided,
    as the rules of spelling want (FANGANG is fan gang), and the fewest are taken.
    """
    words = name.lower().replace("'", " ").replace("-", " ").split()
    least = 2 if len(words) == 1 else 1
    parts = [_parted(word, least) for word in words]
    return sum(parts, ()) if all(parts) else ()


@cache
def _parted(word: str, least: int) -> tuple[str, ...]:
    """Return the best parting of one word into at least `least` syllables."""
    found = [way for way in _ways(word) if len(way) >= least]
    return min(found, key=_cost, default=())


def _ways(word: str) -> list[tuple[str, ...]]:
    """Return for each number of syllables the cheapest way to part a word."""
    best: list[dict[int, tuple[str, ...]]] = [{0: ()}]
    for end in range(1, len(word) + 1):
        ways = [
            (*way, syllable)
            for start in range(max(0, end - LONGEST), end)
            if (syllable := _syllable(word[start:end]))
            for way in best[start].values()
            if len(way) < MOST_SYLLABLES
        ]
        cheapest = sorted(ways, key=_cost, reverse=True)
        best.append({len(way): way for way in cheapest})
    return list(best[-1].values())


def _cost(way: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    return sum(part.startswith(VOWELS) for part in way[1:]), len(way), way


def _syllable(letters: str) -> str | None:
    spelled = SPELLINGS.get(letters, letters)
    return spelled if spelled in SYLLABLES else None
