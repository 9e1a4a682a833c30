"""Who is whose relative: the second graph, drawn once people are linked."""

from collections.abc import Mapping
from pathlib import Path

from flows.basis import code_of, contracts_digest
from flows.check_snapshots import ACCEPTED
from flows.context import Night, content
from flows.link_people import PHASE, accepted_files
from identity.households import tie_people
from identity.kin_source import kin_sources
from store.digest import Json
from store.stage import Request, Stage

LINK = "link.parquet"


def tie_relatives(night: Night, current: Mapping[str, Stage], link: Stage) -> Stage:
    """Draw the ties; rests only on the links and the datasets that tell of kin."""
    paths = {source.dataset for source in kin_sources(night.contracts)}
    telling = {path: stage for path, stage in current.items() if path in paths}
    contracts = [c for c in night.contracts if c.path in telling]
    request = Request(
        name="tie",
        inputs={
            **{path: content(stage, ACCEPTED) for path, stage in telling.items()},
            LINK: content(link, LINK),
        },
        code=code_of("identity"),
        parameters={"contracts": contracts_digest(contracts)},
    )

    def compute(out: Path) -> Mapping[str, Json]:
        return tie_people(accepted_files(telling), contracts, link.file(LINK), out)

    return night.stage(f"{PHASE}：家庭和亲属", request, compute)
