"""The shape of a contract file: Open Data Contract Standard 3.1, strictly.

The standard's own reader drops misspelt keys silently; these models refuse them.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from store.contract import PersonalData, Severity

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Strict(BaseModel):
    """Refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Custom(Strict):
    """One property that the standard leaves to us."""

    property: str
    value: Any


class Options(Strict):
    """Bounds and pattern of a column."""

    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None


class Quality(Strict):
    """One check that the standard names."""

    type: Literal["library"]
    metric: Literal["rowCount", "duplicateValues"]
    mustBe: int | None = None  # noqa: N815 - the standard's own spelling
    mustBeGreaterThan: int | None = None  # noqa: N815 - the standard's own spelling
    arguments: dict[str, list[str]] = {}
    severity: Severity = Severity.ERROR
    description: str = ""


class Property(Strict):
    """One column."""

    name: Name
    businessName: str  # noqa: N815 - the standard's own spelling
    logicalType: Literal["string", "integer", "date"]  # noqa: N815 - as above
    physicalType: str  # noqa: N815 - the standard's own spelling
    classification: PersonalData
    description: str = ""
    required: bool = False
    primaryKey: bool = False  # noqa: N815 - the standard's own spelling
    primaryKeyPosition: int | None = None  # noqa: N815 - as above
    examples: list[str] = []
    logicalTypeOptions: Options = Options()  # noqa: N815 - as above
    customProperties: list[Custom]  # noqa: N815 - the standard's own spelling


class Table(Strict):
    """The one table of a contract."""

    name: Name
    physicalName: Name  # noqa: N815 - the standard's own spelling
    physicalType: Literal["table"]  # noqa: N815 - the standard's own spelling
    description: str
    dataGranularityDescription: str  # noqa: N815 - the standard's own spelling
    properties: list[Property]
    quality: list[Quality] = []
    customProperties: list[Custom]  # noqa: N815 - the standard's own spelling


class Description(Strict):
    """What the data is for."""

    purpose: str
    usage: str
    limitations: str = ""


class Sla(Strict):
    """How often, how soon, how long."""

    property: Literal["frequency", "latency", "retention"]
    value: int
    unit: Literal["d", "month", "y"]


class Team(Strict):
    """Who owes the data."""

    name: str


class Document(Strict):
    """A whole contract file."""

    apiVersion: Literal["v3.1.0"]  # noqa: N815 - the standard's own spelling
    kind: Literal["DataContract"]
    id: str
    name: str
    version: str
    status: Literal["active", "draft", "retired"]
    domain: Name
    description: Description
    tags: list[str] = []
    schema_: Annotated[list[Table], Field(alias="schema", min_length=1, max_length=1)]
    slaProperties: list[Sla]  # noqa: N815 - the standard's own spelling
    team: Team
