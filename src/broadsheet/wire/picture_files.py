"""Say where a source's pictures lie: delivered ones under their names, fetched ones under a hash of their address."""

import hashlib
from pathlib import Path

from django.conf import settings

from broadsheet.wire.models import Source

FETCHED = "fetched"


def folder_of(source: Source) -> Path:
    """Give the folder that holds a source's pictures."""
    return Path(settings.MEDIA_ROOT) / "wire" / source.slug


def fetched_path(source: Source, href: str) -> Path:
    """Give the file that holds what is at a web address; its name is ours, whatever the address says."""
    return folder_of(source) / FETCHED / hashlib.sha256(href.encode("utf-8", "replace")).hexdigest()


def path_of(source: Source, href: str) -> Path | None:
    """Find the file an item means by `href`; None if there is none, or it would lie outside the source's folder.

    A relative address may name a folder that only the sender had; then the file of that name is meant.
    """
    if not href or "\0" in href:
        return None
    if "://" in href:
        return existing(fetched_path(source, href), inside=folder_of(source))
    places = (href.lstrip("/"), href.rpartition("/")[2])
    return next(filter(None, (existing(folder_of(source) / place, inside=folder_of(source)) for place in places)), None)


def existing(path: Path, *, inside: Path) -> Path | None:
    """Give the path if a regular file of the folder is there."""
    try:
        found = path.resolve()
        return found if found.is_relative_to(inside.resolve()) and found.is_file() else None
    except OSError:  # a name too long, or a loop of links
        return None
