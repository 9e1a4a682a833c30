"""What a pack says of itself, and the exact bytes that are signed."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from store.digest import canonical_json
from store.errors import RuleError

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
CONTEXT = b"crosscheck rule pack 1\n"  # a signature of ours means nothing elsewhere
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """A pack's name and place in its issuer's row, and a digest of each content.

    `parent` is the `pack_id` of the issuer's pack before, empty for the first. A
    pack states everything its issuer wants in force, so a missed one does no harm.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    pack_id: Annotated[str, Field(pattern=r"^[\w\-]{1,80}$")]
    issuer: Annotated[str, Field(min_length=1, max_length=80)]
    created_on: date
    sequence: Annotated[int, Field(ge=1)]
    parent: str = ""
    entered_by: Annotated[str, Field(min_length=1)]
    confirmed_by: Annotated[str, Field(min_length=1)]
    note: str = ""
    contents: dict[str, Sha256]

    @property
    def text(self) -> bytes:
        """Return the manifest's one spelling."""
        return canonical_json(self.model_dump(mode="json")).encode()

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Return the manifest in a pack; raises `RuleError`."""
        try:
            return cls.model_validate_json(content)
        except ValidationError as error:
            places = {
                str(one["loc"][0]) if one["loc"] else "" for one in error.errors()
            }
            if "format" in places:
                raise RuleError(
                    "规则包的格式版本不是本程序认识的版本",
                    remedy=f"本程序认识第 {FORMAT} 版；请升级程序或向签发单位要旧格式",
                ) from error
            raise RuleError(
                f"规则包的 {MANIFEST} 有误：{'、'.join(sorted(places))}",
                remedy="请签发单位重新导出",
            ) from error


def signed_bytes(content: bytes) -> bytes:
    """Return what the signature of a manifest is over."""
    return CONTEXT + content
