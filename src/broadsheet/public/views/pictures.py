"""Serve the cuts of pictures, made on the first request and kept; only of pictures that readers may see."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from wagtail.images.models import Filter

from broadsheet.media.models import Picture
from broadsheet.public.models import Card, CardLink
from broadsheet.public.pictures import FORMATS, RATIOS, WIDTHS, picture_key

QUALITY = {"avif": "avif|avifquality-58", "webp": "webp|webpquality-76", "jpg": "jpeg|jpegquality-80|bgcolor-ffffff"}


def picture(request: HttpRequest, picture_id: int, key: str, crop: str, width: int, extension: str) -> HttpResponseBase:
    """Give one cut, for ever; 404 for one that is not among those pages name, or not to be seen."""
    if crop not in WIDTHS or width not in WIDTHS[crop] or extension not in FORMATS:
        raise Http404("There is no such cut.")
    found = Picture.objects.filter(pk=picture_id).first()
    if found is None or picture_key(found) != key or not may_be_seen(found):
        raise Http404("There is no such picture.")
    name = f"cuts/{picture_id}/{key}/{crop}-{width}.{extension}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(cut(found, crop, width, extension)))
    response = FileResponse(default_storage.open(name), content_type=FORMATS[extension])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def may_be_seen(found: Picture) -> bool:
    """Say whether a picture stands in a story readers may see, or belongs to the paper rather than to a story."""
    now = timezone.now()
    if not found.may_be_shown(now):
        return False
    used = CardLink.objects.filter(kind=CardLink.Kind.PICTURE, target_id=found.pk).values_list("card_id", flat=True)
    ids = list(used[:200])
    if ids:
        return Card.objects.visible(now).filter(pk__in=ids).exists()
    return not in_any_story(found)


def in_any_story(found: Picture) -> bool:
    """Say whether a story, published or not, uses the picture, by Wagtail's reference index."""
    from wagtail.models import ReferenceIndex

    models = ReferenceIndex.get_references_to(found).values_list("base_content_type__model", flat=True)
    used_by = set(models[:50])
    return "page" in used_by or not used_by


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
