"""Who led or owned a firm on a day, out of all versions of the register of firms.

The registers came on 2026-03-10, 2026-06-10 and 2026-09-10, as in `test_spells`.
"""

from tests.rules.states.asked import check_state

COMPANY, MEMBER = "registry/company", "registry/company_member"

FIRM = (
    "record_id | supplier | credit_code | company_kind | legal_representative_person_id "
    "| founded_on | delivered_on | valid_from | valid_to | cancelled_on"
)
ROLE = "person_id | valid_from | valid_to | maybe_to | roles"
LATER = (
    "F9 | 市监局 | X9 | 有限责任公司 | P9 | 2026-05-01 | 2026-06-10 | 2026-06-10 | |"
)
OF_LATER = "P9 | 2026-05-01 | | | 法定代表人"


def _firms(*rows: str) -> dict[str, str]:
    return {COMPANY: "\n".join((FIRM, LATER, *rows))}


def test_a_leader_who_was_replaced_led_until_then_and_the_next_from_then() -> None:
    check_state(
        "company_role",
        given=_firms(
            "F1 | 市监局 | X1 | 有限责任公司 | P1 | 2020-01-01 | 2026-03-10 | "
            "| 2026-06-09 |",
            "F2 | 市监局 | X1 | 有限责任公司 | P2 | 2020-01-01 | 2026-06-10 "
            "| 2026-06-10 | |",
        ),
        expect=f"""{ROLE}
            {OF_LATER}
            P1 | 2020-01-01 | 2026-03-10 | 2026-06-09 | 法定代表人
            P2 | 2026-06-10 | | | 法定代表人
        """,
    )


def test_a_leader_who_came_back_led_twice() -> None:
    check_state(
        "company_role",
        given=_firms(
            "F1 | 市监局 | X1 | 有限责任公司 | P1 | 2020-01-01 | 2026-03-10 | "
            "| 2026-06-09 |",
            "F2 | 市监局 | X1 | 有限责任公司 | P2 | 2020-01-01 | 2026-06-10 "
            "| 2026-06-10 | 2026-09-09 |",
            "F3 | 市监局 | X1 | 有限责任公司 | P1 | 2020-01-01 | 2026-09-10 "
            "| 2026-09-10 | |",
        ),
        expect=f"""{ROLE}
            {OF_LATER}
            P1 | 2020-01-01 | 2026-03-10 | 2026-06-09 | 法定代表人
            P1 | 2026-09-10 | | | 法定代表人
            P2 | 2026-06-10 | 2026-06-10 | 2026-09-09 | 法定代表人
        """,
    )


def test_a_new_name_of_the_firm_changes_no_leader() -> None:
    check_state(
        "company_role",
        given=_firms(
            "F1 | 市监局 | X1 | 个体工商户 | P1 | 2020-01-01 | 2026-03-10 | "
            "| 2026-06-09 |",
            "F2 | 市监局 | X1 | 有限责任公司 | P1 | 2020-01-01 | 2026-06-10 "
            "| 2026-06-10 | |",
        ),
        expect=f"""{ROLE}
            {OF_LATER}
            P1 | 2020-01-01 | | | 法定代表人
        """,
    )


def test_a_firm_that_vanished_is_led_until_the_last_register_had_it() -> None:
    check_state(
        "company_role",
        given=_firms(
            "F1 | 市监局 | X1 | 有限责任公司 | P1 | 2020-01-01 | 2026-03-10 | "
            "| 2026-09-09 |",
        ),
        expect=f"""{ROLE}
            {OF_LATER}
            P1 | 2020-01-01 | 2026-06-10 | 2026-09-09 | 法定代表人
        """,
    )


def test_a_firm_that_closed_is_led_until_its_own_day() -> None:
    check_state(
        "company_role",
        given=_firms(
            "F1 | 市监局 | X1 | 有限责任公司 | P1 | 2020-01-01 | 2026-03-10 | "
            "| 2026-06-09 |",
            "F2 | 市监局 | X1 | 有限责任公司 | P1 | 2020-01-01 | 2026-06-10 "
            "| 2026-06-10 | 2026-04-20 | 2026-04-20",
        ),
        expect=f"""{ROLE}
            {OF_LATER}
            P1 | 2020-01-01 | 2026-04-20 | 2026-04-20 | 法定代表人
        """,
    )


def test_a_shareholder_who_vanished_is_one_until_then() -> None:
    firm = _firms(
        "F1 | 市监局 | X1 | 有限责任公司 | P9 | 2020-01-01 | 2026-03-10 | | |"
    )
    members = """
        record_id | supplier | credit_code | person_id | member_kind | joined_on | \
delivered_on | valid_from | valid_to
        M1 | 市监局 | X1 | P1 | 股东 | 2021-02-01 | 2026-03-10 | 2021-02-01 | 2026-06-09
        M2 | 市监局 | X1 | P2 | 股东 |  | 2026-06-10 | 2026-06-10 |
    """
    check_state(
        "company_role",
        given={**firm, MEMBER: members},
        expect=f"""{ROLE}
            {OF_LATER}
            P9 | 2020-01-01 | | | 法定代表人
            P1 | 2021-02-01 | 2026-03-10 | 2026-06-09 | 股东
            P2 | 2026-06-10 | | | 股东
        """,
    )
