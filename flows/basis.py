"""What the stages rest on besides their inputs: our code, contracts, the key."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import asdict
from typing import cast

from store.contract import Contract
from store.digest import Json, code_digest, digest_json

KEY_CONTEXT = b"stage"


def code_of(*packages: str) -> str:
    """Return the digest of the named packages and of the store below them."""
    return code_digest(*packages, "store")


def contract_digest(contract: Contract) -> str:
    """Return the digest of all that a contract says."""
    return digest_json(cast("Json", asdict(contract)))


def contracts_digest(contracts: Iterable[Contract]) -> str:
    """Return one digest of several contracts, whatever their order."""
    return digest_json({c.path: contract_digest(c) for c in contracts})


def key_digest(key: bytes) -> str:
    """Return a name for the home's key that does not give the key away."""
    return hmac.new(key, KEY_CONTEXT, hashlib.sha256).hexdigest()
