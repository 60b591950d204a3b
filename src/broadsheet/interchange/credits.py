"""Lift out of running text what is structure: datelines, bylines, captions, related links, who published it first.

Wires and partners write these into the copy in a hundred house styles. Every word taken out is kept in `lifted`, so a
desk can see what stood where; nothing is guessed into a field that the source filled itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.datelines import opening_of
from broadsheet.interchange.headlines import tidy_headline
from broadsheet.interchange.html import plain_text
from broadsheet.interchange.items import BlockKind, BodyBlock, Lifted, NewsItem, Picture
from broadsheet.interchange.origins import origin_in
from broadsheet.interchange.passages import Passage, normalised

PHOTO_LABEL = re.compile(
    r"^(?:FILE\s+)?(?:PHOTO|PICTURE|IMAGE|Photo|Picture|Image)S?\s*:\s+(?P<words>\S.*)$", re.DOTALL
)
MORE_LABEL = re.compile(
    r"^(?:MORE|READ MORE|RELATED|SEE ALSO|READ ALSO|ALSO READ|More|Read more|Related|See also|Read also)"
    r"(?:\s+(?:STORIES|COVERAGE|stories|coverage))?\s*(?::|—|–|\|)\s*"
)
REPEATS = (BlockKind.PARAGRAPH, BlockKind.CROSSHEAD)
BYLINE = re.compile(r"^(?:By|BY|Von|Par|Av)\s+(?P<names>\S.*)$")
NAME_WORD = re.compile(r"(?:[A-ZÀ-Þ][\w.'’\-]*|and|und|et|och|og|de|der|den|van|von|da|di|du|la|le|of|in|for|&|/),?")
LONGEST_BYLINE = 120
LONGEST_CAPTION = 1_200
OPENING_PARAGRAPHS = 3
CLOSING_BLOCKS = 3
SHORTEST_CAPTION = 3
MOST_CAPTIONS = 100


def lift(item: NewsItem) -> NewsItem:
    """Turn credits found in the running text into structure; lifting twice is lifting once."""
    item = replace(item, members=tuple(lift(member) for member in item.members))
    while (lifted := _once(item)) != item:
        item = lifted
    return item


def _once(item: NewsItem) -> NewsItem:
    for step in STEPS:
        item = step(item)
    return item


def _without(item: NewsItem, number: int, *, what: str) -> NewsItem:
    """Take one whole block out of the text and keep its words."""
    text = _text(item.body[number])
    body = item.body[:number] + item.body[number + 1 :]
    return replace(item, body=body, lifted=(*item.lifted, Lifted(what, text)))


def _has_lifted(item: NewsItem, what: str) -> bool:
    """Say whether a thing that a story has once was found already; the next one like it is text."""
    return any(lifted.what == what for lifted in item.lifted)


def _text(block: BodyBlock) -> str:
    is_plain = block.kind in (BlockKind.CROSSHEAD, BlockKind.PREFORMATTED)
    return block.html if is_plain else plain_text(block.html)


def _paragraphs(item: NewsItem) -> Iterator[tuple[int, BodyBlock]]:
    return ((number, block) for number, block in enumerate(item.body) if block.kind is BlockKind.PARAGRAPH)


def lift_headline(item: NewsItem) -> NewsItem:
    """Drop first lines that only repeat the headline."""
    headline = normalised(item.headline)
    while headline and item.body and item.body[0].kind in REPEATS and normalised(_text(item.body[0])) == headline:
        item = _without(item, 0, what="headline")
    return item


def lift_opening(item: NewsItem) -> NewsItem:
    """Take a dateline, or a programme's name, off the first paragraph."""
    number, block = next(_paragraphs(item), (0, None))
    passage = Passage.of(block.html) if block else None
    opening = opening_of(passage.text) if passage else None
    if block is None or passage is None or opening is None:
        return item
    what = "dateline" if opening.is_dateline else "programme"
    if _has_lifted(item, what):
        return item
    taken = Lifted(what, passage.text[: opening.length].strip())
    item = replace(item, body=_trimmed(item.body, number, passage.html(opening.length)), lifted=(*item.lifted, taken))
    if opening.is_dateline:
        return replace(item, dateline=_fuller(item.dateline, opening.words))
    note = f"“{opening.words}” at the start is a programme or section name, not a dateline."
    return replace(item, notes=(*item.notes, note))


