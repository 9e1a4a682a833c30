"""Learn the weights from the office's own records: an epoch for the fuzzy tier.

The people of the resident register teach against what other datasets say of them
beside a valid number. A fact that only one dataset states of a person is not
held against that very dataset: it would agree with itself.
"""

import polars as pl

from identity.facts import FACTS
from identity.known import Known
from identity.matcher.epoch import Epoch
from identity.matcher.link import link
from identity.matcher.model import Model
from identity.portrait import portraits
from identity.profile import Profiles, read_profiles
from identity.reference import RESIDENT_REGISTER
from identity.weigh_untied import faces

ANCHORED = "anchored"


def learn_epoch(known: Known, model: Model) -> Epoch | None:
    """Return what the records teach; none where too few bear a known number."""
    profiles = read_profiles(known)
    if profiles.taught.height < model.training.fewest_pairs:
        return None
    people = portraits(known, profiles.claims)
    right = faces(_lessons(known, profiles, people))
    epoch = link(_registered(known, people), right, model).epoch
    return epoch if epoch.method == ANCHORED else None


def _registered(known: Known, people: pl.DataFrame) -> pl.DataFrame:
    """Return the people whom the resident register knows; all if it knows nobody."""
    listed = known.decided.filter(pl.col("dataset") == RESIDENT_REGISTER)
    found = people.filter(pl.col("record_id").is_in(listed["person_id"].implode()))
    return found if found.height else people


def _lessons(known: Known, profiles: Profiles, people: pl.DataFrame) -> pl.DataFrame:
    """Return tied and untied profiles, without what only they themselves told."""
    datasets = dict(enumerate(source.dataset for source in known.sources))
    told = profiles.taught.with_columns(
        pl.col("source")
        .replace_strict(datasets, default=None, return_dtype=pl.String)
        .alias("dataset")
    )
    tellers = people.select("record_id", *(f"{fact}_teller" for fact in FACTS))
    beside = told.join(
        tellers, left_on="person_id", right_on="record_id", how="left"
    ).with_columns(
        pl.when(pl.col(f"{fact}_teller").ne_missing(pl.col("dataset")))
        .then(fact)
        .alias(fact)
        for fact in FACTS
    )
    columns = profiles.untied.columns
    return pl.concat([beside.select(columns), profiles.untied])
