"""Lay pictures where a pickup finds them: whole or not at all, and only bytes that begin as a picture does."""

import contextlib
import os
import re
import tempfile
from pathlib import Path

from broadsheet.interchange.email_item import pictures_of_email
from broadsheet.interchange.errors import Unreadable
from broadsheet.media.errors import NotAPicture
from broadsheet.wire.models import Source
from broadsheet.wire.picture_files import fetched_path, folder_of
from broadsheet.wire.services.addresses import PUBLIC, Reach
from broadsheet.wire.services.fetch import Limits, fetch

MOST_BYTES = 25_000_000
LIMITS = Limits(seconds=60, wire_bytes=MOST_BYTES, decoded_bytes=MOST_BYTES)
ACCEPT = "image/avif, image/webp, image/jpeg, image/png, image/gif"
BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftypavi[fs]", re.DOTALL)


def fetch_picture(source: Source, href: str, *, reach: Reach = PUBLIC) -> bool:
    """Fetch one picture that an item names; one that is here already is not fetched again. Say whether we did.

    Raises FetchFailed or NotAPicture.
    """
    path = fetched_path(source, href)
    if path.exists():
        return False
    content = fetch(href, accept=ACCEPT, limits=LIMITS, reach=reach).content
    check_picture(content, href)
    write_whole(path, content)
    return True


def keep_delivered(source: Source, name: str, content: bytes) -> None:
    """Keep a picture that came as a file, under its name; a newer one of that name takes its place."""
    check_picture(content, name)
    write_whole(folder_of(source) / name, content)


def keep_enclosed(source: Source, mail: bytes) -> None:
    """Keep the pictures of a mail under the names its items call them by; what is no picture is left in the mail."""
    with contextlib.suppress(Unreadable):
        for name, content in pictures_of_email(mail):
            with contextlib.suppress(NotAPicture):
                keep_delivered(source, name, content)


def check_picture(content: bytes, name: str) -> None:
    """Refuse a page or a program that calls itself a picture; a pickup looks closer."""
    if not BEGINNINGS.match(content):
        raise NotAPicture(name[:200], "its bytes do not begin as a picture’s do")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that others see only when it is complete, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
