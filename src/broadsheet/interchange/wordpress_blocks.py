"""Read the marks that WordPress's block editor leaves in a text: `<!-- wp:name {"json"} -->` … `<!-- /wp:name -->`.

The marks are comments, so a text that has none, or has them crossed, is still a text: what does not pair is passed
over, as WordPress does, and no word between marks is lost.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

DEEPEST = 60

# No `--` can stand within the attributes: WordPress writes each one that would as \u002d\u002d.
_MARK = re.compile(
    r"<!--\s+(?P<closes>/)?wp:(?P<name>(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*)\s+"
    r"(?:(?P<attributes>\{.*\})\s+)?(?P<void>/)?-->",
    re.DOTALL,
)


@dataclass(slots=True)
class Block:
    """One block: `inside` has its own markup and the blocks within it, in the order of the text."""

    name: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    is_void: bool = False
    inside: list["str | Block"] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Give an attribute that should be text, or nothing when it is something else."""
        value = self.attributes.get(name)
        return value.strip() if isinstance(value, str) else ""

    def blocks(self) -> Iterator["Block"]:
        """Give this block and all within it."""
        waiting = [self]
        while waiting:
            block = waiting.pop()
            yield block
            waiting.extend(part for part in reversed(block.inside) if isinstance(part, Block))


def has_blocks(content: str) -> bool:
    """Say whether a text was written in the block editor."""
    return "<!-- wp:" in content


def read_blocks(content: str) -> Block:
    """Give the whole text as one block without a name.

    >>> [part.name for part in read_blocks("<!-- wp:paragraph --><p>Hi.</p><!-- /wp:paragraph -->").inside]
    ['paragraph']
    """
    whole = Block("")
    opened = [whole]
    begin = 0
    for mark in _marks(content):
        _add(opened[-1], content[begin : mark.start()])
        begin = mark.end()
        _take(mark, opened)
    _add(opened[-1], content[begin:])
    return whole


def _marks(content: str) -> Iterator[re.Match[str]]:
    """Find marks one comment at a time, so that no pattern ever runs past the end of its own comment."""
    at = content.find("<!--")
    while at >= 0:
        end = content.find("-->", at)
        if end < 0:
            return
        mark = _MARK.fullmatch(content, at, end + 3)
        if mark:
            yield mark
        at = content.find("<!--", end if mark else at + 4)


def _add(block: Block, text: str) -> None:
    if text:
        block.inside.append(text)


def _take(mark: re.Match[str], opened: list[Block]) -> None:
    name = mark["name"].removeprefix("core/")
    if mark["closes"]:
        _close(name, opened)
        return
    block = Block(name, _attributes(mark["attributes"]), is_void=bool(mark["void"]))
    opened[-1].inside.append(block)
    # Deeper than anyone nests by hand the marks are passed over; the words between them stay.
    if not block.is_void and len(opened) <= DEEPEST:
        opened.append(block)


def _close(name: str, opened: list[Block]) -> None:
    """End the innermost block of that name and all that were left open inside it."""
    for index in range(len(opened) - 1, 0, -1):
        if opened[index].name == name:
            del opened[index:]
            return


def _attributes(said: str | None) -> Mapping[str, Any]:
    try:
        value = json.loads(said or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
