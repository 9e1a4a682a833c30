"""Make a register and claims with truth: `python -m bench.identity.generate FOLDER`."""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from bench.identity.claims import IN_REGISTER, claims
from bench.identity.residents import residents

REGISTER, CLAIMS = "register.parquet", "claims.parquet"
COLUMNS = (
    "record_id", "person", "name", "sex", "birth_date", "id_number",
    "town", "village", "phone", "household",
)  # fmt: skip


def generate(
    people: int, asked: int, seed: int, dirt: float = 1.0
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return a register of `people` and `asked` claims, the same for the same seed.

    A fifth of the claims are of people who are missing from the register, though
    their households may be in it. A person may have more than one claim.
    """
    stream = np.random.default_rng(seed)
    outside = asked - round(asked * IN_REGISTER)
    world = residents(people + outside, stream)
    world = world.with_columns(_relative())
    order = stream.permutation(world.height)
    away, home = order[:outside], order[outside:]
    chosen = stream.choice(home, asked - outside)
    rows = stream.permutation(np.concatenate([away, chosen]))
    register = world.select(pl.all().gather(home)).select(
        ("A" + pl.col("person").cast(pl.String)).alias("record_id"),
        *(pl.col(name) for name in COLUMNS[1:]),
    )
    return register, claims(world.select(pl.all().gather(rows)), dirt, stream)


def _relative() -> pl.Expr:
    """Return the next household member's ID number, null for one who lives alone."""
    following = pl.col("id_number").shift(-1).over("household")
    first = pl.col("id_number").first().over("household")
    other = following.fill_null(first)
    return pl.when(other != pl.col("id_number")).then(other).alias("relative_id")


def write(folder: Path, people: int, asked: int, seed: int, dirt: float) -> None:
    """Generate and write `register.parquet` and `claims.parquet`."""
    folder.mkdir(parents=True, exist_ok=True)
    register, asked_for = generate(people, asked, seed, dirt)
    register.write_parquet(folder / REGISTER)
    asked_for.write_parquet(folder / CLAIMS)


def main() -> None:
    """Parse the arguments and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--dirt", type=float, default=1.0)
    options = parser.parse_args()
    write(options.folder, options.people, options.claims, options.seed, options.dirt)


if __name__ == "__main__":
    main()
