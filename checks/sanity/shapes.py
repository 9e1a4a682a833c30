"""Shapes: all datasets brought to one table, so that one query checks any of them.

- `mention`: who is named, in each role that has an identity number.
- `contact`: phones and accounts.
- `content`, `keyed`: a digest of all values, and of the contract's key.
- `fact`: month, money and township of every row, replaced ones included.
- `life`: births and deaths.
- `presence`: what shows that somebody was there (`checks.sanity.presence`).

All but `fact` leave out a register's rows that its supplier no longer delivers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from checks.sanity.presence import PRESENCE
from store import statement
from store.contract import Contract, Mode
from store.meaning import Meaning
from store.resolved import PERSON_COLUMNS, person_roles, role_column
from store.statement import Layer
from store.warehouse import Warehouse

Types = Mapping[str, str]
Layers = Iterator[Layer]
TRACE = ("record_id", "supplier", "delivery", "delivered_on")
BASE: Types = {
    "dataset": "VARCHAR",
    **dict.fromkeys(TRACE[:-1], "VARCHAR"),
    "delivered_on": "DATE",
}
BESIDE: Types = {
    "sex": "VARCHAR",
    "birth_on": "DATE",
    "town": "VARCHAR",
    "village": "VARCHAR",
}
LIFE: Types = {"birth_on": "DATE", "died_on": "DATE", "registered_on": "DATE"}


def show_shapes(
    warehouse: Warehouse, contracts: Sequence[Contract], names: Sequence[str]
) -> None:
    """Show the named shapes over the tables `resolved.<dataset>` of the contracts."""
    for contract in contracts:
        _show_standing(warehouse, contract)
    for name in names:
        types, build = SHAPES[name]
        layers = [layer for c in contracts for layer in build(warehouse, c)]
        warehouse.view(name, statement.piled(types, layers))


def _show_standing(warehouse: Warehouse, contract: Contract) -> None:
    """Show the rows that a later version of their register has not replaced.

    Where the record has an end of its own, that is not a sign of replacement.
    """
    ends = contract.mode is Mode.FULL and contract.valid_to is None
    chosen = statement.select_open if ends else statement.select_all
    warehouse.view(_standing(contract), chosen(f"resolved.{contract.dataset}"))


def _standing(contract: Contract) -> str:
    return f"standing.{contract.dataset}"


def _layer(contract: Contract, columns: Mapping[str, str], **fixed: str) -> Layer:
    return Layer(
        table=_standing(contract),
        fixed={"dataset": contract.path, **fixed},
        columns={**{name: name for name in TRACE}, **columns},
    )


def _mentions(_: Warehouse, contract: Contract) -> Layers:
    own = {name: name for name in BESIDE if name in contract.value_types}
    for role in person_roles(contract):
        columns = {n: role_column(role.role, n) for n in PERSON_COLUMNS}
        columns["id_number"] = role.id_column
        if role.name_column is not None:
            columns["person_name"] = role.name_column
        beside = own if role.role == "person" else {}
        fixed = {"column_name": role.id_column, "name_column": role.name_column or ""}
        yield _layer(contract, {**columns, **beside}, **fixed)


def _contacts(_: Warehouse, contract: Contract) -> Layers:
    for column in contract.columns:
        if column.meaning in {Meaning.PHONE, Meaning.ACCOUNT_NUMBER}:
            fixed = {"column_name": column.name, "meaning": column.meaning.value}
            yield _layer(contract, {"value": column.name}, **fixed)


def _contents(warehouse: Warehouse, contract: Contract) -> Layers:
    yield _digested(warehouse, contract, "content", tuple(contract.value_types))


def _keyed(warehouse: Warehouse, contract: Contract) -> Layers:
    if contract.key:
        yield _digested(warehouse, contract, "keyed", contract.key)


def _digested(
    warehouse: Warehouse, contract: Contract, name: str, columns: Sequence[str]
) -> Layer:
    view = f"{name}.{contract.dataset}"
    query = statement.hashed_beside(
        _standing(contract), columns, TRACE, whole=name == "keyed"
    )
    warehouse.view(view, query)
    return Layer(
        table=view,
        fixed={"dataset": contract.path},
        columns={name: name for name in (*TRACE, "content")},
    )


def _facts(_: Warehouse, contract: Contract) -> Layers:
    known = contract.value_types
    wanted = ("amount_fen", "town")
    columns: dict[str, str] = {name: name for name in wanted if name in known}
    if contract.period is not None:
        columns["period"] = contract.period
    elif contract.mode is Mode.FULL:
        columns["valid_to"] = "valid_to"
    yield Layer(
        table=f"resolved.{contract.dataset}",
        fixed={"dataset": contract.path},
        columns={**{name: name for name in TRACE}, **columns},
    )


def _lives(_: Warehouse, contract: Contract) -> Layers:
    columns = {name: name for name in LIFE if name in contract.value_types}
    if not columns.keys() & {"birth_on", "died_on"}:
        return
    if "died_on" not in columns:  # the day of a registration of something else
        columns.pop("registered_on", None)
    if any(role.role == "person" for role in person_roles(contract)):
        columns |= {"id_text": "id_text", "id_kind": "id_kind"}
    yield _layer(contract, columns)


def _presences(_: Warehouse, contract: Contract) -> Layers:
    columns = PRESENCE.get(contract.path)
    if columns is not None:
        yield _layer(contract, columns)


SHAPES: Mapping[str, tuple[Types, Callable[[Warehouse, Contract], Layers]]] = {
    "mention": (
        {
            **BASE,
            "column_name": "VARCHAR",
            "name_column": "VARCHAR",
            "id_number": "VARCHAR",
            "person_name": "VARCHAR",
            **BESIDE,
            **PERSON_COLUMNS,
        },
        _mentions,
    ),
    "contact": (
        {**BASE, "column_name": "VARCHAR", "meaning": "VARCHAR", "value": "VARCHAR"},
        _contacts,
    ),
    "content": ({**BASE, "content": "VARCHAR"}, _contents),
    "keyed": ({**BASE, "content": "VARCHAR"}, _keyed),
    "fact": (
        {
            **BASE,
            "period": "DATE",
            "valid_to": "DATE",
            "amount_fen": "BIGINT",
            "town": "VARCHAR",
        },
        _facts,
    ),
    "life": ({**BASE, **LIFE, "id_text": "VARCHAR", "id_kind": "VARCHAR"}, _lives),
    "presence": (
        {
            **BASE,
            "person_id": "VARCHAR",
            "link_tier": "VARCHAR",
            "present_on": "DATE",
            "way": "VARCHAR",
            "result": "VARCHAR",
        },
        _presences,
    ),
}
