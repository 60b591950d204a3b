"""The values that templates receive: flat, frozen, ready to print. No queries hide behind any attribute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Link:
    """A name with an address; `current` marks the page the reader is on."""

    name: str
    url: str
    current: bool = False
    children: tuple["Link", ...] = ()


@dataclass(frozen=True, slots=True)
class Crop:
    """One cut of a picture in several widths; `srcset` strings are ready for the attribute of that name."""

    url: str
    width: int
    height: int
    jpeg_srcset: str = ""
    webp_srcset: str = ""
    avif_srcset: str = ""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture as readers get it: crops by name (`lead`, `wide`, `portrait`, `square`, `whole`), words, credit."""

    crops: Mapping[str, Crop]
    alternative_text: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class BylineView:
    """One name in a byline with its role (“Reporting by”), the author page if there is one, and a small portrait."""

    name: str
    role: str = ""
    url: str = ""
    title: str = ""
    portrait: str = ""
    biography: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """A story in a list. A card of a front may carry an editor's own headline, kicker, standfirst or picture."""

    story_id: int
    url: str
    headline: str
    published_at: datetime
    updated_at: datetime | None = None
    kicker: str = ""
    standfirst: str = ""
    section: Link | None = None
    byline: str = ""
    byline_portrait: str = ""
    picture: PictureView | None = None
    kind: str = "news"
    reading_minutes: int = 1
    is_sponsored: bool = False
    sponsor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BlockView:
    """One addressable unit of a story's body; `id` is stable and is the fragment of its own address (`#b-…`)."""

    id: str
    kind: str
    html: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was wrong and what is right, when it was put right, and which paragraph it concerns."""

    corrected_at: datetime
    text: str
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """Whose text it is: the first publisher, its address and licence; or all whose material stands in it."""

    name: str
    url: str = ""
    license: str = ""
    is_partial: bool = False

    @property
    def sentence(self) -> str:
        """What readers are told."""
        if self.is_partial:
            return _("With material from %(name)s") % {"name": self.name}
        return _("Originally appeared on %(name)s") % {"name": self.name}


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything a story page prints."""

    card: CardView
    uuid: str
    language: str
    breadcrumb: tuple[Link, ...]
    bylines: tuple[BylineView, ...]
    byline_text: str
    dateline: str
    picture: PictureView | None
    blocks: tuple[BlockView, ...]
    topics: tuple[Link, ...]
    source: SourceView | None
    canonical_url: str
    absolute_url: str
    corrections: tuple[CorrectionView, ...] = ()
    previous: CardView | None = None
    next: CardView | None = None
    related: tuple[CardView, ...] = ()
    popular: tuple[CardView, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    social_title: str = ""
    social_description: str = ""
    social_image: str = ""
    editor_note: str = ""
    word_count: int = 0
    structured_data: str = ""


@dataclass(frozen=True, slots=True)
class ContainerView:
    """One band of a front: its `layout` (see `fronts.models.Container.Layout`), title and cards."""

    layout: str
    cards: tuple[CardView, ...]
    title: str = ""
    url: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DayView:
    """The cards of one day in the publication's time zone, for Latest and the archive."""

    day: Any
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class AdView:
    """A house ad in a slot whose space is reserved; `label` is what the region says of it."""

    slot: str
    width: int
    height: int
    url: str = ""
    headline: str = ""
    text: str = ""
    image: str = ""
    alternative_text: str = ""


@dataclass(frozen=True, slots=True)
class BreakingView:
    """The breaking strip: its words, where it leads if anywhere, and since when it is up."""

    headline: str
    raised_at: datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed a page announces in its head and the RSS page lists."""

    title: str
    url: str
    mime_type: str = "application/rss+xml"
