"""Give a published story in the words of the IPTC, for whoever takes copy from us."""

from datetime import datetime

from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, PubStatus, SourceCredit, Term
from broadsheet.interchange.ninjs import write
from broadsheet.public.models import Card
from broadsheet.public.pictures import picture_view
from broadsheet.public.selectors.site import SiteView

TEXT_KINDS = frozenset({"paragraph", "crosshead", "quote", "list", "table", "preformatted"})


def ninjs_of(card: Card, site: SiteView, *, now: datetime) -> bytes:
    """Write a visible card and its text as ninjs."""
    return write(item_of(card, site, now=now))


def item_of(card: Card, site: SiteView, *, now: datetime) -> NewsItem:
    """Give a card as a news item."""
    return NewsItem(
        guid=f"urn:uuid:{card.uuid}",
        version=str(int(card.changed_at.timestamp())),
        pubstatus=PubStatus.USABLE,
        headline=card.headline,
        standfirst=card.standfirst,
        byline=card.byline_text,
        dateline=card.dateline,
        language=card.language,
        urgency=card.urgency,
        provider=site.name,
        copyright_holder=site.copyright_holder,
        href=site.absolute(card.path),
        created_at=card.published_at,
        updated_at=card.changed_at,
        subjects=tuple(Term(name=row[1]) for row in [*card.sections, *card.topics]),
        places=tuple(Term(name=row[1]) for row in card.places),
        body=tuple(BodyBlock(BlockKind(kind), html=html) for _, kind, html in card.body.blocks if kind in TEXT_KINDS),
        pictures=pictures_of(card, site, now=now),
        source_credit=SourceCredit(*card.source[:3]) if card.source else None,
    )


def pictures_of(card: Card, site: SiteView, *, now: datetime) -> tuple[Picture, ...]:
    """Give the lead picture, if there is one and it may be shown."""
    picture = picture_view(card.picture, now=now)
    if picture is None:
        return ()
    cut = picture.crops["whole"]
    return (
        Picture(
            href=site.absolute(cut.url),
            caption=picture.caption,
            credit=picture.credit,
            alternative_text=picture.alternative_text,
            mime_type="image/jpeg",
            width=cut.width,
            height=cut.height,
        ),
    )
