"""Ten explanations, five links and five refusals, by their wording."""

from dataclasses import replace

import polars as pl
import pytest

from identity.explain.explanation import Explanation, Verdict
from identity.explain.pair import explain_pair
from identity.explain.tell import told
from identity.matcher.link import Linked, link
from identity.matcher.result import link_table
from tests.identity.office import MODEL, epoch, id_number, linked, table

WHOLE = id_number("42272619770727019")
ONE_DIGIT_WRONG = f"{WHOLE[:13]}{(int(WHOLE[13]) + 1) % 10}{WHOLE[14:]}"
OLD = id_number("42052619740110018")
FATHER = id_number("42052619550505033")
MASKED = id_number("42052619681004032")

REGISTER = f"""
    record_id | id_number | name | birth_date | sex | village | town | phone
    A01 | 42052619930205121 | 冯晓伟 | 1993-02-05 | 男 | 湾马村 | 白泉镇 |
    A02 | {MASKED} | 章顺晟 | 1968-10-04 | 女 | 石李村 | 白泉镇 | 15100000002
    A03 | {WHOLE} | 陆春黎 | 1977-07-27 | 男 | 水河村 | 堡桥镇 | 15100000003
    A04 | {OLD} | 徐方才 | 1974-01-10 | 女 | 湾马村 | 白泉镇 |
    A05 | 42052619820611041 | 郑弓镇 | 1982-06-11 | 男 | 石李村 | 白泉镇 |
    A06 | 42052619600303022 | 刘玉兰 | 1960-03-03 | 女 | 水河村 | 堡桥镇 |
    A07 | 42052619700808031 | 李建国 | 1970-08-08 | 男 | 湾马村 | 白泉镇 | 15112340001
    A08 | 42052619850101011 | 张伟 | 1985-01-01 | 男 | 石李村 | 白泉镇 |
    A09 | 42052619910909013 | 张伟 | 1991-09-09 | 男 | 石李村 | 白泉镇 |
    A10 | {FATHER} | 孟长河 | 1955-05-05 | 男 | 水河村 | 堡桥镇 | 15112340002
    A11 | 42052619880808026 | 王芳 | 1988-08-08 | 女 | 湾马村 | 白泉镇 | 13800000000
"""
CLAIMS = f"""
    record_id | id_number | name | birth_date | sex | village | town | phone
    B01 | 420526199302051000 | 冯小伟 | | 男 | 湾马村 | 白泉镇 |
    B02 | 420526********{MASKED[-4:]} | 章顺晟 | | | 石李村 | 白泉镇 |
    B03 | {ONE_DIGIT_WRONG} | 陆春黎 | | | | |
    B04 | {OLD[:6]}{OLD[8:17]} | 徐方才 | | | | |
    B05 | | 郑弓镇 | 1982.6.11 | | 石李村 | |
    B06 | 42052619710417026 | 刘玉兰 | | 女 | 水河村 | |
    B07 | | 李建华 | 1973-02-11 | 男 | 湾马村 | 白泉镇 | 15112340001
    B08 | | 张伟 | | 男 | 石李村 | 白泉镇 |
    B09 | {FATHER} | 孟小妹 | 1981-04-02 | 女 | 水河村 | 堡桥镇 | 15112340002
    B10 | | 王芳 | | | | | 13800000000
"""
ACCEPTED = "系统接受：两条记录写的是同一个人"
OPEN = "待人核对：还不能说两条记录是同一个人"
REFUSED = "系统不认作同一个人"
NOTHING_TURNS = "所缺字段中没有哪一项单独能改变这一结论。"
BLAME = ("冒", "骗", "假", "违", "伪造", "嫌疑")

