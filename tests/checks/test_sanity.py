# ruff: noqa: E501 - a row of a given / expect table cannot be wrapped
"""Each data-sanity check on a few rows: what it finds and what it leaves alone."""

from checks.sanity.card import SEVERITIES, all_checks
from checks.sanity.shapes import SHAPES
from tests.checks.sanity import expect_findings, sanity_of

RESIDENT, DEATH = "registry/resident", "registry/death"
PENSION, LOAN = "social_security/pension_payment", "loan/loan_contract"
CERTIFICATE = "social_security/life_certificate"
HOSPITAL = "social_security/medical_settlement"


def test_there_are_twelve_and_each_has_words() -> None:
    checks = all_checks()
    assert [check.id for check in checks] == [f"DQ-{n:02}" for n in range(1, 13)]
    for check in checks:
        assert check.sql.startswith("-- ")
        assert {variant.severity for variant in check.variants} <= set(SEVERITIES)
    shapes = {name for check in checks for name in check.reads if name in SHAPES}
    assert shapes == set(SHAPES)


def test_dq01_finds_numbers_that_are_nobodys() -> None:
    given = {
        RESIDENT: """
            record_id | id_number          | id_text            | id_kind
            A         | 420281199001011237 | 420281199001011237 | valid
            B         | 420281199001011230 | 420281199001011230 | bad_check_digit
            C         | 990281199001011237 | 990281199001011237 | valid
            D         | 4202811990****1237 | 4202811990****1237 | masked
            E         |                    |                    | missing
            F         | H1234567           | H1234567           | foreign
        """
    }
    expect_findings(
        "DQ-01",
        given,
        """
        record_id | column_name | variant
        B         | id_number   | bad_check_digit
        C         | id_number   | bad_region
        D         | id_number   | masked
        """,
    )


def test_dq01_leaves_out_a_rows_corrected_version() -> None:
    given = {
        RESIDENT: """
            record_id | id_text | id_kind         | valid_to
            A         | 1       | bad_check_digit | 2026-10-01
        """
    }
    expect_findings("DQ-01", given, "")


def test_dq02_finds_what_had_to_be_repaired() -> None:
    given = {
        RESIDENT: """
            record_id | id_number           | id_text            | id_kind
            A         | 42028119900101123X  | 42028119900101123X | valid
            B         | 42028119900101123x  | 42028119900101123X | valid
            C         | 420281900101123     | 420281900101123    | valid15
            D         | 4.20281E+17         | 4.20281E+17        | excel_damaged
        """
    }
    expect_findings(
        "DQ-02",
        given,
        """
        record_id | variant
        B         | respelled
        C         | fifteen
        D         | damaged
        """,
    )


def test_dq03_finds_the_carriers_of_nobodys_values() -> None:
    given = {
        LOAN: """
            record_id | id_text            | id_kind     | phone       | person_name | name_key
            A         | 420281199001011237 | valid       | 13871234567 | 甲一        | 甲一
            B         | 111111111111111111 | placeholder | 13987654321 | 不详        |
        """,
        "generic_value": """
            meaning   | value              | kind
            id_number | 420281199001011237 | household_number
            phone     | 13871234567        | many_people
        """,
    }
    expect_findings(
        "DQ-03",
        given,
        """
        record_id | column_name | variant
        A         | id_number   | household_number
        A         | phone       | many_people
        B         | id_number   | placeholder
        B         | person_name | unnamed
        """,
    )


def test_dq04_finds_names_that_differ_and_doubled_people() -> None:
    given = {
        RESIDENT: """
            record_id | id_text            | id_kind | person_name | name_key | village
            A         | 420281199001011237 | valid   | 赵一        | 赵一     | 东村
            B         | 420281199001012345 | valid   | 钱二        | 钱二     | 东村
            C         | 420281199001013456 | valid   | 钱二        | 钱二     | 东村
            D         | 420281199001014567 | valid   | 钱二        | 钱二     | 西村
            E         | 420281900101234    | valid15 | 钱二        | 钱二     | 西村
            F         | 420281199001012345 | valid   | 孙三        | 孙三     | 南村
            G         | 420281900101234    | valid15 | 孙三        | 孙三     | 南村
        """,
        "conflict": """
            dataset           | role   | record_id | id_number          | person_name
            registry/resident | person | A         | 420281199001011237 | 赵一
        """,
    }
    expect_findings(
        "DQ-04",
        given,
        """
        record_id | variant
        A         | many_names
        B         | many_numbers
        C         | many_numbers
        D         | many_numbers
        E         | many_numbers
        """,
    )


def test_dq05_compares_sex_and_birth_with_the_number() -> None:
    given = {
        RESIDENT: """
            record_id | id_text            | id_kind | sex | birth_on
            A         | 420281199001011237 | valid   | 男  | 1990-01-01
            B         | 420281199001011237 | valid   | 女  | 1990-01-01
            C         | 420281900101123    | valid15 | 男  | 1990-10-01
            D         | 420281199001011230 | bad_check_digit | 女 | 1980-01-01
        """
    }
    expect_findings(
        "DQ-05",
        given,
        """
        record_id | column_name | variant
        B         | sex         | sex
        C         | birth_on    | birth
        """,
    )


def test_dq06_finds_rows_keys_and_files_that_came_twice() -> None:
    given = {
        DEATH: """
            record_id | supplier | delivered_on | id_number | died_on    | source   | person_name
            A         | 民政局   | 2026-05-06   | 1         | 2026-01-01 | 民政火化 | 甲
            B         | 民政局   | 2026-05-06   | 1         | 2026-01-01 | 民政火化 | 甲
            C         | 民政局   | 2026-05-06   | 1         | 2026-01-01 | 民政火化 | 乙
            D         | 民政局   | 2026-06-06   | 1         | 2026-01-01 | 民政火化 | 甲
            E         | 公安局   | 2026-05-06   | 1         | 2026-01-01 | 民政火化 | 甲
        """,
        "part": """
            dataset        | supplier | delivery_name | delivery | sha256
            registry/death | 民政局   | 民政局/5      | aa       | aaaa
            registry/death | 民政局   | 民政局/6      | aa       | aaaa
            registry/death | 民政局   | 民政局/6      | bb       | bbbb
        """,
    }
    expect_findings(
        "DQ-06",
        given,
        """
        record_id | delivery | variant     | detail
        B         |          | row         |
        C         |          | key         |
                  | 民政局/6 | redelivered | 民政局/5、民政局/6
        """,
    )


def test_findings_become_one_issue_with_places_and_no_persons() -> None:
    given = {
        RESIDENT: """
            record_id | supplier | delivery | source_file | source_row | id_text | id_kind
            A         | 公安局   | aa       | 户籍.csv    | 7          | 1       | masked
            B         | 公安局   | aa       | 户籍.csv    | 9          | 2       | masked
        """,
        "part": """
            dataset           | supplier | delivery_name | delivery | sha256
            registry/resident | 公安局   | 公安局/户籍   | aa       | aaaa
        """,
    }
    _, issues = sanity_of("DQ-01", given)
    (issue,) = issues.to_dicts()
    assert issue["delivery"] == "公安局/户籍"
    assert issue["records"] == 2
    assert "2 行被遮盖" in issue["sentence"]
    assert sorted(sample["row"] for sample in issue["samples"]) == [7, 9]
    assert sanity_of("DQ-01", given)[1].equals(issues)
