"""Take a mail apart into its parts, in linear time: headers as the sender meant them, bytes as he attached them.

The parser of the standard library builds a tree whose cost grows with its depth, so we cut the parts ourselves and
use it for single header fields of bounded length only.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from functools import cached_property

from broadsheet.interchange.decoding import decode
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.limits import MAIL_DEPTH, MAIL_HEAD_BYTES, MAIL_PARTS, names
from broadsheet.interchange.text import one_line

LONGEST_FIELD = 4_000
LONGEST_PARAMETERS = 1_000
LOOKED_AT = 16_384
TELLING = frozenset(name.encode() for name in names("message-id mime-version received return-path delivered-to"))
COMMON = frozenset(name.encode() for name in names("from date subject to"))

_MBOX = re.compile(rb"\s*From [^\n]{1,200}\n")
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_FIELD = re.compile(rb"(?:^|\n)([!-9;-~]{1,60})[ \t]*:")
_HEAD_LINE = re.compile(rb"[!-9;-~]{1,60}[ \t]*:|[ \t]+\S|From ")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def is_email(raw: bytes) -> bool:
    """Say whether bytes begin with the head of a mail: fields in lines, among them those that every mail has.

    >>> is_email(b"From: ada@npa.example\\r\\nSubject: Ferry\\r\\nDate: Tue, 1 Dec 2026 06:00:00 +0000\\r\\n\\r\\nText")
    True
    """
    start = raw[:LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    head = _BLANK_LINE.split(start, maxsplit=1)[0]
    lines = head.split(b"\n")
    if not all(_HEAD_LINE.match(line) for line in (lines[:-1] if len(start) == LOOKED_AT else lines) if line.strip()):
        return False
    fields = {name.lower() for name in _FIELD.findall(head)}
    return len(fields & COMMON) >= 3 or bool(fields & TELLING and fields & COMMON)


@dataclass(frozen=True)
class Part:
    """One part of a mail: its fields and its bytes as they travelled; `parts` are inside a multipart."""

    fields: tuple[tuple[str, str], ...]
    body: bytes
    line: int = 1

    def field(self, name: str) -> str:
        """Give the words of a field on one line, encoded words resolved; nothing if there is none."""
        return next((words_of(value) for known, value in self.fields if known == name), "")

    @cached_property
    def _described(self) -> Message:
        """Hold the fields that have parameters in the shape that the standard library reads them from."""
        held = Message()
        for name in ("content-type", "content-disposition"):
            found = next((value for known, value in self.fields if known == name), "")
            if found:
                held[name] = one_line(found)[:LONGEST_PARAMETERS]
        return held

    @property
    def media_type(self) -> str:
        """Give the media type in small letters; text/plain where none is said."""
        return self._described.get_content_type()

    def parameter(self, name: str) -> str:
        """Give a parameter of the media type."""
        try:
            found = self._described.get_param(name)
        except (ValueError, IndexError, LookupError):  # an RFC 2231 parameter that is not one
            return ""
        return one_line(str(found[2] if isinstance(found, tuple) else found or ""))

    @property
    def name(self) -> str:
        """Give the name of an attached file, without folders."""
        try:
            found = self._described.get_filename() or ""
        except (ValueError, IndexError, LookupError):
            found = ""
        return re.split(r"[/\\]", words_of(found))[-1][:200]

    @property
    def is_attached(self) -> bool:
        """Say whether the sender meant a file, and not a part of the letter."""
        return self._described.get_content_disposition() == "attachment" or bool(self.name)

    @cached_property
    def content(self) -> bytes:
        """Give the bytes as they were before they travelled."""
        encoding = self.field("content-transfer-encoding").lower()
        if encoding == "base64":
            letters = _NOT_BASE64.sub(b"", self.body)
            letters = letters[: len(letters) - (len(letters) % 4 == 1)]
            return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
        return quopri.decodestring(self.body) if encoding == "quoted-printable" else self.body

    def text(self) -> tuple[str, str]:
        """Give the words of a text part, and a sentence when its charset was not the true one."""
        charset = self.parameter("charset")
        return decode(self.content, content_type=f"charset={charset}" if charset else "")


def part_of(raw: bytes, *, line: int = 1) -> Part:
    """Part the head of a mail, or of one of its parts, from its body."""
    mbox = _MBOX.match(raw) if line == 1 else None
    raw = raw[mbox.end() :] if mbox else raw.lstrip(b"\r\n") if line == 1 else raw
    if raw[:1] == b"\n" or raw[:2] == b"\r\n":
        return Part((), raw.lstrip(b"\r\n"), line)
    end = _BLANK_LINE.search(raw)
    head = raw[: end.start()] if end else raw
    if len(head) > MAIL_HEAD_BYTES:
        reason = f"The head of the mail has {len(head):,} bytes. At most {MAIL_HEAD_BYTES:,} are read."
        raise TooLarge(reason, line=line)
    return Part(tuple(_fields(head)), raw[end.end() :] if end else b"", line)


def _fields(head: bytes) -> Iterator[tuple[str, str]]:
    """Give each field with its name in small letters and its lines joined."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        text = head.decode("windows-1252", "replace")
    for field in re.split(r"\r?\n(?![ \t])", text):
        name, colon, value = field.partition(":")
        if colon:
            yield name.strip().lower(), value[:LONGEST_FIELD]


