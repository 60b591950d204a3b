"""Render the text of a story block by block, once, when it is published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.rich_text import RichText, expand_db_html

from broadsheet.public.pictures import picture_record, picture_view
from broadsheet.public.selectors.lists import by_ids, card_view
from broadsheet.public.shapes import BlockView, CardView, PictureView
from broadsheet.stories.body import words_of
from broadsheet.stories.models import StoryPage
from broadsheet.theme.printing import printed

PERMALINK = re.compile(r'<a class="permalink"[^>]*>.*?</a>\s*')
WORDLESS = frozenset({"related", "embed", "audio", "video", "divider"})


@dataclass(frozen=True, slots=True)
class RenderBlock:
    """What a block's template is given."""

    id: str
    kind: str
    html: str = ""
    title: str = ""
    href: str = ""
    attribution: str = ""
    level: int = 2
    picture: PictureView | None = None
    pictures: tuple[PictureView, ...] = ()
    card: CardView | None = None


def render_blocks(story: StoryPage) -> list[BlockView]:
    """Render every block that has something to show."""
    now = timezone.now()
    return [
        BlockView(made.id, made.kind, printed(f"public/blocks/{made.kind}.html", {"block": made}).strip())
        for block in story.body
        if (made := block_of(block, now)) is not None
    ]


def block_of(block: Any, now: datetime) -> RenderBlock | None:
    """Gather what one block shows; None if that is nothing."""
    value, own = block.value, {"id": f"b-{block.id[:8]}", "kind": block.block_type}
    match block.block_type:
        case "paragraph" | "list" | "footnotes":
            return RenderBlock(**own, html=inner(markup(value), block.block_type))
        case "crosshead" | "preformatted" | "table":
            return RenderBlock(**own, html=str(value))
        case "divider":
            return RenderBlock(**own)
        case "quote":
            return RenderBlock(**own, html=markup(value["text"]), attribution=value["attribution"] or "")
        case "factbox":
            return RenderBlock(**own, title=value["title"], html=markup(value["text"]))
        case "picture":
            shown = picture_view(picture_record(value["picture"], caption=value["caption"] or ""), now=now)
            return RenderBlock(**own, picture=shown) if shown else None
        case "gallery":
            pictures = tuple(gallery(value["pictures"], now))
            return RenderBlock(**own, title=value["title"] or "", pictures=pictures) if pictures else None
        case "related":
            return related_block(own, value)
        case _:
            return recording_block(own, value)


def markup(value: RichText) -> str:
    """Give rich text as readers get it: Wagtail stores a link to a page of ours by the page's id, not its address."""
    return str(expand_db_html(value.source))


def inner(text: str, kind: str) -> str:
    """Give a paragraph's inline markup; lists and notes keep theirs whole."""
    text = text.strip()
    if kind == "paragraph" and text.startswith("<p") and text.endswith("</p>"):
        return text[text.index(">") + 1 : -len("</p>")]
    return text


def gallery(pictures: Any, now: datetime) -> Iterator[PictureView]:
    """Give the pictures of a gallery that may be shown."""
    for value in pictures:
        if shown := picture_view(picture_record(value["picture"], caption=value["caption"] or ""), now=now):
            yield shown


def related_block(own: dict[str, Any], value: Any) -> RenderBlock | None:
    """Give a “MORE” link; nothing if our story it leads to is not to be seen."""
    if value["story"] is None:
        return RenderBlock(**own, title=value["headline"] or value["url"], href=value["url"]) if value["url"] else None
    now = timezone.now()
    card = by_ids([value["story"].pk], now=now).get(value["story"].pk)
    return RenderBlock(**own, card=card_view(card, now=now)) if card else None


def recording_block(own: dict[str, Any], value: Any) -> RenderBlock | None:
    """Give an embed, a sound or a moving picture."""
    document = value.get("document")
    href = document.url if document else value["url"]
    return RenderBlock(**own, href=href, title=value["caption"] or "") if href else None


def without_furniture(html: str) -> str:
    """Give a block's markup without the mark that links to it, for feeds and partners."""
    return PERMALINK.sub("", html)


def words_of_story(story: StoryPage) -> str:
    """Join the plain words of a story's text, for the search index and for counting."""
    return "\n".join(words_of(raw) for raw in story.body.raw_data if raw["type"] not in WORDLESS)
