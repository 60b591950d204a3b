"""Give files: those of the theme from memory, compressed aside; those of editors whole or in part."""

import asyncio
import mimetypes
import re
from pathlib import Path

import brotli

from broadsheet.edge.cache import IDENTITY, Entry
from broadsheet.edge.upstream import AppGone

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
FOR_EVER, SHORTLY = b"public, max-age=31536000, immutable", b"public, max-age=60"
TEXT = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
MOST_IN_MEMORY, PIECE = 2 << 20, 256 * 1024
RANGE = re.compile(rb"bytes=(\d*)-(\d*)")


class NoFile(Exception):
    """There is no such file."""


async def static_entry(folder: Path, key: bytes) -> Entry:
    """Give a style sheet, script, font or picture of the theme; the work is done beside the event loop."""
    return await asyncio.to_thread(_static_entry, folder, key)


def _static_entry(folder: Path, key: bytes) -> Entry:
    from urllib.parse import unquote_to_bytes

    name = unquote_to_bytes(key.partition(b"?")[0].removeprefix(b"/static/")).decode("utf-8", "replace")
    path = inside(folder, folder / name)
    if path is None:
        entry = Entry(
            key, 404, [(b"content-type", b"text/plain; charset=utf-8")], {IDENTITY: b"There is no such file.\n"}, None
        )
        entry.until = 0
        return entry
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    headers = [
        (b"content-type", (kind + charset).encode()),
        (b"cache-control", FOR_EVER if HASHED.search(path.name) else SHORTLY),
        (b"x-content-type-options", b"nosniff"),
        (b"access-control-allow-origin", b"*"),
    ]
    return Entry(key, 200, headers, encoded(path.read_bytes(), kind), None)


def encoded(body: bytes, kind: str) -> dict[str, bytes]:
    """Compress what gets smaller."""
    if not kind.startswith(TEXT) or len(body) < 256:
        return {IDENTITY: body}
    return {"br": brotli.compress(body, quality=9)}


def inside(folder: Path, path: Path) -> Path | None:
    """Give a file if it is one and lies in a folder, links resolved."""
    try:
        real = path.resolve(strict=True)
    except (OSError, ValueError):
        return None
    return real if real.is_file() and real.is_relative_to(folder.resolve()) else None


async def whole(name: bytes, folder: Path) -> dict[str, bytes]:
    """Read an editor's file that is small enough to keep."""
    path = inside(folder, Path(name.decode()))
    if path is None:
        raise AppGone("the file has gone")
    return {IDENTITY: await asyncio.to_thread(path.read_bytes)}


def range_of(asked: bytes, size: int) -> tuple[int, int] | None:
    """Read one range (RFC 9110, 14.1.2) as first and end; None if it is none that we give.

    Raises `NoFile` if nothing lies there.
    """
    match = RANGE.fullmatch(asked)
    if match is None or match.groups() == (b"", b""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last or size - 1) + 1, size)
    if start >= size or end <= start:
        raise NoFile
    return start, end
