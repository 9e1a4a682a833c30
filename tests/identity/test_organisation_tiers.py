"""Names without a code are tied to the code that they mean, or say why not."""

from pathlib import Path

import pytest

from identity.organisation_tie import MOST_CODES
from store.normalise.credit_code import check_character
from tests.identity.organisations import (
    CODE,
    OTHER_CODE,
    company,
    led,
    organisation,
    row,
    unit,
)
from tests.identity.tables import (
    COMPANY,
    CONTRACT,
    PAYROLL,
    RESIDENT,
    UNIT,
    link,
)


def _loan(record_id: str, name: str, owner: str | None = None) -> dict[str, str | None]:
    return {"record_id": record_id, "business_name": name, "person_name": owner}


# Each code has a name; which tier ties the payroll's or the loan's name to the first.
NAMES = {CODE: "云溪县宏祥装饰工程有限公司", OTHER_CODE: "云溪县康泰建材经营部"}
COUNTY = [
    unit("u-1", "云溪县民政局"),
    unit("u-2", "云溪县教育局"),
    unit("u-3", "云溪县财政局"),
]


@pytest.mark.parametrize(
    ("name", "owner", "tier"),
    [
        ("云溪县宏祥装饰工程有限责任公司", None, "O2"),
        ("云溪宏祥装饰工程公司", None, "O4"),
        ("宏祥装饰工程（云溪县）有限公司", None, "O4"),
        ("宏祥装饰工程公司", None, "O4"),
        ("湖北省云溪县宏祥装饰工程", "张伟", "O3"),
        ("云溪县宏翔装饰工程有限公司", "张伟", "O5"),
        ("云溪县祥宏装饰工程有限公司", "张伟", "O5"),
        ("云溪县宏翔装饰工程有限公司", None, "no_code_known"),
        ("云溪县宏翔装饰工程有限公司", "李四", "no_code_known"),
        ("云溪宏祥装饰工程公司", "李四", "facts_differ"),
        ("黄石市宏祥装饰工程有限公司", "张伟", "no_code_known"),
        ("云溪县宏祥装饰工程商行", "张伟", "no_code_known"),
        ("云溪县宏祥装饰工程有限公司永沟分公司", "张伟", "no_code_known"),
        ("有限公司", "张伟", "no_code_known"),
    ],
)
def test_a_name_is_tied_to_the_code_it_means(
    tmp_path: Path, name: str, owner: str | None, tier: str
) -> None:
    companies = [
        led("c-1", CODE, NAMES[CODE], "张伟"),
        led("c-2", OTHER_CODE, NAMES[OTHER_CODE], "李四"),
        *(led(f"x-{n}", None, str(u["unit_name"])) for n, u in enumerate(COUNTY)),
    ]
    linked = link(tmp_path, {COMPANY: companies, CONTRACT: [_loan("l-1", name, owner)]})
    found = row(linked, "l-1")
    same = organisation(linked, "l-1") == organisation(linked, "c-1")
    assert (found["reason"] or found["tier"], same) == (tier, tier.startswith("O"))
    assert found["explanation"].endswith("。")


def test_one_core_behind_two_codes_stays_untied_without_a_second_fact(
    tmp_path: Path,
) -> None:
    linked = link(
        tmp_path,
        {
            COMPANY: [
                led("c-1", CODE, "甲乡宏祥装饰有限公司", "张伟"),
                led("c-2", OTHER_CODE, "甲乡宏祥装饰股份有限公司", "李四"),
            ],
            CONTRACT: [
                _loan("l-1", "甲乡宏祥装饰公司"),
                _loan("l-2", "甲乡宏祥装饰公司", "李四"),
                _loan("l-3", "甲乡宏祥装饰公司", "王五"),
            ],
        },
    )
    assert row(linked, "l-1")["reason"] == "two_codes"
    assert row(linked, "l-3")["reason"] == "two_codes"
    assert row(linked, "l-2")["tier"] == "O3"
    assert organisation(linked, "l-2") == organisation(linked, "c-2")


def test_a_name_of_many_places_needs_its_place(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            COMPANY: [
                company("c-1", CODE, "黄石市迎宾酒店有限公司"),
                company("c-2", OTHER_CODE, "武汉市迎客酒店有限公司"),
            ],
            PAYROLL: [
                unit("p-1", "迎宾酒店"),
                unit("p-2", "咸宁市迎宾酒店"),
                unit("p-3", "黄石市迎宾酒店"),
                unit("p-4", "迎客酒店"),
            ],
        },
    )
    assert row(linked, "p-1")["reason"] == "generic_name"
    assert row(linked, "p-2")["reason"] == "no_code_known"
    assert organisation(linked, "p-3") == organisation(linked, "c-1")
    assert organisation(linked, "p-4") == organisation(linked, "c-2")


def test_a_name_of_very_many_places_is_still_known_by_its_place(
    tmp_path: Path,
) -> None:
    serials = [f"91420281MA4K{n:05d}" for n in range(MOST_CODES + 9)]
    towns = [f"{a}{b}镇" for a in "金白青龙石清云长" for b in "湖溪桥山河坪岭塘"]
    shops = [
        company(f"c-{n}", serial + check_character(serial), f"{towns[n]}便民商店")
        for n, serial in enumerate(serials)
    ]
    names = [f"{towns[7]}便民", "便民商店", f"{towns[-1]}便民商店"]
    payroll = [unit(f"p-{n}", name) for n, name in enumerate(names)]
    linked = link(tmp_path, {COMPANY: shops, PAYROLL: payroll})
    assert organisation(linked, "p-0") == organisation(linked, "c-7")
    assert row(linked, "p-1")["reason"] == "generic_name"
    assert row(linked, "p-2")["reason"] == "no_code_known"


