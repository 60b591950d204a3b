"""Make the cuts of pictures and keep them: on the first request, or ahead of it for those that pages print first."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images.models import Filter

from broadsheet.media.models import Picture
from broadsheet.public.pictures import RATIOS, WIDTHS, picture_key, picture_record
from broadsheet.public.pictures import crop as crop_of

QUALITY = {"avif": "avif|avifquality-58", "webp": "webp|webpquality-76", "jpg": "jpeg|jpegquality-80|bgcolor-ffffff"}
AHEAD = "avif"  # what nine in ten browsers ask for
MOST_AHEAD = 1280


def kept_cut(found: Picture, crop: str, width: int, extension: str) -> str:
    """Give the name under which a cut is kept, made now if need be. Two that make the same one leave one file."""
    name = f"cuts/{found.pk}/{picture_key(found)}/{crop}-{width}.{extension}"
    if not default_storage.exists(name):
        saved = default_storage.save(name, ContentFile(cut(found, crop, width, extension)))
        if saved != name:
            default_storage.delete(saved)
    return name


def cut_ahead(picture_id: int, crop: str) -> int:
    """Make the cuts of one crop that a first reader would wait for; give how many there are."""
    found = Picture.objects.filter(pk=picture_id).first()
    widths = widths_ahead(found, crop) if found else []
    for width in widths:
        kept_cut(found, crop, width, AHEAD)
    return len(widths)


def widths_ahead(found: Picture, crop: str) -> list[int]:
    """List the widths of a crop that the picture is large enough for, and that are not for the largest screens only."""
    offered = crop_of(picture_record(found) or {}, crop).avif_srcset
    return [width for width in WIDTHS[crop] if width <= MOST_AHEAD and f"-{width}.{AHEAD} " in f"{offered} "]


def is_cut(found: Picture, crop: str) -> bool:
    """Say whether the first of a crop's cuts is kept; they are made together."""
    first = widths_ahead(found, crop)[0]
    return bool(default_storage.exists(f"cuts/{found.pk}/{picture_key(found)}/{crop}-{first}.{AHEAD}"))


def cut(found: Picture, crop: str, width: int, extension: str) -> bytes:
    """Cut, scale and encode; the focal point stays in."""
    specification = f"{size_of(crop, width)}|format-{QUALITY[extension]}"
    out = BytesIO()
    Filter(spec=specification).run(found, out)
    return out.getvalue()


def size_of(crop: str, width: int) -> str:
    """Give the cut in Wagtail's terms."""
    if crop == "whole":
        return f"width-{width}"
    across, down = RATIOS[crop]
    return f"fill-{width}x{round(width * down / across)}"