def _fuller(known: str, found: str) -> str:
    """Choose between a dateline of the source and the one in the text: the field often holds the place alone."""
    return known if "(" in known or len(known) >= len(found) else found


def _trimmed(body: tuple[BodyBlock, ...], number: int, html: str) -> tuple[BodyBlock, ...]:
    """Replace the words of one block; a block without words goes."""
    kept = (replace(body[number], html=html),) if html else ()
    return body[:number] + kept + body[number + 1 :]


def lift_byline(item: NewsItem) -> NewsItem:
    """Take “By Jane Doe” out of the first paragraphs when no byline is known, or when it only repeats it."""
    if _has_lifted(item, "byline"):
        return item
    for number, block in list(_paragraphs(item))[:OPENING_PARAGRAPHS]:
        names = _names_in(plain_text(block.html))
        if names and (not item.byline or _same_names(names, item.byline)):
            return replace(_without(item, number, what="byline"), byline=item.byline or names)
    return item


def _same_names(found: str, known: str) -> bool:
    """Say whether one byline repeats the other; the one in the text often adds the paper."""
    found, known = f" {normalised(found)} ", f" {normalised(known)} "
    return found in known or known in found


def _names_in(text: str) -> str:
    """Give the names of a byline; a sentence that starts with “By” is none.

    >>> _names_in("By Maren Holt and Idris Fenn")
    'Maren Holt and Idris Fenn'
    >>> _names_in("By Monday the ferries ran again.")
    ''
    """
    found = BYLINE.match(text) if len(text) <= LONGEST_BYLINE else None
    words = found["names"].split() if found else []
    is_names = words and all(NAME_WORD.fullmatch(word) for word in words) and not re.search(r"[a-z]{3}\.$", text)
    return found["names"].strip() if found and is_names else ""


def tidy_byline(item: NewsItem) -> NewsItem:
    """Take “By” off the byline and set names in capitals as names are written.

    >>> tidy_byline(NewsItem(guid="npa:1", byline="By MAREN HOLT and IDRIS FENN")).byline
    'Maren Holt and Idris Fenn'
    """
    byline = re.sub(r"^\s*by\s+(?=\S)", "", item.byline, flags=re.IGNORECASE)
    words = [word for word in re.findall(r"[^\W\d_]+", byline) if word.lower() not in ("and", "of", "for")]
    if len(words) > 1 and all(word.isupper() for word in words):
        byline = re.sub(r"[^\W\d_]+", _as_name, byline)
    return item if byline == item.byline else replace(item, byline=byline)


def _as_name(word: re.Match[str]) -> str:
    return word[0].lower() if word[0].lower() in ("and", "of", "for") else word[0].capitalize()


def lift_photo_lines(item: NewsItem) -> NewsItem:
    """Move “PHOTO: caption (Name/Agency)” from the text to the picture it describes."""
    for number, block in reversed(list(_paragraphs(item))):
        text = plain_text(block.html) if len(block.html) <= LONGEST_CAPTION * 2 else ""
        found = PHOTO_LABEL.match(text) if len(text) <= LONGEST_CAPTION else None
        if found and _count(item, "caption") < MOST_CAPTIONS:
            caption, credit = split_credit(found["words"])
            described = Picture(caption=_said_once(caption)[0], credit=credit)
            item = _described(_without(item, number, what="caption"), number, described)
    return item


