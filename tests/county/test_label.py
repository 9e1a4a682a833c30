"""Labels of persons and of what is no person."""

import polars as pl

from county.cases.label import LABEL, few, labels

FIRM, OTHER = "91420000MA0000001X", "云溪县无码合作社"


def test_a_label_names_a_person_or_an_object() -> None:
    firms = pl.DataFrame({"object": [FIRM, OTHER, None], "mechanism": "split"})
    people = pl.DataFrame({"person": [7, -1], "mechanism": "kin", "partner": [2, 3]})
    found = labels("FN-10", [firms], [people])
    assert found.schema == LABEL
    assert found.select("person", "kind", "partner", "object").rows() == [
        (-1, "planted", -1, FIRM),
        (-1, "planted", -1, OTHER),
        (7, "look_alike", 2, ""),
    ]


def test_what_is_planted_stays_so_for_each_object() -> None:
    planted = pl.DataFrame({"object": [FIRM], "mechanism": ["split"]})
    alike = pl.DataFrame({"object": [FIRM, OTHER], "mechanism": ["x", "x"]})
    found = labels("FN-10", [planted], [alike])
    assert found.select("object", "kind").rows() == [
        (FIRM, "planted"),
        (OTHER, "look_alike"),
    ]


def test_few_chooses_the_same_objects_in_whatever_order_they_come() -> None:
    many = pl.DataFrame({"object": [f"XM-{number}" for number in range(40)]})
    chosen = few(many, 5)
    assert chosen.height == 5
    assert few(many.reverse(), 5).equals(chosen)
