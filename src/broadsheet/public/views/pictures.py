"""Serve the cuts of pictures, made on the first request if not before; only of pictures that readers may see."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from broadsheet.media.models import Picture
from broadsheet.public.models import Card, CardLink
from broadsheet.public.pictures import FORMATS, WIDTHS, picture_key
from broadsheet.public.selectors.lists import ListKey
from broadsheet.public.services.cuts import kept_cut
from broadsheet.public.tags import shown

FOR_EVER = "public, max-age=31536000, immutable"


def picture(request: HttpRequest, picture_id: int, key: str, crop: str, width: int, extension: str) -> HttpResponseBase:
    """Give one cut, for ever; 404 for one that is not among those pages name, or not to be seen.

    The desk sees the pictures of its drafts too; that answer is for nobody to keep.
    """
    if crop not in WIDTHS or width not in WIDTHS[crop] or extension not in FORMATS:
        raise Http404("There is no such cut.")
    found = Picture.objects.filter(pk=picture_id).first()
    if found is None or picture_key(found) != key:
        raise Http404("There is no such picture.")
    shown(f"picture:{picture_id}", ListKey(CardLink.Kind.PICTURE, picture_id).tag)
    is_public = may_be_seen(found)
    if not is_public and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404("There is no such picture.")
    kept = default_storage.open(kept_cut(found, crop, width, extension))
    response = FileResponse(kept, content_type=FORMATS[extension])
    response.headers["Cache-Control"] = FOR_EVER if is_public else "private, no-store"
    return response


def may_be_seen(found: Picture) -> bool:
    """Say whether a picture stands in a story readers may see, or belongs to the paper rather than to a story."""
    now = timezone.now()
    if not found.may_be_shown(now):
        return False
    link = {"kind": CardLink.Kind.PICTURE, "target_id": found.pk}
    if CardLink.objects.filter(**link).exists():
        shown_in = {f"links__{name}": value for name, value in link.items()}
        return Card.objects.visible(now).filter(**shown_in).exists()
    return not in_any_story(found)


def in_any_story(found: Picture) -> bool:
    """Say whether a story, published or not, uses the picture, by Wagtail's reference index."""
    from wagtail.models import ReferenceIndex

    models = ReferenceIndex.get_references_to(found).values_list("base_content_type__model", flat=True)
    used_by = set(models[:50])
    return "page" in used_by or not used_by
