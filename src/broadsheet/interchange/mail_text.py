"""Tell what somebody wrote in a mail from what a program added: signatures, quoted replies, heads of forwarded mail.

What is cut is kept in `lifted`. A mail that would be left without a word is left as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from broadsheet.interchange.errors import TooLarge
from broadsheet.interchange.html import blocks_from_html, plain_text
from broadsheet.interchange.inline import words
from broadsheet.interchange.items import BlockKind, BodyBlock, Lifted
from broadsheet.interchange.limits import HTML_BYTES, MAIL_LINES, names
from broadsheet.interchange.markup import Element, classes_of, name_of, parse_html, running_text, take_out
from broadsheet.interchange.text import blocks_from_text

SIGNATURES = names("gmail_signature moz-signature protonmail_signature_block applemailsignature signature")
QUOTES = names("""gmail_quote gmail_quote_container yahoo_quoted moz-cite-prefix protonmail_quote divrplyfwdmsg
    appendonsend""")
LOOKED_AT_PIECES = 20
LONGEST_LINE = 400

_ON_WROTE = re.compile(
    r"(?:On|Am|Le|El|Il|Op)\s.{6,200}(?:wrote|schrieb.{0,80}|a écrit|escribió|ha scritto|schreef.{0,80})\s?:$"
)
_ORIGINAL = re.compile(
    r"[-_\s]{2,40}(?:original message|ursprüngliche nachricht|message d['’]origine)[-_\s]{2,40}", re.I
)
_FORWARD = re.compile(
    r"(?:[-_\s]{2,40}(?:forwarded message|weitergeleitete nachricht|message transféré)[-_\s]{2,40}"
    r"|begin forwarded message:)",
    re.I,
)
_HEAD_FIELD = re.compile(
    r"(?:from|von|de|date|datum|sent|gesendet|subject|betreff|objet|to|an|à|cc|reply-to)\s?:\s", re.I
)
_SIGNATURE = re.compile(r"(?:--|—|__+|-- )\s*")
_PHONE = re.compile(r"(?:sent from my|gesendet von meinem|envoyé de mon|get outlook for)\b.{0,60}", re.I)


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a mail as blocks, and what was cut off them."""

    body: tuple[BodyBlock, ...] = ()
    lifted: tuple[Lifted, ...] = ()


def letter_from_text(text: str, *, is_flowed: bool = False, drops_space: bool = False) -> Letter:
    """Read a plain letter; quoted lines are cut before lines are joined to paragraphs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _check_size(text, lines)
    kept, signature = _without_signature(_unflowed(lines, drops_space=drops_space) if is_flowed else lines)
    kept, quoted = _without_quotes(kept)
    letter = _cut(blocks_from_text("\n".join(kept)))
    if not letter.body:
        return Letter(blocks_from_text(text))
    cut = (Lifted("quoted reply", "\n".join(quoted).strip()), Lifted("signature", "\n".join(signature).strip()))
    return Letter(letter.body, (*letter.lifted, *(piece for piece in cut if piece.text)))


def _check_size(text: str, lines: list[str]) -> None:
    """Refuse a text longer than a letter is; short lines cost more than their bytes, so they are counted too."""
    size = len(text.encode("utf-8", "replace"))
    if size > HTML_BYTES or len(lines) > MAIL_LINES:
        reason = f"It has {size:,} bytes in {len(lines):,} lines. At most {HTML_BYTES:,} in {MAIL_LINES:,} are read."
        raise TooLarge(reason)


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """Cut at the line of two dashes that mail programs put before a signature."""
    start = next((number for number, line in enumerate(lines) if line.rstrip() == "--" and number), len(lines))
    return lines[:start], lines[start:]


def _unflowed(lines: list[str], *, drops_space: bool) -> list[str]:
    """Join lines that end with a space to the next (RFC 3676); a signature is never joined."""
    joined: list[str] = []
    pieces: list[str] = []
    for line in lines:
        line = line.removeprefix(" ") if not line.startswith(">") else line
        is_soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        pieces.append(line[:-1] if is_soft and drops_space else line)
        if not is_soft:
            joined.append("".join(pieces))
            pieces = []
    return [*joined, "".join(pieces)] if pieces else joined


def _without_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the lines that quote from the others, with the line that says whom."""
    kept: list[str] = []
    cut: list[str] = []
    for line in lines:
        if not line.startswith(">"):
            kept.append(line)
            continue
        if not cut or kept:
            cut += _announced(kept)
        cut.append(line)
    return kept, cut


