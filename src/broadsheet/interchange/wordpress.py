"""What a WordPress export says, in WordPress's own words: the site, its authors, terms, posts and their comments.

`wxr` fills these shapes; the importer decides what becomes a story. Times are aware; where the export gives no zone
they are read as UTC and a note on the post says so. Addresses of people who commented are never read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.html import plain_text
from broadsheet.interchange.items import Picture
from broadsheet.interchange.php_values import PhpValue, read_php


@dataclass(frozen=True, slots=True)
class WordPressSite:
    """The site the export was made from; `base_url` is where its pages were, without a slash at the end."""

    title: str = ""
    base_url: str = ""
    description: str = ""
    language: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class WordPressAuthor:
    """One account of the site; posts name it by `login`."""

    login: str
    id: int = 0
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True, slots=True)
class WordPressTerm:
    """A category, a tag or a term of another taxonomy; `parent` is the slug of the term above it."""

    taxonomy: str
    slug: str
    name: str = ""
    parent: str = ""
    description: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class WordPressComment:
    """What a reader said below a post; `parent` is the id of the comment it answers, 0 for none."""

    id: int
    author: str
    text: str
    said_at: datetime | None = None
    is_approved: bool = False
    kind: str = "comment"
    parent: int = 0


@dataclass(frozen=True, slots=True)
class WordPressPost:
    """One entry of the export: post, page, attachment or any other `type`; `content` is as it was stored.

    `id` is 0 and `type` empty where the file says nothing of them. Passwords are not kept, only that there was one.
    """

    id: int
    type: str
    status: str
    title: str = ""
    slug: str = ""
    link: str = ""
    guid: str = ""
    author: str = ""
    content: str = ""
    excerpt: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    has_password: bool = False
    is_sticky: bool = False
    parent: int = 0
    menu_order: int = 0
    categories: tuple[WordPressTerm, ...] = ()
    tags: tuple[WordPressTerm, ...] = ()
    other_terms: tuple[WordPressTerm, ...] = ()
    post_format: str = ""
    comments: tuple[WordPressComment, ...] = ()
    attachment_url: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """Give the title as words: WordPress keeps markup and entities in it."""
        return plain_text(self.title)

    @property
    def featured_picture_id(self) -> int | None:
        """Say which attachment is the lead picture, if one was chosen."""
        said = self.meta.get("_thumbnail_id", "").strip()
        return int(said) if said.isascii() and said.isdigit() and len(said) < 19 and int(said) else None

    @property
    def co_authors(self) -> tuple[WordPressTerm, ...]:
        """Name those who wrote it together, where the Co-Authors Plus plug-in was used."""
        return tuple(term for term in self.other_terms if term.taxonomy == "author")


def picture_of(attachment: WordPressPost) -> Picture:
    """Make a picture of an attachment: caption from its excerpt, credit and size from what WordPress measured."""
    known = _measured(attachment)
    shot = known.get("image_meta")
    said = shot if isinstance(shot, dict) else {}
    return Picture(
        href=attachment.attachment_url,
        caption=plain_text(attachment.excerpt),
        credit=_words(said.get("credit")) or _words(said.get("copyright")),
        alternative_text=attachment.meta.get("_wp_attachment_image_alt", "").strip(),
        headline=attachment.title.strip(),
        width=_positive(known.get("width")),
        height=_positive(known.get("height")),
    )


def _measured(attachment: WordPressPost) -> dict[str, PhpValue]:
    try:
        value = read_php(attachment.meta.get("_wp_attachment_metadata", "a:0:{}"))
    except Unreadable:
        return {}
    return value if isinstance(value, dict) else {}


def _words(value: PhpValue) -> str:
    return value.strip() if isinstance(value, str) else ""


def _positive(value: PhpValue) -> int | None:
    """WordPress writes sizes as numbers, older versions as text."""
    said = str(value) if isinstance(value, int | str) else ""
    return int(said) if said.isascii() and said.isdigit() and 0 < len(said) < 7 and int(said) else None
