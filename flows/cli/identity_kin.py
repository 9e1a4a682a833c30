"""`crosscheck identity kin PERSON_OR_RECORD`: the relatives known, and from where."""

from datetime import date
from typing import Annotated

import typer

from clues.records import place_text
from flows.cli.options import HomeOption, JsonOption, home_of
from flows.cli.screen import write_json, write_line
from identity.kin import Asked, Named, Tie, known_kin
from store.digest import Json
from store.mask import masked_name, masked_number

HELP = """列出一个人已知的家庭成员和亲属，各出自哪个部门的哪一条记录。

来源是户口簿、婚姻登记和本人申报；姓名和号码脱敏。亲属是不同的人，从不合并。
"""
NOTICE = "以上为部门报送的内容，须经人工核实；没有列出的，不等于没有。"


def kin(
    asked: Annotated[
        str, typer.Argument(metavar="人员或记录编号", help="P 开头的编号，或记录编号。")
    ],
    home: HomeOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """List the relatives of a person, or of whom a record names."""
    people = known_kin(home_of(home).warehouse, asked)
    if as_json:
        write_json([_json(person) for person in people])
        return
    for person in people:
        for line in _lines(person):
            write_line(line)
    write_line(NOTICE)


def _lines(person: Asked) -> list[str]:
    count = len(person.relatives)
    lines = [f"{_who(person)}：{f'已知亲属 {count} 人' if count else '没有已知的亲属'}"]
    for place, relative in enumerate(person.relatives, start=1):
        lines.append(f"{place:>3}. {_who(relative)}")
        lines += [f"     {_line(tie)}" for tie in relative.ties]
    return lines


def _who(person: Named) -> str:
    name, number = masked_name(person.person_name), masked_number(person.id_number)
    return f"{name} {number}（{person.person_id}）"


def _line(tie: Tie) -> str:
    known = [place_text(place) for place in tie.places]
    places = "；".join(known or tie.record_ids)
    more = f"，共 {tie.records} 条" if tie.records > 1 else ""
    return (
        f"{tie.text}｜{tie.kind}｜{tie.title}（{places}{more}）"
        f"｜{_span(tie.valid_from, tie.valid_to)}｜关联等级 {tie.tier}"
    )


def _span(first: date | None, last: date | None) -> str:
    if first is None:
        return f"至 {last}" if last else "起止不详"
    return f"{first} 至 {last}" if last else f"{first} 起"


def _json(person: Asked) -> dict[str, Json]:
    relatives = [
        {**_named(relative), "ties": [_tie(tie) for tie in relative.ties]}
        for relative in person.relatives
    ]
    return {**_named(person), "relatives": relatives}


def _named(person: Named) -> dict[str, Json]:
    return {
        "person_id": person.person_id,
        "name": masked_name(person.person_name),
        "id_number": masked_number(person.id_number),
    }


def _tie(tie: Tie) -> dict[str, Json]:
    return {
        "kind": tie.kind,
        "relation": tie.relation,
        "own_relation": tie.own_relation,
        "text": tie.text,
        "dataset": tie.dataset,
        "records": tie.records,
        "record_ids": list(tie.record_ids),
        "places": [place_text(place) for place in tie.places],
        "valid_from": tie.valid_from.isoformat() if tie.valid_from else None,
        "valid_to": tie.valid_to.isoformat() if tie.valid_to else None,
        "tier": tie.tier,
    }
