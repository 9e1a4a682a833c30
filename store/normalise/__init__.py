"""Normalisers: vectorised functions that bring text to one spelling.

Each module stands for one kind of value; every function takes and returns
polars series, never raises on bad input and never guesses: what cannot be read
is null. `NORMALISERS` are the names a contract may use.
"""

NORMALISERS = frozenset(
    {
        "id_number",
        "person_name",
        "organisation_name",
        "credit_code",
        "account_number",
        "phone",
        "address",
        "place",
        "money",
        "rate",
        "quantity",
        "count",
        "date",
        "period",
        "code",
        "number",
        "text",
    }
)
