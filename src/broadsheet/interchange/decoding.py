"""Turn bytes into text, whatever the source claims about them, and say when the claim was wrong."""

import codecs
import re

from broadsheet.interchange.errors import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE_WIDE = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z][\w.:-]{0,40})""", re.IGNORECASE)
_KNOWN = re.compile(
    r"(utf-?8|utf-?(16|32)([-_]?[bl]e)?|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?\d|windows-?\d{3,4}|cp\d{3,4}|koi8-\w"
    r"|shift[-_]?jis|euc-(jp|kr|tw)|gb(2312|k|18030)|big5(-hkscs)?|mac(intosh|-?roman)|tis-620|iso-2022-(jp|kr))",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^(\s*)<\?xml\s[^>]*\?>")


def decode(raw: bytes, *, content_type: str = "") -> tuple[str, str]:
    """Give the text, and a sentence when the declared encoding was not the true one.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever they claim: no other encoding looks like it by chance.
    """
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _strictly(raw[len(bom) :], name), ""
    for start, name in _BARE_WIDE:
        if raw.startswith(start):
            return _strictly(raw, name), f"The file is {name.upper()} and does not say so."
    return _narrow(raw, _declared(raw, content_type))


def _declared(raw: bytes, content_type: str) -> str:
    inside, outside = _DECLARED.match(raw[:300]), _CHARSET.search(content_type)
    name = inside[1].decode("ascii") if inside else outside[1] if outside else ""
    return name.lower()


def _strictly(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        reason = f"The file starts as {name.upper()} but byte {error.start:,} is not. Ask the source to send it again."
        raise Unreadable(reason, line=line) from None


def _narrow(raw: bytes, declared: str) -> tuple[str, str]:
    if declared.startswith("iso-2022-") and b"\x1b" in raw:
        return _by_name(raw, declared)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _by_name(raw, declared)
    lies = declared and not _is_utf8(declared) and not text.isascii()
    return text, f"The file declares {declared} and is UTF-8; it was read as UTF-8." if lies else ""


def _is_utf8(name: str) -> bool:
    return name in ("utf-8", "utf8")


def _by_name(raw: bytes, declared: str) -> tuple[str, str]:
    """Decode what is not UTF-8 as declared; Latin-1 means Windows-1252, as everywhere on the web."""
    name = "windows-1252" if not declared or re.match(r"(iso-?8859-?1$|latin-?1$|(us-)?ascii)", declared) else declared
    if _KNOWN.fullmatch(name) and not re.match(r"utf", name):
        try:
            text = raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            return text, "" if declared else "The file is not UTF-8 and names no encoding; it was read as Windows-1252."
    shown = declared or "no encoding"
    return raw.decode(
        "windows-1252", "replace"
    ), f"The file declares {shown} but is not that; it was read as Windows-1252."


def without_declaration(text: str) -> str:
    """Drop the XML declaration, whose encoding no longer holds, and keep every line where it was."""
    return _XML_DECLARATION.sub(lambda found: found[1] + "\n" * found[0].count("\n"), text, count=1)
