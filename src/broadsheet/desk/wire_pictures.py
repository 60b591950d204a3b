"""Find the bytes of a picture that came with wire copy. Nothing is fetched here."""

from pathlib import Path

from django.conf import settings

from broadsheet.wire.models import Source

MOST_BYTES = 40_000_000


def folder_of(source: Source) -> Path:
    """Give the folder that holds a source's pictures."""
    return Path(settings.MEDIA_ROOT) / "wire" / source.slug


def read_picture(source: Source, href: str) -> bytes | None:
    """Read a picture by its relative address; None if it is not there, or lies outside the source's folder."""
    folder = folder_of(source).resolve()
    if not href or "\0" in href or "://" in href:
        return None
    path = (folder / href.lstrip("/")).resolve()
    if not path.is_relative_to(folder) or not path.is_file() or path.stat().st_size > MOST_BYTES:
        return None
    return path.read_bytes()
