"""Decide, from values alone, whether a story may go and what kind of change a new version is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from broadsheet.core.errors import Refusal

LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """What the rules need to know of a story."""

    headline: str
    bylines: Sequence[str]
    has_body: bool
    has_lead_picture: bool = False
    lead_alternative_text: str = ""
    lead_rights_expire_at: datetime | None = None
    embargoed_until: datetime | None = None
    publish_at: datetime | None = None
    is_killed: bool = False
    held_for: str = ""


def reasons_to_hold(story: StoryFacts, *, now: datetime) -> list[Refusal]:
    """List every reason `story` must wait; an empty list means it may go."""
    due = max(now, story.publish_at) if story.publish_at else now
    checks = [
        (
            story.is_killed,
            "killed",
            _("This story was killed and is never published again. File a new one."),
        ),
        (bool(story.held_for), "held", _("Held: {reason} Decide on it under Recalls.").format(reason=story.held_for)),
        (not story.headline.strip(), "no-headline", _("No headline. Write one.")),
        (
            not any(name.strip() for name in story.bylines),
            "no-byline",
            _("No byline. Add a contributor or choose “Staff”."),
        ),
        (not story.has_body, "no-text", _("No text. Write at least one paragraph.")),
        (
            story.has_lead_picture and not story.lead_alternative_text.strip(),
            "no-alternative-text",
            _("The lead picture has no alternative text. Say on the picture’s own page what it shows."),
        ),
        (
            bool(story.lead_rights_expire_at and story.lead_rights_expire_at <= due),
            "rights-expired",
            _("Our rights to the lead picture have expired. Choose another picture."),
        ),
        (
            bool(story.embargoed_until and due < story.embargoed_until),
            "embargoed",
            embargo_sentence(story.embargoed_until),
        ),
    ]
    return [Refusal(code, sentence) for holds, code, sentence in checks if holds]


def embargo_sentence(until: datetime | None) -> str:
    """Say when an embargo lifts and what to do until then."""
    if until is None:
        return ""
    return _("Embargoed until {lifts}. Publish after that time, or set “go live” to it.").format(
        lifts=f"{until:%d %B %Y %H:%M %Z}"
    )


def is_substantive(before: str, after: str) -> bool:
    """Say whether readers should hear of a change: more than capitals, spaces, punctuation or one misspelt word.

    >>> is_substantive("The vote is on Monday.", "The vote is on Monday")
    False
    >>> is_substantive("The vote is on Monday.", "The vote is on Tuesday.")
    True
    """
    old, new = LETTERS.findall(before.casefold()), LETTERS.findall(after.casefold())
    if len(old) != len(new):
        return True
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    return len(changed) > 1 or any(not is_typo(a, b) for a, b in changed)


def is_typo(a: str, b: str) -> bool:
    """Say whether two words without figures differ by one letter written, missing or swapped.

    >>> is_typo("goverment", "government"), is_typo("5000", "6000")
    (True, False)
    """
    if any(letter.isdigit() for letter in a + b) or min(len(a), len(b)) < 4:
        return False
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(short) == len(long):
        differing = [i for i in range(len(a)) if a[i] != b[i]]
        return len(differing) == 1 or (len(differing) == 2 and sorted(a) == sorted(b))
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
