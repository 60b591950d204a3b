"""Seal a tip in memory to the desk's public keys, then keep it. The server has no key that opens it."""

import json

from django.conf import settings
from pyrage import encrypt, x25519

from broadsheet.tips.errors import NoTipKey
from broadsheet.tips.models import Tip

BUCKET = 16 * 1024


def recipients() -> list[x25519.Recipient]:
    """Give the desk's public keys. Raises NoTipKey if there is none."""
    keys = [x25519.Recipient.from_str(key) for key in settings.BROADSHEET["tip_keys"]]
    if not keys:
        raise NoTipKey
    return keys


def is_open() -> bool:
    """Say whether tips can be taken."""
    return bool(settings.BROADSHEET["tip_keys"])


def take_tip(*, message: str, contact: str = "", attachment: bytes = b"", file_name: str = "") -> Tip:
    """Seal and keep a tip; lengths are rounded up to 16 KiB, so that they tell nothing."""
    words = {"message": message, "contact": contact, "file_name": file_name, "attachment": attachment.hex()}
    return Tip.objects.create(sealed=encrypt(padded(json.dumps(words).encode()), recipients()))


def padded(plain: bytes) -> bytes:
    """Fill up with spaces, which JSON readers pass over, to a multiple of the bucket.

    >>> len(padded(b"{}")) == BUCKET
    True
    """
    return plain + b" " * (-len(plain) % BUCKET)
