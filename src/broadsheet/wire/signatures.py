"""Prove who sent a push, and when: HMAC-SHA256 over id, time and body, as Standard Webhooks 1.0 describes it.

A push that was caught on its way can be sent again for five minutes, and then changes nothing: the same bytes are
unchanged.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from broadsheet.wire.errors import PushSignatureRefused

SKEW_SECONDS = 300
PREFIX, VERSION = "whsec_", "v1"
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Signed:
    """The three headers of a signed push."""

    id: str
    timestamp: str
    signature: str

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> "Signed":
        """Read them; refuse a push that lacks one."""
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        missing = [name for name in names if not headers.get(name)]
        if missing:
            raise PushSignatureRefused(f"{missing[0]} is missing")
        found = cls(*(headers[name] for name in names))
        if len(found.id) + len(found.timestamp) + len(found.signature) > LONGEST:
            raise PushSignatureRefused("it is too long")
        return found


def check_signature(signed: Signed, body: bytes, *, secret: str, now: datetime) -> None:
    """Raise PushSignatureRefused unless one of the signatures is true and was made within five minutes of now."""
    check_time(signed.timestamp, now=now)
    wanted = signature_of(signed.id, signed.timestamp, body, key=key_in(secret))
    given = [word.partition(",") for word in signed.signature.split()]
    if not any(version == VERSION and is_same(value, wanted) for version, _, value in given):
        raise PushSignatureRefused("it does not fit the body, the time and the id")


def check_time(timestamp: str, *, now: datetime) -> None:
    """Refuse what was signed long ago, or by a clock that is wrong."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 15):
        raise PushSignatureRefused("webhook-timestamp is no number of seconds since 1970")
    if abs(now.timestamp() - int(timestamp)) > SKEW_SECONDS:
        raise PushSignatureRefused(f"it was made more than {SKEW_SECONDS // 60} minutes from now by our clock")


def signature_of(id: str, timestamp: str, body: bytes, *, key: bytes) -> str:
    """Sign; the sender does the same.

    >>> signature_of("msg_1", "1764547200", b"{}", key=b"melon")
    'Ka2MH311AcRQZwG6u8I853cM/n6OQaxFWlHJaAEFFkw='
    """
    content = b".".join((id.encode("utf-8", "replace"), timestamp.encode(), body))
    return base64.b64encode(hmac.digest(key, content, "sha256")).decode()


def key_in(secret: str) -> bytes:
    """Give the bytes of a signing secret: base64 after `whsec_`, else the text itself.

    >>> key_in("whsec_bWVsb24="), key_in("melon")
    (b'melon', b'melon')
    """
    if not secret.startswith(PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()


def is_same(given: str, wanted: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
