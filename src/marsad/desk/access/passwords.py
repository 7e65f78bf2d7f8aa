"""Passwords as they are kept: salted, and slow to try (scrypt of the standard library)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading

import msgspec

from marsad.errors import UsageError

SHORTEST, LONGEST = 10, 1024
"""Characters. Length is asked for and nothing else: NIST SP 800-63B, 3.1.1.2."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""How many passwords are tried at the same time, so that many guesses cannot take all the memory."""


class Cost(msgspec.Struct, frozen=True):
    """What trying one password takes: 128·n·r bytes of memory, p times over.

    64 MiB twice is what the OWASP Password Storage Cheat Sheet gives for scrypt.
    """

    n: int = 1 << 16
    r: int = 8
    p: int = 2


def keep(password: str, cost: Cost | None = None) -> str:
    """A password as it is stored; `UsageError` for one that is too short or too long.

    >>> kept = keep("كلمة سر طويلة", Cost(n=16))  # a long password
    >>> kept.startswith("scrypt$16$8$2$"), matches("كلمة سر طويلة", kept), matches("غيرها", kept)
    (True, True, False)
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            "password", f"it has {len(password)} characters", remedy=f"choose one of {SHORTEST} to {LONGEST}"
        )
    cost, salt = cost or Cost(), secrets.token_bytes(16)
    parts = (base64.b64encode(part).decode() for part in (salt, _hashed(password, salt, cost)))
    return "$".join(("scrypt", str(cost.n), str(cost.r), str(cost.p), *parts))


def matches(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept."""
    _, n, r, p, salt, hashed = kept.split("$")
    said = _hashed(password[:LONGEST], base64.b64decode(salt), Cost(int(n), int(r), int(p)))
    return hmac.compare_digest(said, base64.b64decode(hashed))


def _hashed(password: str, salt: bytes, cost: Cost) -> bytes:
    memory = 128 * cost.r * (cost.n + cost.p + 2)
    with _AT_ONCE:
        return hashlib.scrypt(
            password.encode("utf-8", "surrogatepass"),
            salt=salt,
            n=cost.n,
            r=cost.r,
            p=cost.p,
            maxmem=2 * memory,
            dklen=32,
        )
