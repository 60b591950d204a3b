"""The shapes that every parser fills: one news item as the IPTC standards describe it, whatever its format was.

Field names follow ninjs and NewsML-G2 (https://iptc.org/standards/ninjs/). Times are aware; a time without a zone
in the source is read as UTC and a note says so.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class PubStatus(StrEnum):
    """What the source says may be done with an item (IPTC `pubstatus`)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class BlockKind(StrEnum):
    """What one addressable unit of running text is; our body blocks bear the same names."""

    PARAGRAPH = "paragraph"
    CROSSHEAD = "crosshead"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    PICTURE = "picture"
    GALLERY = "gallery"
    FACTBOX = "factbox"
    RELATED = "related"
    EMBED = "embed"
    AUDIO = "audio"
    VIDEO = "video"
    PREFORMATTED = "preformatted"
    DIVIDER = "divider"


@dataclass(frozen=True, slots=True)
class Term:
    """A controlled or free name: `code` such as `medtop:04000000`, `name` for people, the `scheme` it is from."""

    name: str = ""
    code: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture named by an item: where its bytes are, and what must be said beside it."""

    href: str = ""
    caption: str = ""
    credit: str = ""
    alternative_text: str = ""
    headline: str = ""
    usage_terms: str = ""
    mime_type: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """One unit of body text: safe inline HTML for text kinds, a link or picture for the others.

    `html` holds inline markup only (a, b, strong, i, em, sub, sup, br, code), the whole `ul`, `ol` or `table` for lists
    and tables, plain text for cross-heads and preformatted text, paragraphs for the inside of a fact box.
    `href` is the address of a related story, an embed, an audio or a video; `attribution` says who spoke a quote.
    """

    kind: BlockKind
    html: str = ""
    href: str = ""
    attribution: str = ""
    level: int = 2
    picture: Picture | None = None
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCredit:
    """Who first published a story, and where: “originally appeared on”."""

    name: str
    href: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A piece of running text that was taken out because it is structure: what it was, and the words as they stood."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One version of one thing a source sent, in the words of the source.

    `guid` and `version` say which version of what; `body` is split into addressable units; `lifted` keeps every word
    that was moved out of the running text; `notes` says in sentences what was guessed or left aside.
    """

    guid: str
    version: str = "1"
    kind: str = "text"
    pubstatus: PubStatus = PubStatus.USABLE
    headline: str = ""
    slugline: str = ""
    standfirst: str = ""
    byline: str = ""
    dateline: str = ""
    language: str = ""
    urgency: int | None = None
    ednote: str = ""
    usage_terms: str = ""
    copyright_notice: str = ""
    copyright_holder: str = ""
    credit_line: str = ""
    provider: str = ""
    href: str = ""
    embargoed_until: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    genre: tuple[Term, ...] = ()
    subjects: tuple[Term, ...] = ()
    places: tuple[Term, ...] = ()
    people: tuple[Term, ...] = ()
    organisations: tuple[Term, ...] = ()
    keywords: tuple[str, ...] = ()
    body: tuple[BodyBlock, ...] = ()
    pictures: tuple[Picture, ...] = ()
    source_credit: SourceCredit | None = None
    lifted: tuple[Lifted, ...] = ()
    notes: tuple[str, ...] = ()
    members: tuple["NewsItem", ...] = field(default=())
