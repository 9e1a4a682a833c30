"""Which datasets show that somebody was there, by contract path.

`present_on` is the day, `way` how they showed themselves. Which ways only the
person in person can go is for the check to say (`alive_after_death.sql`).
"""

from collections.abc import Mapping
from types import MappingProxyType

PERSON = {"person_id": "person_id", "link_tier": "link_tier"}
PRESENCE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "social_security/life_certificate": {
            **PERSON,
            "present_on": "certified_on",
            "way": "way",
            "result": "result",
        },
        "social_security/medical_settlement": {
            **PERSON,
            "present_on": "admitted_on",
            "way": "visit_kind",
        },
    }
)
