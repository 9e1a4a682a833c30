"""Malformed deliveries, made by code, and what is said about each of them.

`CASES` names them all. A case writes files into the folder of one delivery of a
death register (unless it says otherwise) and states words that must be said
about it: in a refusal, in the complaint of a row, or by a check.
"""

from tests.connectors.malformed.archives import ARCHIVES
from tests.connectors.malformed.case import Case
from tests.connectors.malformed.tables import TABLES
from tests.connectors.malformed.texts import TEXTS
from tests.connectors.malformed.workbooks import WORKBOOKS

CASES: tuple[Case, ...] = (*TEXTS, *WORKBOOKS, *TABLES, *ARCHIVES)

__all__ = ["CASES", "Case"]
