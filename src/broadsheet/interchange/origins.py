"""Find the sentence in which a story says where it first appeared."""

import re
from typing import NamedTuple

from broadsheet.interchange.items import SourceCredit
from broadsheet.interchange.media import address
from broadsheet.interchange.passages import Anchor, Passage, normalised

_PIECE = (
    r"(?:story|article|post|piece|report|column|essay|interview|analysis|content|text"
    r"|version of this (?:story|article))"
)
_VERB = r"(?:(?:was|has been)\s+)?(?:originally|first)\s+(?:appeared|published|ran|posted|written)|appeared\s+first"
_PLACE = r"(?:on|in|at|by|with|for)"
_NAME = r"(?P<name>[^.!?\n]*?(?:\.(?!\s)[^.!?\n]*?)*)"
_LICENCE = re.compile(r"(?P<license>Creative Commons[^.;)]*|CC[ -]BY(?:-[A-Z]{2})*(?:[ -]\d\.\d)?|CC0)", re.IGNORECASE)
_SENTENCE = re.compile(
    rf"(?:^|(?<=[.!?”\"’)\s]))(?:This|A)\s+{_PIECE}\s+(?:{_VERB})\s+{_PLACE}\s+{_NAME}(?P<rest>[.!?](?:\s.{{0,200}})?)?$",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^(?:Originally|First)\s+(?:appeared|published|posted)\s+{_PLACE}\s*:?\s+{_NAME}(?P<rest>[.!?].{{0,200}})?$"
)
_TITLED = re.compile(rf"^(?:The\s+post\s+)?(?P<title>.{{3,250}}?)\s+(?:{_VERB})\s+{_PLACE}\s+{_NAME}\.?$")
_ADDRESS = re.compile(r"https?://[^\s()<>“”]+")
_AFTER_NAME = re.compile(
    r"(?:\s*[(\[,;:|]|\s+(?:and\s+is|and\s+has|and\s+was|under|with\s+(?:the\s+)?permission|on\s+(?:\d|Jan|Feb|Mar|Apr|May"
    r"|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)|https?:)).*$",
    re.DOTALL,
)
LONGEST = 600


class Origin(NamedTuple):
    """Who published a story first, and where in the paragraph the sentence that says so begins."""

    credit: SourceCredit
    start: int


def origin_in(passage: Passage, *, headline: str = "") -> Origin | None:
    """Find the sentence at the end of a paragraph, or a paragraph that is nothing else.

    A sentence about anything but this story counts only when it bears a link or repeats the headline: plays and
    phrases, too, originally appeared somewhere.
    """
    text = passage.text
    tail = max(0, len(text) - LONGEST)
    found = _SENTENCE.search(text, tail) or (_BARE.match(text) if not tail else None)
    if not found and not tail:
        found = _titled(passage, headline=headline)
    name = _AFTER_NAME.sub("", found["name"]).strip(" “”\"'.,–—-") if found else ""
    if not found or not name or len(name) > 90 or not re.match(r"[A-ZÀ-Þ0-9]|[\w-]+\.\w", name):
        return None
    licence = _LICENCE.search(text, found.start("name"))
    credit = SourceCredit(
        name, href=_href(passage, found.start()), license=licence["license"].strip() if licence else ""
    )
    return Origin(credit, found.start())


def _titled(passage: Passage, *, headline: str) -> re.Match[str] | None:
    found = _TITLED.match(passage.text)
    if not found:
        return None
    is_ours = passage.anchors or normalised(found["title"].strip(" “”\"'")) == normalised(headline) != ""
    return found if is_ours else None


def _href(passage: Passage, start: int) -> str:
    """Choose the address of the story itself: of several links the one that leads deepest."""
    links = [anchor for anchor in passage.anchors if anchor.start >= start and address(anchor.href)]
    links = [anchor for anchor in links if "creativecommons.org" not in anchor.href] or []
    written = [Anchor(found[0].rstrip(".,;"), "", 0, 0) for found in _ADDRESS.finditer(passage.text, start)]
    return max((anchor.href for anchor in links + written), key=_depth, default="")


def _depth(href: str) -> int:
    return len([part for part in href.partition("://")[2].split("/")[1:] if part])
