"""Make ahead what the breaking strip prints on every page. One row, written when an editor raises or lowers it."""

from typing import Any

from django.utils import timezone

from broadsheet.fronts.models import Breaking
from broadsheet.public.live import BREAKING, tell
from broadsheet.public.models import Card
from broadsheet.public.services.records import keep_record


def project_breaking(**_: Any) -> dict[str, str]:
    """Write what the strip says, nothing while none is up, tell open pages, and return it."""
    value = breaking_value()
    if keep_record("breaking", value):
        tell(BREAKING, "breaking", **value)
    return value


def breaking_value() -> dict[str, str]:
    """Gather the words of the strip, where it leads if anywhere, and since when it is up."""
    up = Breaking.objects.filter(is_up=True).first()
    if up is None:
        return {}
    card = Card.objects.visible(timezone.now()).filter(pk=up.story_id or 0).first()
    return {"headline": up.headline, "url": card.path if card else "", "raised_at": up.raised_at.isoformat()}
