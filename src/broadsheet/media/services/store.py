"""Keep the bytes of a picture once, with the words that belong to it."""

import hashlib
import io

from django.core.files.images import ImageFile
from django.utils.text import slugify
from PIL import Image, UnidentifiedImageError

from broadsheet.media.errors import NotAPicture
from broadsheet.media.models import Picture

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
MOST_BYTES = 40_000_000
MOST_PIXELS = 120_000_000


def store_picture(
    content: bytes,
    *,
    title: str,
    alternative_text: str = "",
    caption: str = "",
    credit: str = "",
    source: str = "",
    usage_terms: str = "",
) -> Picture:
    """Keep a picture; the same bytes give the picture that is there already, with its own words.

    Raises NotAPicture if the bytes are too many, or no format browsers show.
    """
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # the hash Wagtail keeps of every file
    known: Picture | None = Picture.objects.filter(file_hash=sha1).first()
    if known:
        return known
    name = f"{slugify(title)[:60] or 'picture'}.{ending_of(content, title)}"
    picture = Picture(
        title=title[:255] or name,
        file=ImageFile(io.BytesIO(content), name=name),
        description=alternative_text[:255],
        caption=caption,
        credit=credit[:200],
        source=source[:120],
        usage_terms=usage_terms,
    )
    picture.file_size, picture.file_hash = len(content), sha1
    picture.save()
    return picture


def ending_of(content: bytes, title: str) -> str:
    """Look into the bytes for what they are, whatever the name said."""
    if len(content) > MOST_BYTES:
        raise NotAPicture(title, f"it has {len(content)} bytes, more than {MOST_BYTES}")
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as opened:
            width, height = opened.size
            found = opened.format or ""
            opened.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture(title, "its bytes are no picture, or a damaged one") from error
    if width * height > MOST_PIXELS:
        raise NotAPicture(title, f"it has {width} × {height} points")
    return FORMATS[found]
