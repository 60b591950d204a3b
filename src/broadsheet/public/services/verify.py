"""Hold the read model against the pages it was made from, and make it true where it differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from broadsheet.fronts.models import Front
from broadsheet.public.models import Card, CardLink, SiteRecord
from broadsheet.public.services.ads import project_ads
from broadsheet.public.services.breaking import project_breaking
from broadsheet.public.services.chrome import chrome_value, project_chrome
from broadsheet.public.services.counts import recount
from broadsheet.public.services.fronts import front_key, project_front
from broadsheet.public.services.project import project_story, remove_story
from broadsheet.public.services.sections import information_page_changed, section_changed
from broadsheet.publication.models import InformationPage
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import SectionPage

UNCOMPARED = frozenset({"changed_at", "related_ids"})  # when it was projected, and what a job chose later


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the read model says that the pages do not."""

    story_id: int
    field: str
    kept: Any
    true: Any

    def __str__(self) -> str:
        return f"story {self.story_id}: {self.field} is {shortened(self.kept)}, should be {shortened(self.true)}"


def shortened(value: Any) -> str:
    """Give the beginning of a value, for a line of a report."""
    text = repr(value)
    return text if len(text) < 120 else f"{text[:117]}…"


def verify_stories() -> Iterator[Difference]:
    """Project every story again, each in its own transaction, and give what differed; the new projection is kept."""
    for story_id in StoryPage.objects.order_by("pk").values_list("pk", flat=True).iterator():
        yield from verify_story(story_id)
    live = StoryPage.objects.values_list("pk", flat=True)
    for story_id in Card.objects.exclude(pk__in=live).values_list("pk", flat=True):
        remove_story(story_id)
        yield Difference(story_id, "card", "there", "not there")


@transaction.atomic
def verify_story(story_id: int) -> list[Difference]:
    """Project one story again and list what differed; what cannot differ (`changed_at`, `related_ids`) is put back."""
    before = as_values(story_id)
    kept = Card.objects.filter(pk=story_id).values(*UNCOMPARED).first()
    project_story(story_id)
    after = as_values(story_id)
    names = sorted((before.keys() | after.keys()) - UNCOMPARED)
    found = [
        Difference(story_id, name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]
    if kept and not found:
        Card.objects.filter(pk=story_id).update(**kept)
    return found


def as_values(story_id: int) -> dict[str, Any]:
    """Flatten all rows the read model has of a story."""
    card = Card.objects.select_related("body").filter(pk=story_id).first()
    if card is None:
        return {}
    links = CardLink.objects.filter(card_id=story_id).order_by("kind", "target_id")
    rows = [(row.kind, row.target_id, row.published_at, row.is_visible) for row in links]
    values = {field.attname: getattr(card, field.attname) for field in Card._meta.concrete_fields}
    body = getattr(card, "body", None)
    return values | {"links": rows, "blocks": body.blocks if body else None, "words": body.words if body else None}


def verify_records() -> Iterator[str]:
    """Make the ready-made values and the counts anew and say which were not true."""
    yield from recount()
    kept = dict(SiteRecord.objects.values_list("key", "value"))
    true = chrome_value()
    if kept.get("chrome", true) != true:
        yield "chrome: masthead, navigation or footer had changed"
    project_chrome()
    if kept.get("ads", []) != project_ads():
        yield "ads: what fills the advertising slots had changed"
    if kept.get("breaking", {}) != project_breaking():
        yield "breaking: what the strip says had changed"
    for front in Front.objects.all():
        key = front_key(front.section_id)
        before = kept.get(key)
        project_front(front.pk)
        if before != SiteRecord.objects.get(pk=key).value:
            yield f"{key}: the arrangement had changed"


def rebuild_addresses() -> None:
    """Give every section and information page its address again."""
    for section in SectionPage.objects.filter(depth__gt=1).order_by("path"):
        section_changed(section, with_stories=False)
    for page_id in InformationPage.objects.values_list("pk", flat=True):
        information_page_changed(page_id)
