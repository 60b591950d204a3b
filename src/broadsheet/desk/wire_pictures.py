"""Find the bytes of a picture that came with wire copy. Nothing is fetched here."""

from broadsheet.wire.models import Source
from broadsheet.wire.picture_files import folder_of, path_of

__all__ = ["folder_of", "read_picture"]

MOST_BYTES = 40_000_000


def read_picture(source: Source, href: str) -> bytes | None:
    """Read a picture by its address in the item; None if it is not here (yet), or lies outside the source's folder."""
    path = path_of(source, href)
    return path.read_bytes() if path and path.stat().st_size <= MOST_BYTES else None
