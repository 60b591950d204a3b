"""Understand the orders that teletype copy can only give in words: kill, withhold, embargo, correct, note to editors.

An order is taken as one where nothing else can be meant: by a whole phrase at the start of a unit before the text, or
by a word of the version. A slug line such as KILL-SWITCH is a slug line.
"""

import re

KILL, WITHHOLD, EMBARGO, CORRECTION, NOTE = "kill", "withhold", "embargo", "correction", "note"
LONGEST_ORDER = 600

_LEAD = r"[\W_]{0,8}(?:(?:BULLETIN|URGENT|ATTENTION|EDITORS?|EDS)[\W_]{1,4}){0,3}"
_DAYS = r"(?:sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_KILL = r"(?:mandatory[\s-]{0,2}kill|kill[\s-]{1,2}(?:advisory|notice|order)|story[\s-]{1,2}kill)\b"
_WITHHOLD = r"(?:mandatory[\s-]{0,2}withhold|withhold[\s-]{1,2}(?:advisory|notice|order))\b"
_EMBARGO = (
    r"(?:strict(?:ly)?\s|under\s)?embargo(?:ed)?[\s-]+(?:until|till|before)\b|embargoed[\s-]+(?:for|to)\b"
    r"|embargo(?:ed)?\s?:|embargo content\b|hold for release\b"
    rf"|for release\s+(?:at|on|after|before|until|not|{_DAYS}|\d)|not for (?:release|publication|use|broadcast)\b"
    rf"|adv(?:ance)? for\s+(?:\w+\s+)?(?:{_DAYS}|\d)|sperrfrist\b"
)
_NOTES = (
    r"(?:note to editors|editors?['’]? ?s? note|editors|eds|attention users|attention editors|ndlr|advisory)\s?[:—_-]"
    r"|(?:updates?|adds|recasts|subs|includes)\s?:"
)
_TO_EDITORS = r"[\W_]{0,8}(?:BULLETIN\s{1,2}|(?:ATTENTION\s)?(?:EDITORS?|EDS)\s?[:_—-]\s{0,2})"
_WHICH = r"[\s:]{1,3}(?:[A-Za-z]{1,3}\d{3,5}|this|story|item)\b"
_ORDERS = (
    (
        KILL,
        re.compile(rf"{_LEAD}(?:(?i:{_KILL})|KILL(?:[\s,]{{1,3}}KILL){{0,4}}\W*$|KILL{_WHICH})|{_TO_EDITORS}KILL\b"),
    ),
    (
        WITHHOLD,
        re.compile(
            rf"{_LEAD}(?:(?i:{_WITHHOLD})|WITHHOLD(?:[\s,]{{1,3}}WITHHOLD){{0,4}}\W*$|WITHHOLD{_WHICH}"
            rf"|HOLD(?:[\s,]{{1,3}}HOLD){{1,4}}\W*$)|{_TO_EDITORS}WITHHOLD\b"
        ),
    ),
    (EMBARGO, re.compile(rf"{_LEAD}(?:(?i:{_EMBARGO})|EMBARGO(?:ED)?\W*$)")),
    (
        CORRECTION,
        re.compile(
            rf"{_LEAD}(?:(?:CORRECTION|CORRECTIVE)(?=\W*$|\s?[:,(])|CORRECTS\b(?=.*[a-z])|(?i:corrects?:|correction:))"
        ),
    ),
    (NOTE, re.compile(rf"[\W_]{{0,8}}(?i:{_NOTES})")),
)
_SIGNALS = (
    (KILL, re.compile(r"(?:^|[^a-z])kill(?:$|[^a-z])", re.IGNORECASE)),
    (WITHHOLD, re.compile(r"(?:^|[^a-z])withhold(?:$|[^a-z])", re.IGNORECASE)),
    (EMBARGO, re.compile(r"(?:^|[^a-z])(?:adv(?:ance)?|embargo(?:ed)?|hold for release)(?:$|[^a-z])", re.IGNORECASE)),
    (CORRECTION, re.compile(r"(?:^|[^a-z])(?:correct(?:s|ion|ive)?|cor|corr|rectificatif)(?:$|[^a-z])", re.IGNORECASE)),
)
_IN_SLUGLINE = (
    (KILL, re.compile(_KILL, re.IGNORECASE)),
    (WITHHOLD, re.compile(_WITHHOLD, re.IGNORECASE)),
    (CORRECTION, re.compile(r"\b(?:correction|corrective)\b", re.IGNORECASE)),
)
_KILL_WORD = re.compile(r"\b(?:kill|withhold)\b", re.IGNORECASE)
_BYLINE = re.compile(r"by\s+\S", re.IGNORECASE)


def order_in(text: str) -> str:
    """Name the order that a unit before the text gives, or nothing.

    >>> [order_in(text) for text in ("MANDATORY KILL", "Embargoed until 0600 GMT Dec 6", "Eds: Pictures follow.")]
    ['kill', 'embargo', 'note']
    >>> [order_in(text) for text in ("Kill switches for ferries", "Embargo on arms lifted", "Hold on, says council")]
    ['', '', '']
    """
    if len(text) > LONGEST_ORDER:
        return ""
    return next((name for name, pattern in _ORDERS if pattern.match(text)), "")


def orders_in_signals(text: str) -> set[str]:
    """Name the orders among the words of a version, such as “KILL” or “Adv06”."""
    return {name for name, pattern in _SIGNALS if pattern.search(text)}


def orders_in_slugline(text: str) -> set[str]:
    """Name the orders that a slug line gives in a phrase of its own, such as BUDGET-MANDATORY-KILL."""
    return {name for name, pattern in _IN_SLUGLINE if pattern.search(text)}


def may_speak_of_kill(text: str) -> bool:
    """Say whether a slug line has the word and may mean a film by it."""
    return bool(_KILL_WORD.search(text))


def is_byline(text: str) -> bool:
    """Say whether a heading starts as a byline does; whether it names anybody is decided where bylines are lifted."""
    return len(text) <= 120 and bool(_BYLINE.match(text))
