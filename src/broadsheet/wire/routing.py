"""Decide where copy goes: rules in their order, plain values in, decisions with their reasons out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from broadsheet.interchange.items import NewsItem, Term
from broadsheet.wire.search import WORD


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What rules ask of a version of an item; texts are folded by `folded`, `section` is a place in the tree."""

    source_id: int
    section: str = ""
    subjects: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    language: str = ""
    urgency: int | None = None
    text: str = " "


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must be true of copy, all of it; what is empty asks nothing."""

    source_id: int | None = None
    section: str = ""
    subjects: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    words_absent: tuple[str, ...] = ()
    urgency_most: int | None = None
    languages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions, and what is done with copy that meets them."""

    pk: int
    name: str
    when: Conditions
    desk_id: int | None = None
    desk_name: str = ""
    tags: tuple[str, ...] = ()
    raises_alarm: bool = False
    publishes: bool = False
    ends_routing: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """That a rule applied: why, and what it did."""

    rule: Rule
    why: tuple[str, ...]
    did: tuple[str, ...]


@dataclass(slots=True)
class Decision:
    """What all rules together say of a version."""

    desk_id: int | None = None
    tags: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    publishing: int | None = None
    steps: list[Step] = field(default_factory=list)


def decide(rules: Iterable[Rule], facts: ItemFacts) -> Decision:
    """Ask the rules in their order. The first desk named has the say, tags and alarms add up, one rule publishes."""
    decision = Decision()
    for rule in rules:
        why = reasons_for(rule.when, facts)
        if why is None:
            continue
        decision.steps.append(Step(rule, why, tuple(apply(rule, decision))))
        if rule.ends_routing:
            break
    return decision


def apply(rule: Rule, decision: Decision) -> Iterator[str]:
    """Do what one rule says; gives what it did, in words."""
    if rule.desk_id and decision.desk_id is None:
        decision.desk_id = rule.desk_id
        yield _("sent to {desk}").format(desk=rule.desk_name)
    if new := [tag for tag in rule.tags if tag not in decision.tags]:
        decision.tags += new
        yield _("tagged {tags}").format(tags=", ".join(new))
    if rule.raises_alarm:
        decision.alarms.append(rule.name)
        yield _("raised an alarm")
    if rule.publishes and decision.publishing is None:
        decision.publishing = rule.pk
        yield _("to be published")
    if rule.ends_routing:
        yield _("asked no further rule")


def reasons_for(when: Conditions, facts: ItemFacts) -> tuple[str, ...] | None:
    """Say why copy meets the conditions; None if it does not.

    >>> reasons_for(Conditions(words=("tram*",)), ItemFacts(source_id=1, text=folded("Trams at last")))
    ('“tram*”',)
    """
    reasons = [answer for answer in answers(when, facts) if answer is not True]
    return None if False in reasons else tuple(str(reason) for reason in reasons)


def answers(when: Conditions, facts: ItemFacts) -> Iterator[str | bool]:
    """Answer each condition: the reason that it is met, False if it is not, True if there is nothing to say."""
    yield when.source_id in (None, facts.source_id)
    yield facts.section.startswith(when.section)
    yield among(when.subjects, facts.subjects)
    yield among(when.places, facts.places)
    yield not when.languages or any(speaks(facts.language, language) for language in when.languages)
    yield when.urgency_most is None or (facts.urgency is not None and facts.urgency <= when.urgency_most)
    yield first_said(when.words, facts.text)
    yield not any(says(facts.text, phrase) for phrase in when.words_absent)


def among(wanted: Sequence[str], found: frozenset[str]) -> str | bool:
    """Name the first of the wanted that is there; True if none is wanted."""
    return next((name for name in wanted if name.casefold() in found), not wanted)


def speaks(language: str, wanted: str) -> bool:
    """Say whether a language tag is the wanted one or a kind of it (RFC 4647, basic filtering).

    >>> speaks("en-GB", "en"), speaks("en", "en-GB")
    (True, False)
    """
    return f"{language}-".casefold().startswith(f"{wanted}-".casefold())


def first_said(phrases: Sequence[str], text: str) -> str | bool:
    """Quote the first phrase a text says; True if none is asked for."""
    return next((f"“{phrase}”" for phrase in phrases if says(text, phrase)), not phrases)


def says(text: str, phrase: str) -> bool:
    """Say whether a folded text has these words one after the other; a star stands for the rest of the last word.

    >>> says(folded("The council's vote"), "Council's vote"), says(folded("Tramway"), "tram")
    (True, False)
    """
    words = folded(phrase)
    return words != " " and (words.rstrip() if phrase.rstrip().endswith("*") else words) in text


def folded(text: str) -> str:
    """Give the words of a text without case and signs, each between spaces.

    >>> folded("It’s Trams!")
    ' it s trams '
    """
    return f" {' '.join(WORD.findall(text.casefold()))} ".replace("  ", " ")


def names_of(terms: Iterable[Term]) -> frozenset[str]:
    """Give names and codes of terms, without case."""
    return frozenset(said.casefold() for term in terms for said in (term.name, term.code) if said)


def facts_of(item: NewsItem, *, source_id: int, section: str, language: str, text: str) -> ItemFacts:
    """Gather what rules ask of an item; `text` is all its words."""
    return ItemFacts(
        source_id=source_id,
        section=section,
        subjects=names_of(item.subjects) | frozenset(word.casefold() for word in item.keywords),
        places=names_of(item.places),
        language=language,
        urgency=item.urgency,
        text=folded(text),
    )
