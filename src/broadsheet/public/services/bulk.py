"""Project many plain stories at once: paragraphs only, no pictures or topics; anything more goes through `project`."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from broadsheet.core.text import plain
from broadsheet.public.models import Address, Card, CardBody, CardLink
from broadsheet.public.render import RenderBlock
from broadsheet.public.selectors.lists import ListKey
from broadsheet.public.tags import changed
from broadsheet.stories.services.bulk import BulkStory
from broadsheet.taxonomy.models import SectionPage
from broadsheet.theme.printing import printed

Trail = list[tuple[int, str, str]]


@transaction.atomic
def project_bulk(section: SectionPage, ids: Sequence[int], stories: Sequence[BulkStory]) -> None:
    """Write cards, links, texts and addresses for stories just written to a section."""
    above = SectionPage.objects.ancestor_of(section, inclusive=True).order_by("depth")
    trail = [(row.pk, row.title, row.path_on_site) for row in above]
    keys = dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key"))
    cards = [card(pk, keys[pk], story, trail) for pk, story in zip(ids, stories, strict=True)]
    Card.objects.bulk_create(cards)
    CardBody.objects.bulk_create(text(pk, story) for pk, story in zip(ids, stories, strict=True))
    CardLink.objects.bulk_create(
        CardLink(card=made, kind=CardLink.Kind.SECTION, target_id=row[0], published_at=made.published_at)
        for made in cards
        for row in trail
    )
    Address.objects.bulk_create(
        Address(path=made.path, kind=Address.Kind.STORY, target_id=made.story_id) for made in cards
    )
    changed("stories", ListKey().tag, *(ListKey(CardLink.Kind.SECTION, row[0]).tag for row in trail))


def card(story_id: int, key: UUID, story: BulkStory, trail: Trail) -> Card:
    """Flatten one story."""
    day = timezone.localtime(story.published_at)
    return Card(
        story_id=story_id,
        uuid=key,
        state=Card.State.LIVE,
        path=f"{trail[-1][2]}{day:%Y/%m/%d}/{story.slug}/",
        kind=story.kind,
        language="en",
        headline=story.headline,
        standfirst=story.standfirst,
        section_id=trail[-1][0],
        sections=[list(row) for row in trail],
        published_at=story.published_at,
        changed_at=story.published_at,
        bylines=[[name, "by", "", "", "", ""] for name in story.bylines],
        byline_text=" and ".join(story.bylines),
        word_count=sum(len(plain(raw["value"]).split()) for raw in story.body),
    )


def text(story_id: int, story: BulkStory) -> CardBody:
    """Render the paragraphs of one story."""
    blocks = [[f"b-{raw['id'][:8]}", "paragraph", paragraph(raw)] for raw in story.body]
    return CardBody(card_id=story_id, blocks=blocks, words="\n".join(plain(raw["value"]) for raw in story.body))


def paragraph(raw: dict[str, str]) -> str:
    """Render one paragraph by its template."""
    inner = raw["value"].removeprefix("<p>").removesuffix("</p>")
    block = RenderBlock(f"b-{raw['id'][:8]}", "paragraph", inner)
    return printed("public/blocks/paragraph.html", {"block": block}).strip()
