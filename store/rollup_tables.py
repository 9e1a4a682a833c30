"""The tables of a roll-up, column by column (DuckDB types).

Who handled how much, why acts ended as they did, what was compared with whom.
Counts are whole numbers, rates and chances integer millionths.
"""

from types import MappingProxyType

from store.tables import Columns

# How many evaluated acts, of how many distinct subjects, fall to each cell of each
# breakdown: handler, reviewer, approver, payer, unit, town, village, batch, scheme,
# sex, age, or all. `name` is "" where the data name nobody; `unit` tells namesakes
# apart. `counted` is what a subject is: person, or act where the dataset names none.
# Subjects do not add up over cells. `scope` narrows the dataset to what a rule asks
# about (`loan_kind=创业担保贷款`), "" for the whole.
HANDLED: Columns = MappingProxyType(
    {
        "dataset": "VARCHAR",
        "scope": "VARCHAR",
        "breakdown": "VARCHAR",
        "name": "VARCHAR",
        "unit": "VARCHAR",
        "counted": "VARCHAR",
        "acts": "BIGINT",
        "subjects": "BIGINT",
    }
)

# The same cells, only of the acts that one rule leaves in question; and, in a table
# of the same columns, what each cell loses with the acts that data could not decide.
FOUND: Columns = MappingProxyType({"rule": "VARCHAR", **HANDLED})

# Both together, one row for each rule and cell: what is in question beside the acts
# that were decided.
BASE: Columns = MappingProxyType(
    {**FOUND, "found_acts": "BIGINT", "found_subjects": "BIGINT"}
)

# One cell compared with its peers, of the same rule and step: rates in millionths,
# `tail_ppm` the exact chance of so many or more, `false_ppm` the same after control
# of false discoveries. `standing` is above or within; `measure` is hit, or a check of
# the order of the steps. Cells too small to compare have no row.
ROLLUP: Columns = MappingProxyType(
    {
        "question": "VARCHAR",
        "rule": "VARCHAR",
        "measure": "VARCHAR",
        "dataset": "VARCHAR",
        "breakdown": "VARCHAR",
        "name": "VARCHAR",
        "unit": "VARCHAR",
        "counted": "VARCHAR",
        "acts": "BIGINT",
        "subjects": "BIGINT",
        "found_acts": "BIGINT",
        "found_subjects": "BIGINT",
        "peers": "BIGINT",
        "rate_ppm": "BIGINT",
        "peer_ppm": "BIGINT",
        "shrunk_ppm": "BIGINT",
        "tail_ppm": "BIGINT",
        "false_ppm": "BIGINT",
        "standing": "VARCHAR",
        "sentence": "VARCHAR",
    }
)

# What a breakdown of a rule could be compared on, and if it could not, why.
ROLLUP_SCOPE: Columns = MappingProxyType(
    {
        "question": "VARCHAR",
        "rule": "VARCHAR",
        "measure": "VARCHAR",
        "dataset": "VARCHAR",
        "breakdown": "VARCHAR",
        "cells": "BIGINT",
        "compared": "BIGINT",
        "above": "BIGINT",
        "small": "BIGINT",
        "unnamed_acts": "BIGINT",
        "reason": "VARCHAR",
    }
)

# The same kind of problem in two departments or more (共性问题): `kind` is register
# (which register the records differ from), variant, or explanation.
SHARED_PROBLEM: Columns = MappingProxyType(
    {
        "kind": "VARCHAR",
        "name": "VARCHAR",
        "title": "VARCHAR",
        "departments": "VARCHAR[]",
        "matters": "VARCHAR[]",
        "rules": "VARCHAR[]",
        "subjects": "BIGINT",
        "hits": "BIGINT",
        "sentence": "VARCHAR",
    }
)

# Hits by groups of people, aggregate only; small groups are pooled. `standing` is
# higher, lower or alike beside all others.
DISPARITY: Columns = MappingProxyType(
    {
        "rule": "VARCHAR",
        "breakdown": "VARCHAR",
        "name": "VARCHAR",
        "counted": "VARCHAR",
        "subjects": "BIGINT",
        "found_subjects": "BIGINT",
        "rate_ppm": "BIGINT",
        "standing": "VARCHAR",
    }
)

# The order of the steps by approver: acts that carry both dates, and those whose
# order is out of the ordinary (`decided_first`, `same_day_batch`, `paid_first`).
SEQUENCE: Columns = MappingProxyType(
    {
        "dataset": "VARCHAR",
        "check_name": "VARCHAR",
        "name": "VARCHAR",
        "unit": "VARCHAR",
        "acts": "BIGINT",
        "found": "BIGINT",
    }
)

# Why the acts of one rule ended as they did: for each outcome the reasons, in codes
# and in words, with acts and hits.
REASON: Columns = MappingProxyType(
    {
        "rule": "VARCHAR",
        "outcome": "VARCHAR",
        "reason": "VARCHAR",
        "title": "VARCHAR",
        "acts": "BIGINT",
        "hits": "BIGINT",
    }
)
