"""How personal data looks where it must not be read in full.

Formats of the house (6+4 for numbers): one format everywhere, because two
different maskings of one number can be put together again.
"""

COMPOUND_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙")
KEPT_HEAD, KEPT_TAIL = 6, 4
SHORTEST_PHONE = 11


def masked_name(name: str | None) -> str:
    """Return 张* for 张三, 张*丰 for 张三丰, 欧阳* for 欧阳修."""
    if not name:
        return ""
    head = name[:2] if name.startswith(COMPOUND_SURNAMES) else name[:1]
    rest = name[len(head) :]
    if len(rest) <= 1 or len(head) > 1:
        return head + "*" * len(rest)
    return head + "*" * (len(rest) - 1) + rest[-1]


def masked_number(number: str | None) -> str:
    """Return 420281********1234: first six and last four characters."""
    if not number:
        return ""
    if len(number) <= KEPT_HEAD + KEPT_TAIL:
        return "*" * len(number)
    hidden = len(number) - KEPT_HEAD - KEPT_TAIL
    return number[:KEPT_HEAD] + "*" * hidden + number[-KEPT_TAIL:]


def masked_account(account: str | None) -> str:
    """Return ****1234: the last four characters."""
    return f"****{account[-KEPT_TAIL:]}" if account else ""


def last_four(number: str | None) -> str:
    """Return ****1234: all that goes back to the department that gave a number."""
    return masked_account(number)


def masked_phone(phone: str | None) -> str:
    """Return 138****5678, or only stars where the number is too short for that."""
    if not phone or len(phone) < SHORTEST_PHONE:
        return "*" * len(phone or "")
    return phone[:3] + "****" + phone[-KEPT_TAIL:]
