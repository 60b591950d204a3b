"""Answer what Wagtail does to our pages behind our services."""

from typing import Any

from broadsheet.publication.facts import information_changed
from broadsheet.publication.models import InformationPage


def unpublished(instance: InformationPage, **_: Any) -> None:
    """Announce that a page of the footer is off the site; Wagtail takes pages down in bulk without asking each."""
    information_changed.announce(page_id=instance.pk)
