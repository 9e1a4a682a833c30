"""What rules on public posts share: how an agency that insures holders is known."""

from pydantic import Field

from rules.rule import Params


class Insurer(Params):
    """From how many insured holders on a unit is an agency (`is_agency`)."""

    agency_people: int = Field(
        default=3,
        description="同一单位为多少名以上岗位人员缴费，且占其缴费人数一半以上，"
        "视为代缴机构",
    )
