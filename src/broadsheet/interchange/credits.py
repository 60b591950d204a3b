"""Make structure of the credits that wires leave in running text, and keep every word that is taken out.

What is recognised: “X originally appeared on Y”, “PHOTO: …” paragraphs, captions said twice, “MORE: headline”,
datelines, and bylines. The name of a programme or section in the place of a dateline is not one.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from broadsheet.interchange import media
from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.html import clean_inline, plain_text
from broadsheet.interchange.items import BlockKind, BodyBlock, Lifted, NewsItem, Picture, SourceCredit
from broadsheet.interchange.limits import names
from broadsheet.interchange.text import one_line

DASH = r"(?:—|–|--|-)"
ORIGIN = re.compile(
    r"^(?:[\W_]*)(?P<title>.{0,300}?)\s*\b(?:(?:originally|first)\s+(?:appeared|ran|published|was published)|"
    r"(?:was|is)\s+(?:originally|first)\s+published)\s+(?:on|in|by|at)\s+(?P<name>.{2,120}?)\W*$",
    re.IGNORECASE | re.DOTALL,
)
PHOTO = re.compile(
    r"^(?:PHOTO|PICTURE|IMAGE|FILE PHOTO|Photo|Picture|Image)\s*(?:\d+\s*)?:\s*(?P<caption>.+)$", re.DOTALL
)
MORE = re.compile(
    r"^(?:MORE|READ MORE|RELATED|SEE ALSO|ALSO READ|More|Read more|Related|See also|Also read)\s*:\s*(?P<headline>.+)$",
    re.DOTALL,
)
LINK = re.compile(r"""<a\s[^>]*?href="(?P<href>[^"]+)"[^>]*>(?P<words>.*?)</a>""", re.DOTALL | re.IGNORECASE)
BYLINE = re.compile(r"^By\s+(?P<names>[A-Z][\w.’'-]+(?:[ ,]+(?:and\s+|&\s+)?[\w.’'-]+){1,12})(?:,\s*[^.]{2,60})?$")
PLACE = r"[A-Z][A-ZÀ-Þ.’' \-/]{2,40}"
DATELINE = re.compile(
    rf"^(?P<line>(?P<place>{PLACE})(?:,\s[\w .’'-]{{2,40}}?)?(?:,\s*\d{{0,2}}\s?(?:[A-Z][a-z]{{2,8}}\.?)\s?\d{{0,2}})?"
    rf"(?:\s*\([A-Z][\w .&’'-]{{1,30}}\))?)\s*{DASH}\s+(?=\S)"
)
PROGRAMMES = names(
    "BREAKING WATCH LISTEN OPINION ANALYSIS EXCLUSIVE UPDATE UPDATED LIVE SPORT SPORTS POLITICS BUSINESS CULTURE "
    "REVIEW INTERVIEW COMMENT COLUMN EDITORIAL EXPLAINER VIDEO PODCAST WEATHER TRAVEL FOOD HEALTH TECH WORLD NEWS "
    "PHOTOS OBITUARY BRIEF BRIEFING NEWSLETTER ADVISORY CORRECTION SPECIAL FEATURE ENTERTAINMENT"
)
PROGRAMME_WORDS = names(
    "EDITION SHOW REPORT HOUR TONIGHT TODAY MORNING EVENING WEEKEND MAGAZINE REVIEW BULLETIN DESK WRAP ROUNDUP "
    "NOON FIVE SIX SEVEN EIGHT NINE TEN"
)
BOLD = "(?:b|strong|em|i)"
TO_DASH = re.compile(rf"^((?:(?!{DASH}\s)[^<]|</?{BOLD}>)*?)\s*{DASH}\s+(?:</{BOLD}>\s*)?(?=\S)")
SAME = 0.92


def lift(item: NewsItem) -> NewsItem:
    """Give the item with its credits as structure; lifting twice changes nothing more."""
    for step in STEPS:
        item = step(item)
    return tidy_byline(item)


def words(block: BodyBlock) -> str:
    """Give a block's words on one line."""
    return one_line(plain_text(block.html))


def is_text(block: BodyBlock) -> bool:
    """Say whether a block is a paragraph of running text."""
    return block.kind is BlockKind.PARAGRAPH


def taken(item: NewsItem, at: int, what: str, **changes: Any) -> NewsItem:
    """Take the block at a place out and keep its words."""
    kept = item.body[:at] + item.body[at + 1 :]
    lifted = (*item.lifted, Lifted(what, words(item.body[at])))
    return replace(item, body=kept, lifted=lifted, **changes)


def lift_origin(item: NewsItem) -> NewsItem:
    """A paragraph at the end that says where the story first appeared becomes its source credit."""
    for at in range(len(item.body) - 1, max(len(item.body) - 5, -1), -1):
        block = item.body[at]
        found = ORIGIN.match(words(block)) if is_text(block) else None
        if found:
            credit = origin_of(block, found)
            return taken(item, at, "source credit", source_credit=item.source_credit or credit)
    return item


def origin_of(block: BodyBlock, found: re.Match[str]) -> SourceCredit:
    """Name the first publisher; the address is that of the story, else of the publisher."""
    name = one_line(found["name"]).strip(" .")
    links = [(media.address(link["href"]), one_line(plain_text(link["words"]))) for link in LINK.finditer(block.html)]
    story = next((href for href, said in links if said and said.casefold() not in name.casefold()), "")
    return SourceCredit(name, href=story or next((href for href, _ in links if href), ""))


