"""Passwords as they are kept: salted, and slow to try (Argon2id, RFC 9106)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marsad.errors import UsageError

SHORTEST, LONGEST = 10, 1024
"""Characters. Length is asked for and nothing else: NIST SP 800-63B, 3.1.1.2."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""How many passwords are tried at the same time, so that many guesses cannot take all the memory."""
BEFORE = "scrypt$"
"""How a password begins that an earlier Marsad kept."""


class Cost(msgspec.Struct, frozen=True):
    """What trying one password takes: passes over so many KiB of memory in so many lanes.

    64 MiB three times in four lanes is what RFC 9106, 4, gives where 2 GiB are too much.
    """

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


def keep(password: str, cost: Cost | None = None) -> str:
    """A password as it is stored; `UsageError` for one that is too short or too long.

    >>> kept = keep("كلمة سر طويلة", Cost(passes=1, memory=64, lanes=1))  # a long password
    >>> kept.startswith("$argon2id$"), matches("كلمة سر طويلة", kept), matches("كلمة غيرها", kept)
    (True, True, False)
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            "password", f"it has {len(password)} characters", remedy=f"choose one of {SHORTEST} to {LONGEST}"
        )
    cost = cost or Cost()
    with _AT_ONCE:
        return PasswordHasher(cost.passes, cost.memory, cost.lanes).hash(_bytes(password))


def matches(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept."""
    said = _bytes(password[:LONGEST])
    with _AT_ONCE:
        if kept.startswith(BEFORE):
            return _matches_scrypt(said, kept)
        try:
            return PasswordHasher().verify(kept, said)
        except (VerificationError, InvalidHashError):
            return False


def is_old(kept: str, cost: Cost | None = None) -> bool:
    """Whether a password is kept as an earlier Marsad, or one with another cost, would keep it: then it is kept anew."""
    cost = cost or Cost()
    if kept.startswith(BEFORE):
        return True
    try:
        return PasswordHasher(cost.passes, cost.memory, cost.lanes).check_needs_rehash(kept)
    except InvalidHashError:
        return False


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


def _matches_scrypt(said: bytes, kept: str) -> bool:
    _, *cost, salt, hashed = kept.split("$")
    n, r, p = map(int, cost)
    memory = 256 * r * (n + p + 2)
    found = hashlib.scrypt(said, salt=base64.b64decode(salt), n=n, r=r, p=p, maxmem=memory, dklen=32)
    return hmac.compare_digest(found, base64.b64decode(hashed))
