"""The table `reading`: how each mention was read, for the resolved tables.

One row for each (dataset, role) and each number and name as delivered there;
`comparison` names the comparison by which the name agreed with the person's, for a
weighed tie the level of the matching model.
"""

from collections.abc import Mapping
from types import MappingProxyType

READING: Mapping[str, str] = MappingProxyType(
    {
        "dataset": "VARCHAR",
        "role": "VARCHAR",
        "id_number": "VARCHAR",
        "person_name": "VARCHAR",
        "id_text": "VARCHAR",
        "id_kind": "VARCHAR",
        "name_key": "VARCHAR",
        "comparison": "VARCHAR",
    }
)