def words_of(value: str) -> str:
    """Resolve encoded words (RFC 2047); those that cannot be are left as they stand."""
    value = one_line(value)
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError, binascii.Error):
        return value
    return one_line("".join(_decoded(piece, charset) for piece, charset in pieces)) or value


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return decode(piece, content_type=f"charset={charset}" if charset else "")[0]
    except Unreadable:
        return piece.decode("windows-1252", "replace")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no others, and the multiparts around it, outermost first."""

    part: Part
    around: tuple[tuple[str, int], ...] = ()


def leaves_of(part: Part) -> list[Leaf]:
    """Give all parts that hold no others, in order; refuse a mail with too many or too deep."""
    found: list[Leaf] = []
    _gather(part, (), found)
    return found


def _gather(part: Part, around: tuple[tuple[str, int], ...], found: list[Leaf]) -> None:
    inside = _inside(part) if part.media_type.startswith("multipart/") else []
    if len(around) > MAIL_DEPTH:
        raise TooLarge(f"The mail nests more than {MAIL_DEPTH} parts. Ask the sender to send it plain.", line=part.line)
    if len(found) + len(inside) > MAIL_PARTS:
        raise TooLarge(f"The mail has more than {MAIL_PARTS} parts. Ask the sender to split it.", line=part.line)
    if not inside:
        found.append(Leaf(part, around))
    for inner in inside:
        _gather(inner, (*around, (part.media_type, part.line)), found)


def _inside(part: Part) -> list[Part]:
    """Cut a multipart at its boundary; one that says none, or holds none, is a text."""
    boundary = part.parameter("boundary").encode("utf-8", "replace")
    if not boundary or boundary not in part.body:
        return []
    cut = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(?P<last>--)?[ \t]*(?=\r?\n|\Z)")
    inside: list[Part] = []
    start: int | None = None
    for mark in cut.finditer(part.body):
        if start is not None:
            inside.append(_inner(part, start, mark.start()))
        start = mark.end()
        if mark["last"] or len(inside) > MAIL_PARTS:
            return inside
    return [*inside, _inner(part, start, len(part.body))] if start is not None else inside


def _inner(part: Part, start: int, end: int) -> Part:
    """Read one part between two boundaries; its head starts behind the line of the boundary."""
    start += 2 if part.body[start : start + 2] == b"\r\n" else 1
    return part_of(part.body[start:end], line=part.line + part.body.count(b"\n", 0, start) + 1)