CASES = [
    pytest.param(
        "A01",
        "B01",
        f"{ACCEPTED}（T4，按现有字段，可能性在 99.999% 以上）",
        (
            "支持 39.4 比特：身份证号：有一方的号码被电子表格截成十五位，"
            "前十五位相同（+15.6）；姓名同音不同字",
            "起点 −19.3（左表 500,000 条记录，任取一条就是此人的机会很小），合计 +19.1",
            NOTHING_TURNS,
        ),
        id="cut-by-excel-and-a-homophone",
    ),
    pytest.param(
        "A02",
        "B02",
        f"{ACCEPTED}（T4",
        (
            "身份证号：有一方的号码被遮盖，露出的各位都相同（+11.5）；"
            "姓名一致（+21.7，左表仅此一条）；"
            "村（社区）一致（+7.8，左表 2,000 条同此）",
            "家属之间本来就常常同姓、同村、共用电话，为此扣去 1.7。",
            "若查明出生日期相差十五年以上，合计 +1.0，转为待核。",
        ),
        id="masked",
    ),
    pytest.param(
        "A03",
        "B03",
        f"{ACCEPTED}（T4",
        (
            "身份证号：有一方的号码校验不符，只差一位或相邻两位颠倒（+22.3）",
            "反对：没有。",
            "缺少 27.5 比特：住址两边都没有、村（社区）右表没有、乡镇右表没有、"
            "联系电话右表没有、银行账号两边都没有（查明相符时可再加的分量）。",
        ),
        id="one-digit-wrong",
    ),
    pytest.param(
        "A04",
        "B04",
        f"{ACCEPTED}（T3，有效号码相同而且姓名相符，按规则直接认定）",
        ("身份证号码相同（+18.8）；姓名一致（+21.7，左表仅此一条）",),
        id="fifteen-digits",
    ),
    pytest.param(
        "A05",
        "B05",
        f"{ACCEPTED}（T5",
        (
            "姓名一致（+21.7，左表仅此一条）；出生日期一致（+15.2）；村（社区）一致",
            "身份证号右表没有",
            NOTHING_TURNS,
        ),
        id="no-number-but-name-birth-and-village",
    ),
    pytest.param(
        "A06",
        "B06",
        OPEN,
        (
            "原因：两个有效号码不同，右边的号码在左表无人使用，又没有电话、账号或另外写明的"
            "出生日期支持：可能是同名的外人，接受线提高；"
            "身份证号：两个号码都有效，却不相同；"
            "分量不够：合计 −4.7，低于接受线 +3.0。",
            "反对 6.1 比特：身份证号：两个号码都有效，却不相同（−6.1）。",
            "最该补查：出生日期（右表没有）。若查明出生日期一致，合计 +10.5，即可接受；"
            "若查明出生日期相差十五年以上，合计 −24.1，即不认作同一人。",
        ),
        id="two-valid-numbers-one-name-and-village",
    ),
    pytest.param(
        "A07",
        "B07",
        REFUSED,
        (
            "原因：出生日期不同；相像之处在一家人之间也很常见，不足以说明是同一人；"
            "分量太轻：合计 −20.6，低于待核线 −6.0。",
            "联系电话一致（+17.6，左表 3 条同此）",
            "出生日期不同（−14.9）；"
            "家属之间本来就常常同姓、同村、共用电话，为此扣去 16.8",
        ),
        id="siblings-with-a-generation-character-and-one-telephone",
    ),
    pytest.param(
        "A08",
        "B08",
        OPEN,
        (
            "原因：左表的 A09 同样合适（相差 0.0 比特），凭现有字段分不出是哪一个；",
            "姓名一致（+10.2，左表 420 条同此）",
            "最该补查：出生日期（右表没有）。"
            "若查明出生日期一致，合计 +14.8，即可接受；",
        ),
        id="two-namesakes-equally-good",
    ),
    pytest.param(
        "A10",
        "B09",
        REFUSED,
        (
            "原因：两边写的出生日期、性别不同，须看原件；",
            "共用电话，两边写的出生日期、性别又不同，为此扣去 49.4",
            "身份证号码相同，其余却更像家属：可能填了家属的号码，也可能是录入差错，须看原件",
            "姓名：只有姓氏相同（−3.8）",
            NOTHING_TURNS,
        ),
        id="number-of-a-relative",
    ),
    pytest.param(
        "A11",
        "B10",
        OPEN,
        (
            "联系电话一致（+6.1，左表 5,200 条同此）",
            "分量不够：合计 −3.2，低于接受线 0.0",
            "若查明出生日期相差十五年以上，合计 −22.6，即不认作同一人。",
        ),
        id="placeholder-telephone-only",
    ),
]