def _count(item: NewsItem, what: str) -> int:
    return sum(lifted.what == what for lifted in item.lifted)


def _described(item: NewsItem, number: int, words: Picture) -> NewsItem:
    """Give caption and credit to the nearest picture, else to one of the item's own that still lacks them."""
    for place in (number - 1, number, number - 2, number - 3):
        block = item.body[place] if 0 <= place < len(item.body) else None
        if block and block.kind is BlockKind.PICTURE and block.picture and _fits(block.picture, words):
            block = replace(block, picture=_merged(block.picture, words))
            return replace(item, body=(*item.body[:place], block, *item.body[place + 1 :]))
    for place, picture in enumerate(item.pictures):
        if _fits(picture, words):
            pictures = (*item.pictures[:place], _merged(picture, words), *item.pictures[place + 1 :])
            return replace(item, pictures=pictures)
    return replace(item, notes=(*item.notes, f"A caption came without its picture: “{words.caption}”"))


def _fits(picture: Picture, words: Picture) -> bool:
    return not picture.caption or normalised(picture.caption) == normalised(words.caption)


def _merged(picture: Picture, words: Picture) -> Picture:
    """Fill what a picture lacks with the words of another description of it."""
    return replace(
        picture,
        caption=picture.caption or words.caption,
        credit=picture.credit or words.credit,
        alternative_text=picture.alternative_text or words.alternative_text,
    )


def lift_doubled_captions(item: NewsItem) -> NewsItem:
    """Drop paragraphs that only repeat what stands under a picture."""
    said = {form for picture in _all_pictures(item) for form in _forms(picture)}
    if not said:
        return item
    doubled = {number for number, block in _paragraphs(item) if normalised(plain_text(block.html)) in said}
    taken = (Lifted("caption", _text(item.body[number])) for number in sorted(doubled))
    body = tuple(block for number, block in enumerate(item.body) if number not in doubled)
    return replace(item, body=body, lifted=(*item.lifted, *taken))


def _all_pictures(item: NewsItem) -> Iterator[Picture]:
    yield from item.pictures
    for block in item.body:
        yield from (block.picture,) if block.picture else block.pictures


def _forms(picture: Picture) -> Iterator[str]:
    """Give the ways a caption is repeated: alone, or with its credit; a word or two is too little to tell."""
    caption = normalised(picture.caption)
    if len(caption.split()) >= SHORTEST_CAPTION:
        yield caption
        yield normalised(f"{picture.caption} {picture.credit}")
        yield normalised(f"{picture.caption} photo {picture.credit}")


def halve_captions(item: NewsItem) -> NewsItem:
    """Mend captions that say everything twice, and captions that end with their own credit."""
    lifted: list[Lifted] = []
    pictures = tuple(_halved(picture, lifted) for picture in item.pictures)
    body = tuple(_halved_block(block, lifted) for block in item.body)
    return replace(item, pictures=pictures, body=body, lifted=(*item.lifted, *lifted)) if lifted else item


def _halved_block(block: BodyBlock, lifted: list[Lifted]) -> BodyBlock:
    picture = _halved(block.picture, lifted) if block.picture else None
    pictures = tuple(_halved(each, lifted) for each in block.pictures)
    is_same = picture == block.picture and pictures == block.pictures
    return block if is_same else replace(block, picture=picture, pictures=pictures)


def _halved(picture: Picture, lifted: list[Lifted]) -> Picture:
    caption, again = _said_once(picture.caption)
    if not again:
        return picture
    lifted.append(Lifted("caption", again))
    return replace(picture, caption=caption)


def _said_once(caption: str) -> tuple[str, str]:
    """Part a caption that says everything twice; otherwise the second part is empty.

    >>> _said_once("Fog on the quay. Fog on the quay.")
    ('Fog on the quay.', 'Fog on the quay.')
    """
    words = caption.split()
    half = len(words) // 2
    first, second = " ".join(words[:half]), " ".join(words[half:])
    is_doubled = half >= SHORTEST_CAPTION and normalised(first) == normalised(second) != ""
    return (first, second) if is_doubled else (caption, "")


