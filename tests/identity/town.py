"""A made-up town that is large enough to learn weights from."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from identity.known import know_people
from identity.learn import learn_epoch
from identity.matcher.epoch_file import write_epoch
from identity.matcher.model_file import load_model
from store.normalise.id_number import check_character
from store.odcs import contract_for
from tests.identity.tables import KEY, RESIDENT, accept

ENROLMENT = "social_security/resident_enrolment"
SURNAMES = "赵钱孙李周吴郑王冯陈"
GIVEN = [one + other for one in "建志明德海春桂玉" for other in "国强辉福涛"]
VILLAGES = ("上湾村", "下湾村", "石桥村", "柳林村")
Row = Mapping[str, object]


def resident_number(birth: date, order: int) -> str:
    """Return a made-up number of region 420281 with its right check character."""
    body = f"420281{birth:%Y%m%d}{order:03d}"
    return body + check_character(body)


def residents() -> Iterator[Row]:
    """Yield four hundred residents of different names."""
    for at, (surname, given) in enumerate(product(SURNAMES, GIVEN)):
        birth = date(1950, 1, 1) + timedelta(days=at * 37)
        yield {
            "record_id": f"r-{at:03d}",
            "id_number": resident_number(birth, 101 + at % 7),
            "person_name": surname + given,
            "birth_on": birth,
            "sex": "男",
            "village": VILLAGES[at % len(VILLAGES)],
        }


def enrolled(resident: Row, **other: object) -> dict[str, object]:
    """Return what the insurance says of a resident, but for `other`."""
    number = str(resident["record_id"]).replace("r", "e")
    return {**resident, "record_id": number, **other}


def town(*rows: Row) -> dict[str, list[Row]]:
    """Return the register, and an insurance that knows every second, and `rows`."""
    people = list(residents())
    known = [enrolled(one) for one in people[::2]]
    return {RESIDENT: people, ENROLMENT: [*known, *rows]}


def learn_weights(folder: Path) -> Path:
    """Learn the town's weights; return the folder of the epoch."""
    given = town()
    accepted = accept(folder, given)
    contracts = [contract_for(path) for path in given]
    known = know_people(accepted, contracts, key=KEY, generic=None)
    epoch = learn_epoch(known, load_model("resident"))
    assert epoch is not None
    write_epoch(epoch, folder / "epoch")
    return folder / "epoch"
