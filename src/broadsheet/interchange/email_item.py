"""Read a mail: a letter with pictures, or the envelope of wire files, each of which is read as what it is.

Pictures that travel inside are named after their bytes, so that two mails with an `image001.jpg` stay apart; who
keeps the mail lays them down under these names (`pictures_of_email`), and the item names them so.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import getaddresses

from broadsheet.interchange.credits import lift
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.guesses import noted_time
from broadsheet.interchange.html import plain_text
from broadsheet.interchange.items import Lifted, NewsItem, Picture
from broadsheet.interchange.limits import MAIL_DEPTH, names
from broadsheet.interchange.mail_text import Letter, letter_from_html, letter_from_text
from broadsheet.interchange.mime import Leaf, Part, leaves_of, part_of, words_of
from broadsheet.interchange.reading import Reading
from broadsheet.interchange.text import one_line

Read = Callable[[bytes, str, str], Reading]

LONGEST_COVER = 600
LONGEST_PARTIES = 1_000
TEXTS = ("text/plain", "text/html")
WIRE_NAMES = (".xml", ".json", ".ninjs", ".nitf", ".newsml", ".nml", ".iptc", ".anpa", ".rss", ".atom", ".txt", ".html")
WIRE_TYPES = re.compile(r"(?:text|application)/(?:[\w.-]+\+)?(?:xml|json|html)$")
NO_PERSON = names("""press office news newsroom desk team media communications pr info service services agency
    ltd inc wire editorial support noreply no-reply admin the department""")

_BEGINNINGS = (
    (re.compile(rb"\xff\xd8\xff"), "jpg", "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png", "image/png"),
    (re.compile(rb"GIF8[79]a"), "gif", "image/gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp", "image/webp"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "avif", "image/avif"),
)
_REPLY = re.compile(r"(?:(?:re|aw|sv|antw|fwd?|wg|tr)(?:\[\d{1,2}\])?\s?:\s*){1,10}", re.IGNORECASE)
_CID = re.compile(r"""(\bsrc\s{0,9}=\s{0,9}["']?)cid:([^"'\s<>]{1,300})""", re.IGNORECASE)


def read_email(raw: bytes, *, read: Read, depth: int = 0) -> Reading:
    """Read the letter, or the wire files that came in it; `read` reads an attached file as what it is."""
    if depth > MAIL_DEPTH:
        raise TooLarge(f"The mail holds mails within mails, more than {MAIL_DEPTH} deep.", line=1)
    mail = _Mail(raw)
    attached = [_attached(part, read, depth) for part in mail.files]
    letter = _letter_item(mail, [note for _, note in attached if note])
    readings = [reading for reading, _ in attached if reading]
    items = [item for reading in readings for item in reading.items]
    refusals = tuple(refusal for reading in readings for refusal in reading.refusals)
    covered = tuple(_covered(item, letter) for item in items)
    is_empty = not covered and not letter.headline and not letter.body and not letter.pictures
    if is_empty and not refusals:
        raise Unreadable("The mail has neither subject, text nor pictures. Ask the sender to send it again.", line=1)
    return Reading("email", items=() if is_empty else covered or (letter,), refusals=refusals)


def pictures_of_email(raw: bytes) -> list[tuple[str, bytes]]:
    """Give the pictures that travel in a mail with the names that its item calls them by, each once.

    The names are ours, without folders; the bytes begin as a picture's do.
    """
    found = {name: part.content for part in _pictures(part_of(raw), 0) if (name := picture_name(part.content))}
    return list(found.items())


def _pictures(part: Part, depth: int) -> Iterator[Part]:
    for leaf in leaves_of(part):
        if leaf.part.media_type == "message/rfc822" and depth < MAIL_DEPTH:
            yield from _pictures(part_of(leaf.part.content), depth + 1)
        elif picture_name(leaf.part.content):
            yield leaf.part


def picture_name(content: bytes) -> str:
    """Name a picture after its bytes; nothing for bytes that do not begin as a picture's do."""
    kind = _kind(content)
    return f"mail-{hashlib.sha256(content).hexdigest()[:24]}.{kind[0]}" if kind else ""


def _kind(content: bytes) -> tuple[str, str] | None:
    return next(((ending, media) for start, ending, media in _BEGINNINGS if start.match(content)), None)


class _Mail:
    """The parts of a mail by what they are for: the words, the pictures, the files."""

    def __init__(self, raw: bytes) -> None:
        self.head = part_of(raw)
        self.digest = hashlib.sha256(raw).hexdigest()
        self.texts: list[Leaf] = []
        self.pictures: list[Part] = []
        self.files: list[Part] = []
        self.notes: list[str] = []
        self.named: set[str] = set()
        for leaf in leaves_of(self.head):
            self._sort(leaf)

    def _sort(self, leaf: Leaf) -> None:
        media_type = leaf.part.media_type
        if picture_name(leaf.part.content):
            self.pictures.append(leaf.part)
        elif media_type.startswith("multipart/") or (media_type in TEXTS and not leaf.part.is_attached):
            self.texts.append(leaf)
        else:
            self.files.append(leaf.part)

    def letter(self) -> Letter:
        """Read the words, one text after another; of alternatives the HTML, or the plain one if that says nothing."""
        groups: dict[object, list[Part]] = {}
        for number, leaf in enumerate(self.texts):
            choice = next((around for around in leaf.around if around[0] == "multipart/alternative"), number)
            groups.setdefault(choice, []).append(leaf.part)
        letters = [self._best(parts) for parts in groups.values()]
        body = tuple(block for letter in letters for block in letter.body)
        return Letter(body, tuple(piece for letter in letters for piece in letter.lifted))

    def _best(self, parts: list[Part]) -> Letter:
        ordered = sorted(parts, key=lambda part: part.media_type != "text/html")
        return next((letter for part in ordered if (letter := self._read(part)).body), Letter())

    def _read(self, part: Part) -> Letter:
        """Read one text; one that is too large or not what it says is noted and left aside."""
        try:
            text, note = part.text()
            if part.media_type == "text/html":
                letter = letter_from_html(self._with_names(text))
            else:
                is_flowed = part.parameter("format").lower() == "flowed"
                drops = part.parameter("delsp").lower() == "yes"
                letter = letter_from_text(text, is_flowed=is_flowed, drops_space=drops)
        except Unreadable as refusal:
            letter, note = Letter(), f"A text of the mail was left aside. {refusal.reason}"
        self.notes += [note] if note and note not in self.notes else []
        return letter

    def _with_names(self, html: str) -> str:
        """Put the names we keep pictures by where the letter names its parts."""
        known = {_content_id(part): picture_name(part.content) for part in self.pictures}
        self.named |= {known[found[2]] for found in _CID.finditer(html) if found[2] in known}
        return _CID.sub(lambda found: found[1] + known.get(found[2], ""), html)

    def beside(self) -> Iterator[Picture]:
        """Give the pictures that the text does not name itself, each once."""
        seen = set(self.named)
        for part in self.pictures:
            name, kind = picture_name(part.content), _kind(part.content)
            if name not in seen and kind:
                seen.add(name)
                said = part.field("content-description")
                caption = "" if said == part.name else said
                yield Picture(href=name, mime_type=kind[1], caption=caption, headline=part.name)


def _content_id(part: Part) -> str:
    return part.field("content-id").strip("<> ")


def _letter_item(mail: _Mail, notes: list[str]) -> NewsItem:
    """Make an item of the letter itself."""
    letter = mail.letter()
    subject = mail.head.field("subject")
    reply = _REPLY.match(subject)
    sent = noted_time(mail.head.field("date"), "the mail’s date", mail.notes)
    lifted = (Lifted("headline mark", reply[0].strip()),) if reply else ()
    item = NewsItem(
        guid=mail.head.field("message-id").strip("<> ") or f"email:{mail.digest}",
        headline=subject[reply.end() :] if reply else subject,
        provider=_sender(mail.head),
        created_at=sent,
        updated_at=sent,
        language=mail.head.field("content-language").partition(",")[0],
        body=letter.body,
        pictures=tuple(mail.beside()),
        lifted=(*lifted, *letter.lifted),
    )
    return _with_byline(replace(item, notes=(*mail.notes, *notes, *_answers(mail.head))), mail.head)


def _parties(head: Part, name: str) -> list[tuple[str, str]]:
    """Give names and addresses of a field; words are decoded after it is cut, for they may hold commas."""
    said = next((value for known, value in head.fields if known == name), "")
    return [(words_of(shown), one_line(place)) for shown, place in getaddresses([one_line(said)[:LONGEST_PARTIES]])]


def _sender(head: Part) -> str:
    """Give the name of the sender, else the address."""
    return next((name or place for name, place in _parties(head, "from") if name or place), "")


def _answers(head: Part) -> Iterator[str]:
    """Say where answers go, if not to the sender."""
    known = {place.lower() for _, place in _parties(head, "from")}
    for name, place in _parties(head, "reply-to"):
        if place and place.lower() not in known:
            yield f"Answers go to {f'{name} <{place}>' if name else place}."


def _with_byline(item: NewsItem, head: Part) -> NewsItem:
    """Name the sender where the copy names nobody and the sender is a person; an office writes no bylines."""
    item = lift(item)
    name = next((name for name, _ in _parties(head, "from") if name), "")
    words = name.split()
    is_person = 2 <= len(words) <= 4 and all((word[0].isupper() and word[-1] != ".") or word == "de" for word in words)
    if item.byline or not item.body or not is_person or {word.lower().strip(",.") for word in words} & NO_PERSON:
        return item
    return replace(item, byline=name, notes=(*item.notes, "The mail has no byline; its sender is named instead."))


def _attached(part: Part, read: Read, depth: int) -> tuple[Reading | None, str]:
    """Read an attached file as what it is; what is no copy is noted with name, type and size."""
    shown = f"{part.name or 'without a name'} ({part.media_type}, {len(part.content):,} bytes)"
    aside = f"Attached and not read: {shown}."
    is_wire = part.name.lower().endswith(WIRE_NAMES) or bool(WIRE_TYPES.match(part.media_type))
    try:
        if part.media_type == "message/rfc822":
            return read_email(part.content, read=read, depth=depth + 1), ""
        if is_wire:
            return read(part.content, part.name, part.media_type), ""
    except Unreadable as refusal:
        if part.media_type in TEXTS:
            return None, aside
        if part.media_type == "message/rfc822":
            return Reading("email", refusals=(refusal,)), f"{aside} {refusal.reason}"
        reason = f"The attached file {shown} cannot be read. {refusal.reason}"
        return Reading("email", refusals=(type(refusal)(reason, line=refusal.line),)), f"{aside} {refusal.reason}"
    return None, aside


def _covered(item: NewsItem, letter: NewsItem) -> NewsItem:
    """Give what came in an envelope the words that were on it: they are said to the desk."""
    cover = " ".join(filter(None, (plain_text(block.html) for block in letter.body)))
    cover = cover if len(cover) <= LONGEST_COVER else cover[:LONGEST_COVER].rpartition(" ")[0] + " …"
    note = f"It came attached to the mail “{letter.headline}” of {letter.provider}."
    return replace(
        item,
        ednote=" ".join(filter(None, (item.ednote, cover))),
        pictures=item.pictures or letter.pictures,
        notes=(*item.notes, note),
    )
