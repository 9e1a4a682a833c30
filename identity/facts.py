"""The further facts of a person that a dataset states, and where it states them.

A fact belongs to the role that its column belongs to: a spouse has not the
applicant's telephone, and the company's address is nobody's home.
"""

from store.contract import Column, Contract
from store.meaning import Meaning
from store.resolved import role_column

# Under these names the matching model reads them.
FACTS = ("birth_on", "sex", "town", "village", "address", "phone", "account_number")
BY_MEANING = {
    "address": Meaning.ADDRESS,
    "phone": Meaning.PHONE,
    "account_number": Meaning.ACCOUNT_NUMBER,
}
BY_NAME = ("birth_on", "sex", "town", "village")
RECIPIENT = "payee"  # the account that a dataset pays into is the payee's


def fact_columns(contract: Contract, role: str) -> dict[str, str]:
    """Return the column of each fact that the dataset states of one role."""
    named = {fact: role_column(role, fact) for fact in BY_NAME}
    known = {column.name for column in contract.columns}
    found = {fact: name for fact, name in named.items() if name in known}
    for fact, meaning in BY_MEANING.items():
        column = _first(contract, role, meaning, fact)
        if column is not None:
            found[fact] = column.name
    if role == RECIPIENT:
        account = fact_columns(contract, "person").get("account_number")
        return {**found, **({"account_number": account} if account else {})}
    return found


def _first(contract: Contract, role: str, meaning: Meaning, name: str) -> Column | None:
    """Return the role's column of a meaning, that of the plain name before others.

    A resettled household has an old address and an address, a bank's statement an
    account and the other side's.
    """
    own = [c for c in contract.columns if c.meaning is meaning and c.role == role]
    return min(own, key=lambda column: column.name != name, default=None)
