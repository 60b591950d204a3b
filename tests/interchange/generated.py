"""Generate items as any source might have sent them: every field and kind of block, odd characters, odd addresses.

Text is tidied as every reader tidies it (one line, no control characters), for that is the form items are in.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from broadsheet.interchange.body_html import html_from_blocks
from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, PubStatus, SourceCredit
from broadsheet.interchange.media import address
from broadsheet.interchange.terms import term
from broadsheet.interchange.text import one_line

# Markup, quotation marks, what XML cannot carry, hard spaces, marks of direction, Arabic, Hebrew, astral letters.
ODD = "&<>\"'/:()[]]>\x00\x08\x0b\x1f\x7f\x85\x9f\xa0\t\r\n\u2028\u2029\u200f\u202e\ufeff\ufffe\uffffשלום سلام𝔅😀é"
RAW = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=24)
TEXT = RAW.map(one_line)
WORDS = TEXT.filter(bool)
HREF = st.sampled_from(
    [
        "https://npa.example/a?b=1&c=2",
        "https://npa.example/été/詹",
        "http://npa.example:/",
        "/relative",
        "https://npa.example/a%20b#c",
    ]
).map(address)
ZONES = st.integers(-24 * 3600 + 1, 24 * 3600 - 1).map(lambda seconds: timezone(timedelta(seconds=seconds)))
TIME = st.datetimes(datetime(3, 1, 1), datetime(9990, 1, 1), timezones=st.one_of(st.just(UTC), ZONES))
LENGTH = st.one_of(st.none(), st.integers(2, 20_000))
SCHEME = st.sampled_from(["", "acme", "http://cv.npa.example/topic/", "http://cv.iptc.org/newscodes/mediatopic/"])
CODE = st.one_of(
    TEXT, st.sampled_from(["medtop:04000000", "subj:15000000", "acme:12", "genre:Feature", "https://npa.example/t/1"])
)


def maybe(values: st.SearchStrategy[Any], empty: Any = "") -> st.SearchStrategy[Any]:
    return st.one_of(st.just(empty), values)


TERM = st.builds(
    lambda name, code, scheme: term(name=name, code=code, scheme=scheme), TEXT, maybe(CODE), SCHEME
).filter(lambda made: made.name or made.code)
TERMS = st.lists(TERM, max_size=3).map(tuple)


def _picture(**said: Any) -> Picture:
    caption, credit = (said["caption"], said["credit"]) if said["credit"] else split_credit(said["caption"])
    return Picture(**{**said, "caption": caption, "credit": credit})


PICTURE = st.builds(
    _picture,
    href=HREF,
    caption=TEXT,
    credit=TEXT,
    alternative_text=TEXT,
    headline=TEXT,
    usage_terms=TEXT,
    mime_type=st.sampled_from(["", "image/jpeg", "image/webp"]),
    width=LENGTH,
    height=LENGTH,
)


def _blocks(kind: BlockKind, words: str, href: str, level: int, pictures: list[Picture]) -> BodyBlock:
    """Make one block of a kind, in the shape its kind has."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shapes: dict[BlockKind, Callable[[], BodyBlock]] = {
        BlockKind.PARAGRAPH: lambda: BodyBlock(kind, html=f'{safe} <b>{safe}<br><i>b</i></b> <a href="{href}">c</a>'),
        BlockKind.CROSSHEAD: lambda: BodyBlock(kind, html=words, level=level),
        BlockKind.QUOTE: lambda: BodyBlock(kind, html=f"{safe}<br><br>No.", attribution=words),
        BlockKind.LIST: lambda: BodyBlock(kind, html=f'<ol start="{level}"><li>{safe}<ul><li>b</li></ul></li></ol>'),
        BlockKind.TABLE: lambda: BodyBlock(
            kind,
            html=f'<table><caption>{safe}</caption><tbody><tr><td colspan="2">{safe}</td></tr></tbody>'
            "<tfoot><tr><th>a</th><td>b</td></tr></tfoot></table>",
        ),
        BlockKind.PICTURE: lambda: BodyBlock(kind, picture=pictures[0]),
        BlockKind.GALLERY: lambda: BodyBlock(kind, html=safe, pictures=tuple(pictures)),
        BlockKind.FACTBOX: lambda: BodyBlock(kind, html=f"<p>{safe}</p><p>End.</p>"),
        BlockKind.RELATED: lambda: BodyBlock(kind, html=safe, href=href),
        BlockKind.PREFORMATTED: lambda: BodyBlock(kind, html=f"{words}\n  {words}"),
        BlockKind.DIVIDER: lambda: BodyBlock(kind),
    }
    made = shapes.get(kind, lambda: BodyBlock(kind, html=safe, href=href))
    return made()


BLOCK = st.builds(
    _blocks, st.sampled_from(BlockKind), WORDS, HREF, st.integers(2, 6), st.lists(PICTURE, min_size=2, max_size=3)
)
BODY = st.lists(BLOCK, max_size=5).map(lambda blocks: blocks_from_html(html_from_blocks(blocks)))

MEMBER = st.builds(
    NewsItem,
    guid=WORDS,
    version=st.sampled_from(["1", "12", "2026-12-01T06:00Z"]),
    kind=st.sampled_from(["text", "video", "picture", "package"]),
    headline=TEXT,
    standfirst=TEXT,
    byline=TEXT,
    provider=TEXT,
    href=maybe(HREF),
    updated_at=maybe(TIME, None),
    body=BODY,
    pictures=st.lists(PICTURE, max_size=1).map(tuple),
)
TEXT_FIELDS = (
    *("headline", "slugline", "standfirst", "byline", "dateline", "ednote", "usage_terms"),
    *("copyright_notice", "copyright_holder", "credit_line", "provider"),
)
ITEM = st.builds(
    NewsItem,
    guid=WORDS,
    version=st.one_of(st.sampled_from(["1", "20", "sha256:0a", "2026-12-01T06:00Z"]), WORDS),
    kind=st.sampled_from(["text", "picture", "graphic", "audio", "video", "composite", "event", "package"]),
    pubstatus=st.sampled_from(PubStatus),
    language=st.sampled_from(["", "en", "en-GB", "ar", "zh-Hant", "en_US", "not a language"]),
    urgency=st.one_of(st.none(), st.integers(1, 9)),
    href=maybe(HREF),
    embargoed_until=maybe(TIME, None),
    created_at=maybe(TIME, None),
    updated_at=maybe(TIME, None),
    genre=TERMS,
    subjects=TERMS,
    places=TERMS,
    people=TERMS,
    organisations=TERMS,
    keywords=st.lists(WORDS, max_size=2).map(tuple),
    body=BODY,
    pictures=st.lists(PICTURE, max_size=2).map(tuple),
    source_credit=maybe(st.builds(SourceCredit, WORDS, maybe(HREF), TEXT), None),
    members=st.lists(MEMBER, max_size=2).map(tuple),
    **dict.fromkeys(TEXT_FIELDS, TEXT),
)


def untidied(item: NewsItem, said: str) -> NewsItem:
    """Give an item in whose every text stands something that no reader would have let in."""
    dirty = {f.name: f"{value}{said}" for f in fields(item) if isinstance(value := getattr(item, f.name), str)}
    return replace(item, **{name: text for name, text in dirty.items() if name in TEXT_FIELDS})
