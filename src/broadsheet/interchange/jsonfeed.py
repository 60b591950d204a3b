"""Read JSON Feed 1 and 1.1, as https://www.jsonfeed.org/version/1.1/ describes it."""

from collections.abc import Iterator
from typing import Any

from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, Term
from broadsheet.interchange.jsonread import Object, objects
from broadsheet.interchange.limits import ITEMS_PER_PAYLOAD
from broadsheet.interchange.media import address
from broadsheet.interchange.reading import FeedInfo, Reading
from broadsheet.interchange.text import blocks_from_text, one_line
from broadsheet.interchange.times import read_time

VERSION = "jsonfeed.org/version/"


def is_json_feed(value: Any) -> bool:
    """Say whether a decoded value claims to be a JSON Feed."""
    return isinstance(value, dict) and VERSION in str(value.get("version"))


def read_json_feed(text: str) -> Reading:
    """Read a feed; an item that cannot be one is refused with its number, the others are kept."""
    feed, line = next(objects(text))
    given = feed.get("items") if is_json_feed(feed) else None
    if not isinstance(given, list):
        raise Unreadable("The JSON Feed has no list of items.", line=line)
    items: list[NewsItem] = []
    refusals: list[Unreadable] = []
    for number, value in enumerate(given[:ITEMS_PER_PAYLOAD], start=1):
        try:
            items.append(_item(value, feed=feed, number=number))
        except Unreadable as refusal:
            refusals.append(type(refusal)(refusal.reason, line=refusal.line or _line_of_items(text)))
    return Reading("jsonfeed", items=tuple(items), feed=_info(feed), refusals=tuple(refusals))


def _line_of_items(text: str) -> int:
    return text.count("\n", 0, max(text.find('"items"'), 0)) + 1


def _info(feed: Object) -> FeedInfo:
    return FeedInfo(
        title=_text(feed, "title"),
        home=address(_text(feed, "home_page_url")),
        language=_text(feed, "language"),
        description=_text(feed, "description"),
    )


def _text(given: Object, *names: str) -> str:
    for name in names:
        value = given.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            return one_line(str(value))
    return ""


def _item(value: Any, *, feed: Object, number: int) -> NewsItem:
    if not isinstance(value, dict):
        raise Unreadable(f"Item {number} of the feed is not a JSON object.")
    guid = _text(value, "id", "url")
    if not guid:
        raise Unreadable(f"Item {number} of the feed has neither id nor url. Expected the identifier of the item.")
    notes: list[str] = []
    created, updated = _time(value, "date_published", notes), _time(value, "date_modified", notes)
    return NewsItem(
        guid=guid,
        version=str(int(updated.timestamp())) if updated else "1",
        headline=_text(value, "title"),
        standfirst=_text(value, "summary"),
        byline=_names(value) or _names(feed),
        language=_text(value, "language") or _text(feed, "language"),
        provider=_text(feed, "title"),
        href=address(_text(value, "url", "external_url")),
        created_at=created or updated,
        updated_at=updated or created,
        subjects=tuple(_tags(value)),
        body=_body(value) + tuple(_played(value)),
        pictures=tuple(_pictures(value)),
        notes=tuple(notes),
    )


def _time(value: Object, name: str, notes: list[str]) -> Any:
    said = _text(value, name)
    found = read_time(said) if said else None
    if said and found is None:
        notes.append(f"The time “{said[:40]}” in {name} cannot be read; it was left out.")
    return found


def _names(given: Object) -> str:
    """Join the authors' names; version 1 has one author, version 1.1 a list, which wins where both stand."""
    authors = given.get("authors") or [given.get("author")]
    found = [_text(author, "name") for author in authors if isinstance(author, dict)] if _is_list(authors) else []
    names = [name for name in found if name]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _tags(value: Object) -> Iterator[Term]:
    tags = value.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, str) and tag.strip():
            yield Term(one_line(tag))


def _body(value: Object) -> tuple[BodyBlock, ...]:
    html, text = value.get("content_html"), value.get("content_text")
    if isinstance(html, str) and html.strip():
        return blocks_from_html(html, base_url=address(_text(value, "url")))
    return blocks_from_text(text) if isinstance(text, str) else ()


def _attachments(value: Object) -> Iterator[tuple[str, str]]:
    attachments = value.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else ():
        if isinstance(attachment, dict):
            href = address(_text(attachment, "url"))
            if href:
                yield _text(attachment, "mime_type").lower(), href


def _played(value: Object) -> Iterator[BodyBlock]:
    for media_type, href in _attachments(value):
        kind = media_type.partition("/")[0]
        if kind in ("audio", "video"):
            yield BodyBlock(BlockKind(kind), href=href)


def _pictures(value: Object) -> Iterator[Picture]:
    named = [("", address(_text(value, name))) for name in ("image", "banner_image")]
    attached = [(media_type, href) for media_type, href in _attachments(value) if media_type.startswith("image/")]
    seen: set[str] = set()
    for media_type, href in (*named, *attached):
        if href and href not in seen:
            seen.add(href)
            yield Picture(href=href, mime_type=media_type)
