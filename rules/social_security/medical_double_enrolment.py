"""Enrolled twice in medical insurance, with the treasury's subsidy for residents.

A start in shadow: who changes to the employees' scheme within the year has enrolled
as a resident before, and lawfully. A second region's list is not in our extracts;
two files of one person in the county are.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status, posts


class Overlap(Params):
    """How long both must run side by side."""

    overlap_months: int = Field(
        default=3, description="两份参保同时有效达到多少个月才需核实"
    )


RULE = Rule(
    id="SS-09",
    version=3,
    status=Status.SHADOW,
    title="同一年度两份医保同时有效且享受财政补助",
    question="享受居民医保财政补助的年度，是否同时参加了职工医保或重复建档？",
    basis=(
        Basis(
            document="国家医保局 财政部 税务总局关于加强和改进基本医疗保险参保工作的"
            "指导意见（医保发〔2020〕33号）",
            read=Read.RECALLED,
        ),
        Basis(
            document="国务院办公厅关于健全基本医疗保险参保长效机制的指导意见"
            "（国办发〔2024〕38号）",
            read=Read.RECALLED,
        ),
    ),
    needs=("social_security/medical_enrolment",),
    optional=(),
    policies=("mutual_exclusion",),
    act="social_security/medical_enrolment",
    partition={"social_security/medical_enrolment": None},
    params=Overlap(),
    explanations=("changed_within_year", "student_enrolment"),
    questions=(
        "两份参保的生效、终止日期以哪一系统为准？",
        "居民参保是否已退费、财政补助是否已扣减？",
    ),
    verify=(
        "核对两份参保登记的缴费到账日期与待遇享受期",
        "核对财政补助结算人数中是否已剔除",
        "核对是否为大学生、新就业当年等政策允许的情形",
    ),
    chain=posts(
        "村（社区）、乡镇医保窗口",
        "县医保中心参保岗",
        "县医保局",
        "县财政局社保股",
        "县医保局",
    ),
    amount_basis="该年度居民医保财政补助标准，每人每年计一份",
    sentences={
        "居民与职工": (
            "{from}至{to}的居民医保与职工医保同时有效，居民医保列有财政补助，"
            "待核实金额{amount}。"
        ),
        "居民两份": (
            "{from}至{to}有两份居民医保档案均列有财政补助，待核实金额{amount}。"
        ),
    },
    logic=(
        "把同一年度、同一人的居民医保参保与职工医保参保（或另一份居民医保）对上。",
        "两份同时有效三个月以上、居民医保列有财政补助的，是一项待核实行为。",
        "当年才转入职工医保的、大学生参保的不计。",
    ),
    cannot_see=("在外地参保而未提供数据的查不到", "退费和补助扣减的结算数据"),
    effort_minutes=10,
    module=__name__,
)
