"""Read everything a story page prints, in a fixed number of queries."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from broadsheet.core.prepared import Prepared, blank
from broadsheet.public.models import Card, CardBody
from broadsheet.public.pictures import picture_view
from broadsheet.public.selectors.lists import by_ids, card_view, neighbours
from broadsheet.public.selectors.popular import popular_ids
from broadsheet.public.selectors.site import SiteView
from broadsheet.public.shapes import BlockView, BylineView, CardView, Link, SourceView, StoryView
from broadsheet.public.tags import shown
from broadsheet.stories.models import Byline

RELATED = 4
POPULAR = 5
SPARE = 3  # read beyond what is shown, because some may have been withdrawn since they were chosen


COLUMNS = [field.attname for field in Card._meta.concrete_fields]


def with_text(*row: Any) -> Card:
    """Make a card and its text from one row."""
    card = Card.from_db(None, COLUMNS, row[:-1])
    card.body = CardBody(card_id=card.pk, blocks=row[-1])
    return card


WITH_TEXT = Prepared(lambda: Card.objects.filter(pk=blank("id")).values_list(*COLUMNS, "body__blocks"), with_text)


def card_with_text(story_id: int) -> Card | None:
    """Read a card and its text, whatever its state."""
    shown(f"story:{story_id}")
    return WITH_TEXT.first(id=story_id)


def story_view(card: Card, site: SiteView, *, now: datetime) -> StoryView:
    """Gather a story page around a visible card."""
    previous, following = neighbours(card, now=now)
    related, popular = onward(card, site, now=now)
    return StoryView(
        card=card_view(card, now=now),
        uuid=str(card.uuid),
        language=card.language,
        breadcrumb=breadcrumb(card),
        bylines=tuple(byline_view(row) for row in card.bylines),
        byline_text=card.byline_text,
        dateline=card.dateline,
        picture=picture_view(card.picture, now=now),
        blocks=tuple(BlockView(*row) for row in card.body.blocks),
        topics=tuple(Link(name, url) for _, name, url in card.topics),
        source=SourceView(*card.source) if card.source else None,
        canonical_url=canonical_url(card, site),
        absolute_url=site.absolute(card.path),
        previous=previous,
        next=following,
        related=related,
        popular=popular,
        seo_title=card.seo.get("title", ""),
        seo_description=card.seo.get("description", "") or card.standfirst,
        social_title=card.seo.get("social_title", "") or card.headline,
        social_description=card.seo.get("social_description", "") or card.standfirst,
        social_image=social_image(card, site, now=now),
        word_count=card.word_count,
    )


def byline_view(row: list[str]) -> BylineView:
    """Give one name of a byline, with its role in words; “By” goes without saying."""
    name, role, url, title, portrait, biography = row
    said = "" if role == Byline.Role.BY else str(Byline.Role(role).label)
    return BylineView(name, said, url, title, portrait, biography)


def breadcrumb(card: Card) -> tuple[Link, ...]:
    """Lead from home down to the story."""
    sections = (Link(name, url) for _, name, url in card.sections)
    return (Link(_("Home"), "/"), *sections, Link(card.headline, card.path, current=True))


def canonical_url(card: Card, site: SiteView) -> str:
    """Give the address search engines should know: the first publisher's where the story is not ours."""
    source = SourceView(*card.source) if card.source else None
    return source.url if source and source.url and not source.is_partial else site.absolute(card.path)


def social_image(card: Card, site: SiteView, *, now: datetime) -> str:
    """Give the absolute address of the picture for social networks."""
    if chosen := card.seo.get("social_picture"):
        return site.absolute(chosen)
    picture = picture_view(card.picture, now=now)
    return site.absolute(picture.crops["wide"].url) if picture else ""


def onward(card: Card, site: SiteView, *, now: datetime) -> tuple[tuple[CardView, ...], tuple[CardView, ...]]:
    """Read the related and the popular stories in one query; never the story itself."""
    related_ids = [story_id for story_id in card.related_ids if story_id != card.story_id]
    popular = [story_id for story_id in popular_ids(site) if story_id != card.story_id]
    found = by_ids([*related_ids[: RELATED + SPARE], *popular[: POPULAR + SPARE]], now=now)

    def shown(ids: list[int], most: int) -> tuple[CardView, ...]:
        seen = [found[story_id] for story_id in ids if story_id in found]
        return tuple(card_view(card, now=now) for card in seen[:most])

    return shown(related_ids, RELATED), shown(popular, POPULAR)
