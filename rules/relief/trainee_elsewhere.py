"""Subsidised trainees who were dead, confined, in hospital or abroad during the class.

A trainee may miss days: only who was away on a large part of the class days is asked
about. Two classes on the same days are the matter of PR-13B and not repeated here. A
journey without a day of return decides nothing.
"""

from pydantic import Field

from rules.rule import Basis, Params, Read, Rule, Status
from rules.training import OFFICES


class Away(Params):
    """How much of a class somebody must be away from."""

    away_ppm: int = Field(
        default=500_000, description="不能到场的天数占班期天数的比例，达到即列出"
    )


RULE = Rule(
    id="PR-13C",
    version=5,
    status=Status.IN_USE,
    title="培训班期内学员已登记死亡、在押、住院或在境外",
    question="领取培训补贴的学员，班期的多数日子里是否可能到场？",
    basis=(
        Basis(
            document="《大中型水利水电工程建设征地补偿和移民安置条例》",
            article="第四十五条、第六十条",
            read=Read.FULL_TEXT,
        ),
        Basis(
            document="《就业补助资金管理办法》及各地细则（按实际参加培训补贴）",
            read=Read.RECALLED,
        ),
    ),
    needs=("relief/training_enrolment",),
    optional=(
        "registry/death",
        "registry/custody",
        "registry/exit_entry",
        "social_security/medical_settlement",
        "social_security/life_certificate",
    ),
    policies=("registry_lag",),
    act="relief/training_enrolment",
    partition={
        "relief/training_enrolment": None,
        "registry/exit_entry": None,
        "social_security/medical_settlement": None,
    },
    params=Away(),
    explanations=(
        "out_of_custody",
        "in_hospital",
        "certified_alive",
        "class_online_or_weekends",
        "no_class_on_site",
    ),
    questions=(
        "班期内哪些日子实际上课，学员哪些日子签到？",
        "住院是否为白天治疗、夜间回家，或中途出院？",
    ),
    verify=(
        "调取签到册、课程表、考勤影像与补贴发放回单",
        "向公安、监所、医院核对起止日期与本人身份",
        "查明是否有人代为签到、代为领取",
        "线上班、周末班或多数日子能够到场的，不能据此认定",
    ),
    chain=OFFICES,
    amount_basis="班期多数日子不能到场的各期已发放的培训补贴合计",
    sentences={
        "开班前已登记死亡": (
            "{from}至{to}领取补贴的培训{count}期，开班在登记的死亡日期之后，"
            "待核实金额{amount}。"
        ),
        "羁押期间": (
            "{from}至{to}领取补贴的培训{count}期，多数日子本人登记为在押，"
            "待核实金额{amount}。"
        ),
        "住院期间": (
            "{from}至{to}领取补贴的培训{count}期，多数日子本人有住院记录，"
            "待核实金额{amount}。"
        ),
        "出境期间": (
            "{from}至{to}领取补贴的培训{count}期，多数日子本人有出境记录，"
            "待核实金额{amount}。"
        ),
    },
    logic=(
        "只看发放成功、金额大于零的培训补贴。",
        "登记的死亡日期早于开班日期的，为开班前已登记死亡。",
        "在押、住院、出境的首日和末日不算，其余日子占班期天数达到规定比例的列出。",
        "出境后没有入境日期的不作判断；同时在两个班的由 PR-13B 比对。",
    ),
    cannot_see=(
        "只缺席少数几天、由人代签的查不到",
        "外省住院、外县羁押未交换的查不到",
    ),
    effort_minutes=15,
    module=__name__,
)
