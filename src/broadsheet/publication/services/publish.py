"""Put an information page into force."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from broadsheet.publication.blocks import as_html
from broadsheet.publication.facts import information_changed
from broadsheet.publication.models import InformationPage, InformationVersion


@transaction.atomic
def publish_information(page: InformationPage, publish: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Publish by Wagtail's own `publish`, record a version if the text changed, and announce it."""
    result = publish(*args, **kwargs)
    record_version(InformationPage.objects.get(pk=page.pk))
    information_changed.announce(page_id=page.pk)
    return result


def record_version(page: InformationPage) -> InformationVersion | None:
    """Keep the words now in force, unless they are the same as the last version's."""
    words = {
        "title": page.title,
        "standfirst": page.standfirst,
        "body": as_html(page.body),
        "effective_on": page.effective_on,
    }
    last = page.versions.first()
    if last and all(getattr(last, name) == value for name, value in words.items()):
        return None
    return InformationVersion.objects.create(page=page, number=last.number + 1 if last else 1, **words)