@pytest.fixture(scope="module")
def office() -> Linked:
    return linked(table(REGISTER), table(CLAIMS))


def explained(
    office: Linked, left: str, right: str, verdict: Verdict | None = None
) -> Explanation:
    left_row = office.sides.left.rows["record_id"].to_list().index(left)
    right_row = office.sides.right.rows["record_id"].to_list().index(right)
    return explain_pair(office, left_row, right_row, verdict=verdict)


@pytest.mark.parametrize(("left", "right", "opens", "says"), CASES)
def test_explanation_says(
    office: Linked, left: str, right: str, opens: str, says: tuple[str, ...]
) -> None:
    text = told(explained(office, left, right))
    assert text.startswith(opens)
    assert [phrase for phrase in says if phrase not in text] == []
    assert not any(word in text for word in BLAME)


def test_three_numbers_and_the_prior_make_the_weight(office: Linked) -> None:
    for pair in office.pairs.select("left_id", "right_id").iter_rows():
        whole = explained(office, *pair)
        sum_up = whole.prior_milli + whole.for_milli - whole.against_milli
        assert whole.weight_milli == sum_up


def test_what_decides_is_what_linking_would_decide(office: Linked) -> None:
    whole = explained(office, "A06", "B06")
    assert whole.decides is not None
    born = table(CLAIMS).with_columns(
        birth_date=pl.when(pl.col("record_id") == "B06")
        .then(pl.lit("1960-03-03"))
        .otherwise("birth_date")
    )
    known = explained(linked(table(REGISTER), born), "A06", "B06")
    assert known.weight_milli == whole.decides.best.weight_milli
    assert known.decision == whole.decides.best.decision


def test_link_by_a_rare_name_alone_says_that_no_rule_uses_it() -> None:
    right = table("""
        record_id | id_number | name | sex
        B1 | | 章顺晟 | 女
    """)
    text = told(explained(linked(table(REGISTER), right), "A02", "B1"))
    assert text.startswith(f"{ACCEPTED}（T6")
    assert "除姓名外没有够分量的相符之处，这样的联系不用来产生疑点" in text
    assert "接受线 +2.0" in text


def test_name_alone_is_never_enough_without_numbers_to_learn_from() -> None:
    right = table("""
        record_id | id_number | name | sex
        B1 | | 章顺晟 | 女
    """)
    unanchored = replace(epoch(), method="em")
    found = link(table(REGISTER), right, MODEL, epoch=unanchored)
    text = told(explained(found, "A02", "B1"))
    assert text.startswith(OPEN)
    assert "又没有号码可以校准，这一类只供人核对" in text
    assert "这一类不凭分量接受，待核线 −6.0" in text


def test_judgement_outranks_the_weight(office: Linked) -> None:
    verdict = Verdict(kind="not_same", by="核查员甲", on="2026-11-20", why="见户籍底册")
    whole = explained(office, "A08", "B08", verdict)
    text = told(whole)
    assert (
        "核查员甲于2026-11-20判定不是同一人，理由：见户籍底册；人的判定高于计算" in text
    )
    assert text.endswith("已由人判定，不再取决于别的字段。")


def test_pair_that_no_key_proposed_is_weighed_now(office: Linked) -> None:
    whole = explained(office, "A03", "B05")
    assert not whole.was_compared
    text = told(whole)
    assert text.startswith(REFUSED)
    assert "没有一个共同的查找键" in text
    assert "左表的 A05 更合适" in text


def test_column_reads_well_and_sums_up(office: Linked) -> None:
    rows = link_table(office, every=True).filter(pl.col("right_id") == "B01")
    assert rows["explanation"].to_list() == [
        "身份证号：有一方的号码被电子表格截成十五位，前十五位相同 +15.6；"
        "姓名同音不同字（如 晓/小），或只有异体字之别 +15.0；性别一致 +1.0；"
        "村（社区）一致 +7.8；因家属之间本就会这样相像 −1.1；起点 −19.3；合计 +19.1"
    ]