def join_pictures(item: NewsItem) -> NewsItem:
    """Show a picture once: one in the text that the item also names on its own goes to the item's."""
    own = {picture.href: place for place, picture in enumerate(item.pictures) if picture.href}
    pictures, body, lifted = list(item.pictures), [], list(item.lifted)
    for block in item.body:
        picture = block.picture if block.kind is BlockKind.PICTURE else None
        if picture is None or picture.href not in own:
            body.append(block)
            continue
        place = own[picture.href]
        lifted += _left_over(picture, pictures[place])
        pictures[place] = _merged(pictures[place], picture)
    return replace(item, body=tuple(body), pictures=tuple(pictures), lifted=tuple(lifted))


def _left_over(picture: Picture, kept: Picture) -> Iterator[Lifted]:
    """Give the words of a picture that would be lost, because the one that is kept has others."""
    for words, other in (
        (picture.caption, kept.caption),
        (picture.credit, kept.credit),
        (picture.alternative_text, kept.alternative_text),
    ):
        if words and other and normalised(words) != normalised(other):
            yield Lifted("caption", words)


def lift_related(item: NewsItem) -> NewsItem:
    """Make “MORE: headline” with a link, and nothing but links, a related story."""
    body: list[BodyBlock] = []
    lifted = list(item.lifted)
    for block in item.body:
        passage = Passage.of(block.html) if block.kind is BlockKind.PARAGRAPH and "<a " in block.html else None
        label = MORE_LABEL.match(passage.text) if passage else None
        related = _related(passage, label.end()) if passage and label else ()
        body += related or (block,)
        if label and related:
            lifted.append(Lifted("related", label[0].strip()))
    return replace(item, body=tuple(body), lifted=tuple(lifted))


def _related(passage: Passage, start: int) -> tuple[BodyBlock, ...]:
    anchors = [anchor for anchor in passage.anchors if anchor.end > start]
    outside = passage.text[start:]
    for anchor in anchors:
        outside = outside.replace(anchor.text[max(start - anchor.start, 0) :], "", 1)
    if not anchors or normalised(outside):
        return ()
    found = [(passage.html(max(anchor.start, start), anchor.end), anchor.href) for anchor in anchors]
    return tuple(BodyBlock(BlockKind.RELATED, html=_bare(html), href=href) for html, href in found if html)


def _bare(html: str) -> str:
    """Take the link itself off a headline; other marks stay."""
    return re.sub(r"</?a\b[^>]*>", "", html)


def lift_origin(item: NewsItem) -> NewsItem:
    """Turn “originally appeared on” at the end into the credit of the first publisher."""
    if _count(item, "source credit") >= CLOSING_BLOCKS:
        return item
    last = [(number, block) for number, block in _paragraphs(item) if number >= len(item.body) - CLOSING_BLOCKS]
    for number, block in reversed(last):
        passage = Passage.of(block.html)
        origin = origin_in(passage, headline=item.headline)
        if origin:
            taken = Lifted("source credit", passage.text[origin.start :].strip())
            body = _trimmed(item.body, number, passage.html(0, origin.start))
            credit = origin.credit if item.source_credit is None else item.source_credit
            credit = replace(
                credit, href=credit.href or origin.credit.href, license=credit.license or origin.credit.license
            )
            return replace(item, body=body, source_credit=credit, lifted=(*item.lifted, taken))
    return item


STEPS: tuple[Callable[[NewsItem], NewsItem], ...] = (
    tidy_headline,
    lift_headline,
    join_pictures,
    lift_photo_lines,
    halve_captions,
    lift_doubled_captions,
    lift_related,
    lift_byline,
    tidy_byline,
    lift_opening,
    lift_origin,
)
