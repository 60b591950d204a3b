"""Give classic WordPress texts their paragraphs: they keep them as blank lines, and `wpautop` makes the markup."""

import re
from collections.abc import Callable

from broadsheet.interchange.markup import BLOCKS

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_ADDRESS = re.compile(r"\s*(https?://[^\s<>\"']+)\s*")
_VERBATIM = frozenset(("pre", "script", "style", "textarea", "svg"))
_EDGES = BLOCKS | {"col", "colgroup", "map", "area", "iframe", "video", "audio", "object", "style", "script"}


def paragraphs_from_lines(content: str, *, embed: Callable[[str], str] = lambda address: address) -> str:
    """Turn blank lines into paragraphs and other line ends into breaks, except beside tags that break anyway.

    An address alone on its line is handed to `embed`, for WordPress shows what stands there.

    >>> paragraphs_from_lines("One\\ntwo\\n\\n<b>Three</b>")
    'One<br>two<p><b>Three</b>'
    """
    pieces = _TAG.split(content.replace("\r\n", "\n").replace("\r", "\n"))
    verbatim = ""
    for index, piece in enumerate(pieces):
        if index % 2:
            verbatim = _verbatim_after(piece, verbatim)
        elif piece and not verbatim:
            before = pieces[index - 1] if index else ""
            after = pieces[index + 1] if index + 1 < len(pieces) else ""
            pieces[index] = _broken(piece, before=before, after=after, embed=embed)
    return "".join(pieces)


def _verbatim_after(tag: str, verbatim: str) -> str:
    """Say inside which element, whose line ends count as they stand, we are after this tag."""
    found = _NAME.match(tag)
    name = found[2].lower() if found else ""
    if verbatim:
        return "" if found and found[1] and name == verbatim else verbatim
    return name if found and not found[1] and name in _VERBATIM and not tag.endswith("/>") else ""


def _is_edge(tag: str) -> bool:
    """Say whether a line breaks at this tag anyway; the start and the end of the text count as such."""
    found = _NAME.match(tag)
    return not tag or (found is not None and found[2].lower() in _EDGES)


def _is_break(tag: str) -> bool:
    found = _NAME.match(tag)
    return found is not None and found[2].lower() == "br"


def _broken(text: str, *, before: str, after: str, embed: Callable[[str], str]) -> str:
    text = text.lstrip("\n\t ") if _is_edge(before) else text.lstrip("\n") if _is_break(before) else text
    text = text.rstrip("\n\t ") if _is_edge(after) else text
    parts = [part.split("\n") for part in _BLANK_LINES.split(text)]
    last = len(parts) - 1
    return "<p>".join(
        _lines(
            lines,
            is_begun=index == 0 and not _is_edge(before) and not _is_break(before),
            is_continued=index == last and not _is_edge(after) and not _is_break(after),
            embed=embed,
        )
        for index, lines in enumerate(parts)
    )


def _lines(lines: list[str], *, is_begun: bool, is_continued: bool, embed: Callable[[str], str]) -> str:
    """Join the lines of one paragraph; the first may go on from a tag, the last into one, so neither stands alone."""
    last = len(lines) - 1
    return "<br>".join(
        line if (is_begun and index == 0) or (is_continued and index == last) else _embedded(line, embed)
        for index, line in enumerate(lines)
    )


def _embedded(line: str, embed: Callable[[str], str]) -> str:
    found = _ADDRESS.fullmatch(line)
    return embed(found[1]) if found else line
