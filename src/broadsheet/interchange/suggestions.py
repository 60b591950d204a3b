"""List what the words of an item say of itself, for copy whose format has no field for it: embargo, kill, take, lead.

These are suggestions for the desk. They change nothing: status and embargo stay as the source's fields have them. A
sentence about an embargo or a kill is no order, so outside a note to editors an order counts only where it cannot be
the beginning of a sentence: alone, in capitals before ordinary text, or with nothing behind it but a time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from broadsheet.interchange import teletype_orders as orders
from broadsheet.interchange.html import plain_text
from broadsheet.interchange.items import BlockKind, NewsItem
from broadsheet.interchange.limits import names
from broadsheet.interchange.teletype_orders import order_in
from broadsheet.interchange.teletype_parts import is_end_mark
from broadsheet.interchange.teletype_times import embargo_in

LONGEST = 600
LINES_BEFORE_TEXT = 6
MOST_LABELS = 3
HEADLINE_MARK = "headline mark"


class What(StrEnum):
    """What the words say: an order, or which state of the copy this is."""

    EMBARGO = "embargo"
    KILL = "kill"
    WITHHOLD = "withhold"
    CORRECTION = "correction"
    ADVISORY = "advisory"
    WRITETHRU = "writethru"
    LEAD = "lead"
    TAKE = "take"
    URGENT = "urgent"
    UPDATE = "update"
    REPEAT = "repeat"
    BRIEF = "brief"
    MORE = "more"


class Where(StrEnum):
    """Where in the item the words stood."""

    HEADLINE = "headline"
    SLUGLINE = "slugline"
    EDNOTE = "ednote"
    FIRST_PARAGRAPH = "first paragraph"
    LAST_PARAGRAPH = "last paragraph"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing the words say: `until` is the end of an embargo, if it can be read; `number` that of a lead or take."""

    what: What
    words: str
    where: Where
    until: datetime | None = None
    number: int | None = None


