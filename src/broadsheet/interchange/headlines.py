"""Take off headlines what agencies write around them, and give one to copy that came without."""

import re
from dataclasses import replace
from itertools import takewhile

from broadsheet.interchange.html import plain_text
from broadsheet.interchange.items import BlockKind, Lifted, NewsItem
from broadsheet.interchange.suggestions import HEADLINE_MARK, Label, What, labels_of
from broadsheet.interchange.text import one_line

# Orders stay where an editor sees them: a kill, an embargo, an advisory is never tidied away.
TAKEN_OFF = (What.UPDATE, What.REPEAT, What.BRIEF, What.URGENT, What.LEAD)
LONGEST = 160
_MARKS = re.compile(r"^[+*]{2,4}\s+|\s*(?:\+{3}|\*{3}|#{3}|-30-|-{1,2}more-{1,2}|\((?:MORE|END|ENDS)\)|(?<=\S)\s=)\s*$")
_END = re.compile(r"[.!?][”\"’')\]]*(?=\s+[“\"‘'«(]?[A-ZÀ-Þ0-9]|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Prof|Jr|Sr|No|Inc|Co|Corp|Ltd|vs|Jan|Feb|Mar|Apr"
    r"|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)|\.[A-Za-z])\.$"
)


def tidy_headline(item: NewsItem) -> NewsItem:
    """Take “UPDATE 1-”, “(LEAD)” and end marks off a headline; a headline that is nothing else stays.

    >>> tidy_headline(NewsItem(guid="npa:1", headline="UPDATE 1-Ferry sails again")).headline
    'Ferry sails again'
    """
    headline, taken = item.headline.strip(), []
    while (mark := _MARKS.search(headline)) and len(mark[0]) < len(headline):
        taken.append(Lifted(HEADLINE_MARK, mark[0].strip()))
        headline = (headline[: mark.start()] + headline[mark.end() :]).strip()
    labels = list(takewhile(_is_taken, labels_of(headline)))
    if labels and headline[labels[-1].end :].strip():
        taken += [Lifted(HEADLINE_MARK, label.words) for label in labels]
        headline = headline[labels[-1].end :].strip()
    return replace(item, headline=headline, lifted=(*item.lifted, *taken)) if taken else item


def _is_taken(label: Label) -> bool:
    return label.what in TAKEN_OFF or label.words == "CORRECTED-"


def headline_of(item: NewsItem) -> str:
    """Give what stands for a headline: the source's own, else the first sentence of the text.

    The item itself keeps an empty headline, for it says what the source said and nothing more.
    """
    said = (plain_text(block.html) for block in item.body if block.kind is BlockKind.PARAGRAPH)
    return item.headline or first_sentence(next((words for words in said if words), ""))


def first_sentence(text: str) -> str:
    """Give the first sentence without its full stop, at most a headline long.

    >>> first_sentence("Gov. J. Holt signed it at 6 p.m. on Monday. Ferries sail again.")
    'Gov. J. Holt signed it at 6 p.m. on Monday'
    """
    text = one_line(text[: LONGEST * 4])
    ends = (found for found in _END.finditer(text) if not _is_abbreviation(text, found.start()))
    end = next((found.end() for found in ends), len(text))
    sentence = text[:end].strip()
    if len(sentence) > LONGEST:
        return sentence[:LONGEST].rpartition(" ")[0].rstrip(" ,;:—–-") + " …"
    return sentence[:-1] if sentence.endswith(".") and not sentence.endswith("..") else sentence


def _is_abbreviation(text: str, stop: int) -> bool:
    """Say whether the full stop at that place belongs to the word before it."""
    return bool(_ABBREVIATION.search(text, max(0, stop - 12), stop + 1))