def lift_photos(item: NewsItem) -> NewsItem:
    """A “PHOTO:” paragraph becomes caption and credit of the picture it stands beside."""
    at = 0
    while at < len(item.body):
        block = item.body[at]
        found = PHOTO.match(words(block)) if is_text(block) else None
        if found:
            item = photo_at(item, at, found["caption"])
        else:
            at += 1
    return item


def photo_at(item: NewsItem, at: int, said: str) -> NewsItem:
    """Give the words to the nearest picture in the text, else to the first beside it, else only keep them."""
    caption, credit = split_credit(said)
    near = [place for place in (at - 1, at + 1) if 0 <= place < len(item.body)]
    place = next((p for p in near if item.body[p].kind is BlockKind.PICTURE), None)
    if place is not None:
        body = list(item.body)
        body[place] = replace(body[place], picture=told(body[place].picture or Picture(), caption, credit))
        return taken(replace(item, body=tuple(body)), at, "caption")
    pictures = list(item.pictures)
    if pictures:
        pictures[0] = told(pictures[0], caption, credit)
    return taken(item, at, "caption", pictures=tuple(pictures))


def told(picture: Picture, caption: str, credit: str) -> Picture:
    """Give a picture words it did not have."""
    return replace(picture, caption=picture.caption or caption, credit=picture.credit or credit)


def lift_doubled_captions(item: NewsItem) -> NewsItem:
    """A paragraph that only repeats the caption of a picture goes."""
    captions = [picture.caption for picture in item.pictures if picture.caption]
    captions += [block.picture.caption for block in item.body if block.picture and block.picture.caption]
    at = 0
    while at < len(item.body):
        if is_text(item.body[at]) and any(same(words(item.body[at]), caption) for caption in captions):
            item = taken(item, at, "caption said twice")
        else:
            at += 1
    return item


def same(said: str, caption: str) -> bool:
    """Say whether two captions are the same words, with or without their credit."""
    one, other = (one_line(split_credit(text)[0]).casefold().rstrip(" .") for text in (said, caption))
    if not one or abs(len(one) - len(other)) > 0.1 * max(len(one), len(other)):
        return False
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME


def lift_more(item: NewsItem) -> NewsItem:
    """A “MORE:” paragraph with a link becomes a related link in its place."""
    lifted = list(item.lifted)
    body = []
    for block in item.body:
        found = MORE.match(words(block)) if is_text(block) else None
        link = LINK.search(block.html) if found else None
        href = media.address(link["href"]) if link else ""
        if found and href:
            lifted.append(Lifted("related link", words(block)))
            body.append(BodyBlock(BlockKind.RELATED, html=clean_inline(one_line(found["headline"])), href=href))
        else:
            body.append(block)
    return replace(item, body=tuple(body), lifted=tuple(lifted))


def lift_byline(item: NewsItem) -> NewsItem:
    """A first paragraph that only names the author becomes the byline, or goes if that is known."""
    for at, block in enumerate(item.body[:2]):
        found = BYLINE.match(words(block)) if is_text(block) and len(item.body) > 1 else None
        if found:
            return taken(item, at, "byline", byline=item.byline or found["names"])
    return item


def lift_dateline(item: NewsItem) -> NewsItem:
    """A place before a dash at the start of the text becomes the dateline; a programme's name does not."""
    at = next((n for n, block in enumerate(item.body) if is_text(block)), None)
    found = DATELINE.match(words(item.body[at])) if at is not None else None
    if at is None or not found:
        return item
    html = after_dash(item.body[at].html)
    if html is None:
        return item
    body = list(item.body)
    body[at] = replace(body[at], html=html)
    line = one_line(found["line"])
    if is_programme(found["place"]):
        return replace(item, body=tuple(body), lifted=(*item.lifted, Lifted("programme", line)))
    dateline = item.dateline if says_more(item.dateline, line) else line
    return replace(item, body=tuple(body), dateline=dateline, lifted=(*item.lifted, Lifted("dateline", line)))


def says_more(known: str, line: str) -> bool:
    """Say whether a field already holds a whole dateline and not only the place."""
    return len(known) >= len(line) or "(" in known


def after_dash(html: str) -> str | None:
    """Give the markup after the first dash that ends a dateline; None where markup runs across it."""
    found = re.match(
        rf"^((?:(?!{DASH}\s)[^<]|</?(?:b|strong|em|i)>)*?)\s*{DASH}\s+(?:</(?:b|strong|em|i)>\s*)?(?=\S)", html
    )
    if not found:
        return None
    rest = html[found.end() :]
    opened, closed = found[0].count("<"), found[0].count("</")
    return rest if opened == 2 * closed else None


def is_programme(place: str) -> bool:
    """Say whether the words in the place of a dateline name a programme or a section.

    >>> is_programme("MORNING EDITION"), is_programme("ALDERMERE")
    (True, False)
    """
    said = place.upper().split()
    return bool(said) and (said[0].strip(".:") in PROGRAMMES or bool(PROGRAMME_WORDS & set(said)))


def tidy_byline(item: NewsItem) -> NewsItem:
    """Drop the “By” of a byline and set names written in capitals as names are."""
    said = re.sub(r"^\s*by\s+", "", item.byline, flags=re.IGNORECASE)
    if said.isupper() and len(said) > 3:
        said = re.sub(r"\b[^\W\d_]+\b", lambda word: word[0] if word[0] == "AND" else word[0].capitalize(), said)
        said = said.replace(" AND ", " and ")
    return replace(item, byline=said) if said != item.byline else item


STEPS: tuple[Callable[[NewsItem], NewsItem], ...] = (
    lift_origin,
    lift_photos,
    lift_doubled_captions,
    lift_more,
    lift_byline,
    lift_dateline,
)