_WHEN = names("""
    a am april aug august at cest cet cst ct dec december edt est et feb february fri friday gmt h hour hours hrs jan
    january july june june local m march may mez mon monday noon midnight nov november oct october of on p pdt pm pst
    sat saturday sep sept september sun sunday the thu thur thurs thursday time tue tues tuesday uhr utc wed wednesday
    bst est z until till after before and for release publication use broadcast print a.m p.m apr jul jun mar
""")
_WHEN_NUMBER = re.compile(r"\d[\d:.T/-]{0,24}(?:st|nd|rd|th|am|pm|h|hrs|gmt|utc|z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_EMBARGO_LEAD = re.compile(
    r"[\W_]{0,8}(?:strictly\s+|strict\s+|under\s+)?(?:embargo(?:ed)?|not for (?:release|publication|use|broadcast)"
    r"|hold for release|for release|sperrfrist|adv(?:ance)? for)\b",
    re.IGNORECASE,
)
_IN_THE_PAST = re.compile(r"\W*until\s+(?:now|then|recently)\b", re.IGNORECASE)
_HOLDS = re.compile(r"(?:\s+FOR\s+(?:RELEASE|PUBLICATION|USE|BROADCAST))?\s+(?:UNTIL|TILL|BEFORE)\b")
_CUT = re.compile(r"\s(?:—|–|--?|=)\s|\n")
_SENTENCE = re.compile(
    r"(?:(?<=[a-zA-Z)][a-zA-Z)])|(?<=\d))(?<!(?i:sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec))"
    r"(?<!(?i:sept|tues|thur))[.;!]\s+(?=[A-Z(])"
)
_TO_EDITORS = re.compile(
    r"[\W_]{0,8}(?:(?:note to|attention)\s+)?(?:editors?['’]?|eds)(?:\s+note)?\s?[:_—–-]+\s*", re.IGNORECASE
)
_KILL = re.compile(
    r"[\W_]{0,8}(?:(?:BULLETIN|URGENT|ATTENTION|EDITORS?|EDS)[\W_]{1,4}){0,3}"
    r"(?P<said>(?:mandatory|story)[\s-]{0,2}(?:kill|withhold)|(?:kill|withhold)(?:[\s-]{1,2}(?:advisory|notice|order))?"
    r"|hold\b)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WHICH = re.compile(r"[\s:,—–-]{1,3}(?:[A-Za-z]{1,3}\d{3,5}\b|BC-|(?:(?:this|the)\s)?(?:story|item)\b)")
_LABELS = {
    What.KILL: "KILL|MANDATORY KILL",
    What.WITHHOLD: "WITHHOLD|MANDATORY WITHHOLD",
    What.EMBARGO: "EMBARGO|EMBARGOED|STRICTLY EMBARGOED",
    What.CORRECTION: "CORRECTION|CORRECTED|CORRECTIVE|CORRECTS|CORRECTING|COR|CORR",
    What.ADVISORY: "ADVISORY|MEDIA ADVISORY|NEWS ADVISORY",
    What.WRITETHRU: "WRITETHRU|WRITE-THRU|WRITETHROUGH",
    What.URGENT: "URGENT",
    What.LEAD: "LEAD|LD",
    What.UPDATE: "UPDATE|UPDATES|UPDATED|WRAPUP|WRAP-UP",
    What.REPEAT: "RPT|REPEAT|REFILE|RESEND",
    What.BRIEF: "BRIEF",
}
TIGHT = (What.UPDATE, What.REPEAT, What.BRIEF, What.CORRECTION, What.URGENT, What.ADVISORY)
_LABEL = re.compile(
    r"[\W_]{0,4}?(?P<open>[(\[]?)(?P<before>\d{1,2}(?i:ST|ND|RD|TH)\s)?(?:"
    + "|".join(f"(?P<{what.value}>{words})" for what, words in _LABELS.items())
    + r")(?:\s(?P<number>\d{1,2}))?(?:(?P<close>[)\]])\s?[:-]?|(?P<tight>-)(?=\S)|\s?[:—–-]|\s*$)(?P<rest>.*)",
    re.DOTALL,
)
_ORDINAL = r"(?P<number>\d{1,2})(?:st|nd|rd|th)\s?-?\s?"
_VERSIONS = (
    (What.LEAD, re.compile(rf"(?<![^\W_]){_ORDINAL}(?:ld(?=$|\W|_|writethr)|lead(?=[\s-]?writethr))", re.IGNORECASE)),
    (What.WRITETHRU, re.compile(r"(?:(?<![^\W_])|(?<=ld))write-?thr(?:u|ough)(?![^\W_])", re.IGNORECASE)),
    (
        What.TAKE,
        re.compile(
            r"(?:(?<![^\W_])take[\s-]?(?P<number>\d{1,2})|(?<![^\W_])(?P<ordinal>\d{1,2})(?:st|nd|rd|th)[\s-]?take)\W*$",
            re.IGNORECASE,
        ),
    ),
)
_TAKE_BRACKETED = re.compile(r".*\((?:take\s?\d{1,2}|\d(?:st|nd|rd|th)\stake)\)\W*$", re.IGNORECASE | re.DOTALL)
_DONE = re.compile(
    r"\((?P<what>Adds|ADDS|Updates|UPDATES|Recasts|RECASTS|Corrects|CORRECTS|Refiles|REFILES|Repeats|REPEATS)\b"
    r"(?![^()]*\b(?:is|are|was|were|will|have|has|had)\b)[^()]{0,300}\)"
)
_DONE_BARE = re.compile(r"(?P<what>ADDS|UPDATES|RECASTS|SUBS|CORRECTS)\b(?=[^a-z]{0,40}[a-z])")
_DONE_NOTED = re.compile(r"(?P<what>adds|updates|recasts|subs|corrects)\b", re.IGNORECASE)
_READERS_TOLD = re.compile(
    r"\W{0,3}(?:correction|clarification)\s?[:—–-].*\b(?:(?:earlier|previous) version|misstated|misspelled|incorrect)",
    re.IGNORECASE | re.DOTALL,
)
_CORRECTED_STORY = re.compile(r"correction:\s.{1,120}\bstory\W*$", re.IGNORECASE)
_MORE = re.compile(r"\W{0,4}more(?:\s(?:follows|to (?:come|follow)))?\W{0,4}", re.IGNORECASE)
_CORRECTION_LAST = re.compile(r"(?:^|[\s,/-])correct(?:ion|ive)\W*$", re.IGNORECASE)


def suggestions_in(item: NewsItem) -> tuple[Suggestion, ...]:
    """List what headline, slug line, note to editors, first and last paragraph say of the item, in that order.

    >>> [made.what.value for made in suggestions_in(NewsItem(guid="npa:1", headline="UPDATE 2-Ferry sails"))]
    ['update']
    >>> suggestions_in(NewsItem(guid="npa:1", headline="Embargo on grain is lifted"))
    ()
    """
    return tuple(dict.fromkeys(_all(item, item.updated_at or item.created_at)))


def _all(item: NewsItem, sent: datetime | None) -> Iterator[Suggestion]:
    for text in (*_lifted(item, HEADLINE_MARK), item.headline):
        yield from _of_line(text, Where.HEADLINE, sent)
    for text in (item.slugline, *_lifted(item, "slugline")):
        yield from _of_slugline(text)
    for text in _SENTENCE.split(item.ednote[: LONGEST * 4]):
        yield from _of_note(text, sent)
    yield from _of_opening(item, sent)
    yield from _of_end(item)


def _lifted(item: NewsItem, what: str) -> list[str]:
    return [piece.text for piece in item.lifted if piece.what == what]


def _text(item: NewsItem, number: int) -> str:
    """Give the words of a block that may hold an order; tables and pictures hold none."""
    block = item.body[number]
    if block.kind is BlockKind.CROSSHEAD:
        return block.html
    return plain_text(block.html) if block.kind is BlockKind.PARAGRAPH else ""


def _of_opening(item: NewsItem, sent: datetime | None) -> Iterator[Suggestion]:
    """Look at the lines before the text; the first that says nothing of itself begins the text."""
    for number in range(min(len(item.body), LINES_BEFORE_TEXT)):
        found = list(_of_line(_text(item, number), Where.FIRST_PARAGRAPH, sent))
        yield from found
        if not found:
            return


def _of_end(item: NewsItem) -> Iterator[Suggestion]:
    last = [_text(item, len(item.body) - 1)] if item.body else []
    for text in (*last, *_lifted(item, "end mark")):
        if _MORE.fullmatch(text) and (is_end_mark(text) or text.isupper() or "(" in text):
            yield Suggestion(What.MORE, text, Where.LAST_PARAGRAPH)
        elif len(text) <= LONGEST and _READERS_TOLD.match(text):
            yield Suggestion(What.CORRECTION, text, Where.LAST_PARAGRAPH)


def _of_slugline(text: str) -> Iterator[Suggestion]:
    """Take an order of a slug line only in words that name nothing else, such as MANDATORY-KILL."""
    text = text[:LONGEST]
    for order in sorted(orders.orders_in_slugline(text) - {orders.CORRECTION}):
        if re.search(r"mandatory|advisory", text, re.IGNORECASE):
            yield Suggestion(What(order), text, Where.SLUGLINE)
    if _CORRECTION_LAST.search(text):
        yield Suggestion(What.CORRECTION, text, Where.SLUGLINE)
    if re.search(r"(?:^|[\s,/-])urgent$", text, re.IGNORECASE):
        yield Suggestion(What.URGENT, text, Where.SLUGLINE)
    yield from _versions(text, Where.SLUGLINE)


def _versions(text: str, where: Where) -> Iterator[Suggestion]:
    for what, pattern in _VERSIONS:
        if found := pattern.search(text):
            number = found.groupdict().get("number") or found.groupdict().get("ordinal")
            yield Suggestion(what, text, where, number=int(number) if number else None)


def _of_note(text: str, sent: datetime | None) -> Iterator[Suggestion]:
    """A note speaks to editors, so an order that begins one of its sentences is one."""
    bare = _TO_EDITORS.sub("", text[:LONGEST], count=1)
    order = order_in(bare)
    done = _DONE_NOTED.match(bare)
    if order == orders.EMBARGO:
        yield _embargo(bare, Where.EDNOTE, sent)
    elif order and order != orders.NOTE:
        yield Suggestion(What(order), bare, Where.EDNOTE)
    elif done:
        yield _done(done, bare, Where.EDNOTE)
    else:
        yield from _labelled(bare, Where.EDNOTE, None)
    yield from _versions(bare, Where.EDNOTE)


def _of_line(text: str, where: Where, sent: datetime | None) -> Iterator[Suggestion]:
    """Look at a headline or a line before the text: orders first, then labels, then words of version."""
    if not text or len(text) > LONGEST * 2:
        return
    ordered = _ordered(text[:LONGEST], where, sent)
    if ordered:
        yield ordered
        return
    yield from _labelled(text, where, sent)
    if done := _DONE.match(text) or (_DONE_BARE.match(text) if where is not Where.HEADLINE else None):
        yield _done(done, done[0] if done[0].startswith("(") else text, where)
    if re.match(r"[\s^*-]{0,3}\d{1,2}(?:st|nd|rd|th)\s?-?\s?(?:ld\b|ld-|lead[\s-]writethr)", text, re.IGNORECASE) or (
        _TAKE_BRACKETED.match(text) or re.fullmatch(r"\W*take\s?\d{1,2}\W*", text, re.IGNORECASE)
    ):
        yield from _versions(text, where)


def _done(found: re.Match[str], words: str, where: Where) -> Suggestion:
    said = found["what"].lower()
    what = {"corrects": What.CORRECTION, "refiles": What.REPEAT, "repeats": What.REPEAT}.get(said, What.UPDATE)
    return Suggestion(what, words, where)


def _ordered(text: str, where: Where, sent: datetime | None) -> Suggestion | None:
    """Take an order that cannot be the beginning of a sentence."""
    line = _CUT.split(text, maxsplit=1)[0]
    bare = _TO_EDITORS.sub("", line, count=1)
    order = order_in(bare) or order_in(text)
    if _is_embargo_line(bare) or (order == orders.EMBARGO and _is_shouted_embargo(text, where)):
        return _embargo(bare, where, sent)
    if order in (orders.KILL, orders.WITHHOLD) and _is_certain_kill(text):
        return Suggestion(What(order), text, where)
    if _READERS_TOLD.match(text) or (where is Where.HEADLINE and _CORRECTED_STORY.match(text)):
        return Suggestion(What.CORRECTION, text, where)
    return None


def _embargo(text: str, where: Where, sent: datetime | None) -> Suggestion:
    return Suggestion(What.EMBARGO, text, where, until=embargo_in(text, sent=sent, notes=[]))


def _is_embargo_line(text: str) -> bool:
    """Say whether nothing but a time stands behind the word.

    >>> _is_embargo_line("Embargoed until 0001 GMT Monday, Dec. 1"), _is_embargo_line("Embargoed until he died")
    (True, False)
    """
    found = _EMBARGO_LEAD.match(text)
    said = [word.strip(".:*_'’") for word in re.split(r"[\s,;()]+", text[found.end() :])] if found else []
    said = [word for word in said if word.strip("—–-/|=")]
    is_time = all(word.lower() in _WHEN or _WHEN_NUMBER.fullmatch(word) for word in said)
    return is_time and any(word[0].isdigit() or word.lower().endswith("day") for word in said)


def _is_shouted_embargo(text: str, where: Where) -> bool:
    """Say whether the word stands in capitals before ordinary text; before the text a whole line may be in capitals."""
    found = _EMBARGO_LEAD.match(text)
    if not found or not found[0].isupper() or _IN_THE_PAST.match(text, found.end()):
        return False
    return _has_small_letters(text) or (where is not Where.HEADLINE and bool(_HOLDS.match(text, found.end())))


def _has_small_letters(text: str) -> bool:
    return bool(re.search(r"[^\W\d_A-ZÀ-Þ]{2}", text))


def _is_certain_kill(text: str) -> bool:
    """Say whether an order stands alone, names what it is about, or is set in capitals before ordinary text."""
    found = _KILL.match(text)
    if not found:
        return False
    rest = found["rest"]
    if not re.sub(r"(?i:kill|withhold|hold)|\W", "", rest) or (_WHICH.match(rest) and found["said"].isupper()):
        return True
    is_label = found["said"].isupper() and re.match(r"\s?[:(—–]|\s-\s", rest)
    return bool(is_label) and _has_small_letters(rest)


def _labelled(text: str, where: Where, sent: datetime | None) -> Iterator[Suggestion]:
    """Read labels such as “UPDATE 2-” and “(LEAD)”; where all is in capitals, a word before a colon tells nothing."""
    for label in labels_of(text):
        until = embargo_in(text, sent=sent, notes=[]) if label.what is What.EMBARGO else None
        yield Suggestion(label.what, label.words, where, until=until, number=label.number)


class Label(NamedTuple):
    """A label before a headline or a line: what it says, its words and number, and where the rest begins."""

    what: What
    words: str
    number: int | None
    end: int


def labels_of(text: str) -> Iterator[Label]:
    """Give the labels that a line begins with, in order.

    >>> [(label.words, label.number) for label in labels_of("CORRECTED-UPDATE 2-Ferry sails")]
    [('CORRECTED-', None), ('UPDATE 2-', 2)]
    """
    start = 0
    for _ in range(MOST_LABELS):
        found = _LABEL.match(text, start)
        if not found or not _is_label(found):
            return
        what = next(what for what in _LABELS if found[what.value])
        number = found["number"] or re.sub(r"\D", "", found["before"] or "")
        yield Label(
            what, text[start : found.start("rest")].strip(), int(number) if number else None, found.start("rest")
        )
        start = found.start("rest")


def _is_label(found: re.Match[str]) -> bool:
    """Say whether what looks like a label is one: bracketed, numbered, alone, or in capitals before ordinary text."""
    is_bracketed = bool(found["open"] and found["close"])
    if is_bracketed or not found["rest"].strip():
        return is_bracketed or not found["lead"]
    if found["lead"] or (found["tight"] and not any(found[what.value] for what in TIGHT)):
        return False
    return bool(found["number"] or found["brief"] or found["repeat"]) or _has_small_letters(found["rest"])