def _announced(kept: list[str]) -> list[str]:
    """Take off the end of the lines “On Monday, Ada wrote:”, which a program may have broken in two."""
    while kept and not kept[-1].strip():
        kept.pop()
    for count in (1, 2):
        said = " ".join(line.strip() for line in kept[-count:])
        if len(said) <= LONGEST_LINE and _ON_WROTE.match(said):
            taken = kept[-count:]
            del kept[-count:]
            return taken
    kept.append("")
    return []


def letter_from_html(html: str) -> Letter:
    """Read a letter in HTML; what programs mark as signature or quote goes, then what the words give away."""
    root = parse_html(html)
    lifted = [Lifted(what, words(running_text(element))) for element, what in _marked(root)]
    letter = _cut(blocks_from_html(_inner_html(root)))
    if not letter.body:
        return Letter(blocks_from_html(html))
    return Letter(letter.body, (*letter.lifted, *(piece for piece in lifted if piece.text)))


def _inner_html(root: Element) -> str:
    return etree.tostring(root, method="html", encoding="unicode")


def _marked(root: Element) -> list[tuple[Element, str]]:
    """Take the elements out of the tree that a mail program has marked, and give them."""
    taken: list[tuple[Element, str]] = []
    for element in list(root.iter()):
        is_inside = bool(taken) and any(above is taken[-1][0] for above in element.iterancestors())
        what = "" if is_inside else _what(element)
        if what:
            taken.append((element, what))
    for element, _ in taken:
        take_out(element)
    return taken


def _what(element: Element) -> str:
    marks = classes_of(element) | {(element.get("id") or "").lower()}
    if marks & SIGNATURES:
        return "signature"
    is_cited = name_of(element) == "blockquote" and (element.get("type") or "").lower() == "cite"
    beginning = " ".join(map(str, islice(element.itertext(), LOOKED_AT_PIECES))) if marks & QUOTES else ""
    is_forward = bool(_FORWARD.search(beginning[:LONGEST_LINE]))
    return "quoted reply" if (marks & QUOTES and not is_forward) or is_cited else ""


def _cut(blocks: tuple[BodyBlock, ...]) -> Letter:
    """Cut a letter where its words say that a signature or an older mail begins."""
    kept: list[BodyBlock] = []
    lifted: list[Lifted] = []
    for number, block in enumerate(blocks):
        text = plain_text(block.html) if block.kind is not BlockKind.PREFORMATTED else block.html
        what = _begins(text, is_first=not kept)
        if what in ("signature", "quoted reply"):
            rest = "\n".join(filter(None, map(_words_of, blocks[number:])))
            return Letter(tuple(kept), (*lifted, Lifted(what, rest)))
        if what:
            lifted.append(Lifted(what, text))
        else:
            kept.append(block)
    return Letter(tuple(kept), tuple(lifted))


def _words_of(block: BodyBlock) -> str:
    return block.html if block.kind is BlockKind.PREFORMATTED else plain_text(block.html)


def _begins(text: str, *, is_first: bool) -> str:
    """Say what a block begins, if it is not more of the letter."""
    if _FORWARD.match(text) or (is_first and _is_head(text)):
        return "forwarded head"
    if len(text) <= LONGEST_LINE and (_ON_WROTE.match(text) or _ORIGINAL.match(text)):
        return "quoted reply"
    if not is_first and _is_head(text):
        return "quoted reply"
    return "signature" if _SIGNATURE.fullmatch(text) or text.startswith("-- ") or _PHONE.fullmatch(text) else ""


def _is_head(text: str) -> bool:
    """Say whether a block is the head of another mail, as programs write it: sender, time and subject."""
    return bool(re.match(r"(?:from|von|de)\s?:\s", text, re.I)) and len(list(_fields(text))) >= 3


def _fields(text: str) -> Iterator[str]:
    return (found[0] for found in _HEAD_FIELD.finditer(text[:2_000]))
