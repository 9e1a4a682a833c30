"""A small sample of every table that the partitioned rules read."""

PEOPLE = range(1, 25)


def _table(header: str, row: str) -> str:
    rows = (row.format(n=n, later=2 + n % 8, even=n % 2) for n in PEOPLE)
    return "\n".join((header, *rows))


TABLES = {
    "social_security/pension_payment": _table(
        "record_id | person_id | scheme | paid_for | paid_in | amount_fen",
        "A{n} | P{n} | 企业养老 | 2026-0{later}-01 | 2026-0{later}-01 | 1{n:03}",
    ),
    "registry/death": _table(
        "record_id | person_id | died_on | source",
        "D{n} | P{n} | 2025-12-01 | 公安注销",
    )
    + "\n"
    + "\n".join(f"E{n} | P{n} | 2025-12-01 | 民政火化" for n in PEOPLE if n % 3),
    "social_security/life_certificate": _table(
        "record_id | person_id | certified_on | way | result",
        "V{n} | P{n} | 202{even}-06-01 | 柜台 | 通过",
    ),
    "social_security/medical_settlement": _table(
        "record_id | person_id | admitted_on | visit_kind",
        "W{n} | P{n} | 2026-01-15 | 药店购药",
    ),
    "registry/cadre": _table(
        "record_id | person_id | unit_name | appointed_on",
        "C{n} | P{n} | 单位{even} | 2020-01-01",
    ),
    "registry/declared_kin": "",
    "registry/resident": _table(
        "record_id | person_id | household_number | relation_to_head | status",
        "R{n} | P{n} | H{even} | 户主 | 正常",
    ),
    "relief/subsidy_project": """
        record_id | project_code | project_name | granularity
        X1        | 0            | 高龄津贴     | 人
        X2        | 1            | 地力补贴     | 户
    """,
    "relief/subsidy_payment": _table(
        "record_id | person_id | project_code | project_name | paid_for | paid_on"
        " | amount_fen | account_number",
        "S{n} | P{n} | {even} | 项目{even} | 2026-0{later}-01 | 2026-0{later}-20"
        " | 1{n:03} | 62{even}",
    ),
    "relief/training_enrolment": _table(
        "record_id | person_id | name_key | id_text | fund_source | started_on"
        " | subsidy_fen",
        "T{n} | P{n} | 甲{n} | 42028119900101{n:04} | 移民 | 2026-03-01 | 1{n:03}",
    ),
    "relief/migrant": _table(
        "record_id | person_id | name_key | id_text | valid_from",
        "G{n} | P{n} | 甲{n} | 42028119900101{n:04} | 202{later}-01-01",
    ),
}