def test_a_village_committee_is_known_by_its_village(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            UNIT: [company("u-1", OTHER_CODE, "永沟镇张家湾村村民委员会")],
            PAYROLL: [
                unit("p-1", "张家湾村民委员会"),
                unit("p-2", "村委会"),
                unit("p-3", "张家湾村小学"),
            ],
            RESIDENT: [{"record_id": "r-1", "village": "张家湾村"}],
        },
    )
    assert organisation(linked, "p-1") == organisation(linked, "u-1")
    assert row(linked, "p-1")["tier"] == "O4"
    assert row(linked, "p-2")["reason"] == "no_code_known"
    assert row(linked, "p-3")["reason"] == "no_code_known"


def test_a_branch_is_its_own_and_knows_its_head_office(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            COMPANY: [
                company("c-1", CODE, "湖北宏祥装饰有限公司"),
                company("c-2", OTHER_CODE, "湖北宏祥装饰有限公司永沟分公司"),
            ],
            PAYROLL: [
                unit("p-1", "湖北宏祥装饰有限公司(永沟分公司)"),
                unit("p-2", "湖北宏祥装饰有限公司云溪分公司"),
            ],
        },
    )
    parents = dict(
        linked.table("organisation").select("organisation_id", "parent_id").iter_rows()
    )
    head = organisation(linked, "c-1")
    assert organisation(linked, "p-1") == organisation(linked, "c-2")
    assert parents[head] is None
    assert parents[organisation(linked, "c-2")] == head
    assert parents[organisation(linked, "p-2")] == head


def test_a_former_name_means_the_present_code(tmp_path: Path) -> None:
    renamed = {
        **company("u-1", OTHER_CODE, "云溪县教育局"),
        "former_name": "云溪县文教局",
    }
    linked = link(
        tmp_path,
        {
            UNIT: [renamed],
            COMPANY: [company("c-1", CODE, "新源公司（原云溪县砖厂）")],
            PAYROLL: [unit("p-1", "云溪县文教局"), unit("p-2", "云溪县砖厂")],
        },
    )
    assert organisation(linked, "p-1") == organisation(linked, "u-1")
    assert organisation(linked, "p-2") == organisation(linked, "c-1")


def test_who_bears_a_name_now_goes_before_who_bore_it(tmp_path: Path) -> None:
    renamed = {
        **company("u-1", OTHER_CODE, "云溪县教育体育局"),
        "former_name": "云溪县教育局",
    }
    linked = link(
        tmp_path,
        {
            UNIT: [renamed, {**renamed, "record_id": "u-2", "former_name": "文教局"}],
            COMPANY: [company("c-1", CODE, "云溪县教育局")],
            PAYROLL: [unit("p-1", "云溪县教育局")],
        },
    )
    assert organisation(linked, "p-1") == organisation(linked, "c-1")
    assert organisation(linked, "u-1") == organisation(linked, "u-2")
    assert linked.table("organisation_link")["record_id"].is_unique().all()


def test_an_address_tells_two_firms_of_one_name_apart(tmp_path: Path) -> None:
    name, places = "甲乡宏祥装饰有限公司", ("甲乡一路1号", "甲乡二路2号")
    linked = link(
        tmp_path,
        {
            COMPANY: [
                {**company("c-1", CODE, name), "address": places[0]},
                {**company("c-2", OTHER_CODE, name), "address": places[1]},
                {**company("c-3", None, name), "address": f" {places[1]}"},
                {**company("c-4", None, name), "address": "别处"},
            ],
        },
    )
    assert organisation(linked, "c-3") == organisation(linked, "c-2")
    assert row(linked, "c-3")["tier"] == "O3"
    assert row(linked, "c-4")["reason"] == "two_codes"


def test_old_numbers_mean_the_code_that_holds_them(tmp_path: Path) -> None:
    published, registration = "91350100M000100Y43", "110108000000016"
    linked = link(
        tmp_path,
        {
            COMPANY: [
                company("c-1", published, "甲乙公司"),
                company("c-2", "M000100Y-4", "丙丁公司"),
                company("c-3", registration, "戊己公司"),
                company("c-4", registration, "庚辛公司"),
                company("c-5", registration, "壬癸公司"),
                company("c-6", CODE, "壬癸公司"),
            ]
        },
    )
    assert organisation(linked, "c-2") == organisation(linked, "c-1")
    assert row(linked, "c-2")["tier"] == "O1"
    found = {organisation(linked, f"c-{n}") for n in (3, 4, 5, 6)}
    assert len(found) == 1


def test_an_old_number_alone_is_an_organisation(tmp_path: Path) -> None:
    rows = [
        company("c-1", "110108000000016", "戊己公司"),
        company("c-2", "110108000000016", "庚辛公司"),
    ]
    linked = link(tmp_path, {COMPANY: rows})
    assert organisation(linked, "c-1") == organisation(linked, "c-2")
