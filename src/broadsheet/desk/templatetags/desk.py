"""Tell times as a desk does, and print the blocks of a wire item."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe

from broadsheet.core.text import plain
from broadsheet.interchange.items import BodyBlock
from broadsheet.publication.models import Publication

register = template.Library()


@register.filter
def desk_time(moment: datetime | None) -> str:
    """Give the hour of a moment today, day and hour of any other."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return local.strftime("%H:%M")
    year = "" if local.year == timezone.localdate().year else " Y"
    return formats.date_format(local, f"j M{year} H:i", use_l10n=False)


@register.filter
def is_ahead(moment: datetime | None) -> bool:
    """Say whether a moment is still to come."""
    return moment is not None and moment > timezone.now()


@register.filter
def percent(share: float) -> str:
    """Give a share of one in whole per cent, never more than there is.

    >>> percent(0.999)
    '99 %'
    """
    return f"{int(share * 100)} %"


@register.simple_tag
def publication_name() -> str:
    """Give the name the desk goes by: the publication's own, or the one set for this installation."""
    named = Publication.objects.filter(site__is_default_site=True).values_list("name", flat=True).first()
    return named or str(settings.WAGTAIL_SITE_NAME)


@register.simple_tag
def wire_block(block: BodyBlock, *, dateline: str, is_first: bool) -> SafeString:
    """Print one block of a wire item."""
    context: dict[str, Any] = {
        "block": block,
        "words": plain(block.html),
        "dateline": dateline,
        "is_first": is_first,
    }
    return mark_safe(get_template("desk/inbox/block.html").render(context))  # a template escapes what it prints
