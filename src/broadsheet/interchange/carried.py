"""Say what a format cannot carry of an item, field by field and why; all the rest comes back equal.

This is the one place for such exceptions. The writers promise, and the tests hold them to it, that an item written and
read again equals `carried(item, by=format)`; the reference page of the formats is held to the same table.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from broadsheet.interchange.items import NewsItem, Term
from broadsheet.interchange.newsml_g2_writer import referred
from broadsheet.interchange.ninjs_writer import KINDS


@dataclass(frozen=True, slots=True)
class Loss:
    """A field of which something is lost, why, and how to make an item look as it does after that."""

    field: str
    reason: str
    without: Callable[[NewsItem], NewsItem]


def carried(item: NewsItem, *, by: str) -> NewsItem:
    """Give an item as it comes back from a format: without what the format cannot carry.

    >>> carried(NewsItem(guid="npa:1", kind="package"), by="ninjs").kind
    'composite'
    """
    for loss in LOSSES[by]:
        item = loss.without(item)
    return item


def _of_ninjs(item: NewsItem) -> NewsItem:
    return replace(item, members=tuple(carried(member, by="ninjs") for member in item.members))


def _known_kind(item: NewsItem) -> NewsItem:
    return item if item.kind in KINDS else replace(item, kind="composite")


def _unlicensed(item: NewsItem) -> NewsItem:
    credit = item.source_credit
    return replace(item, source_credit=replace(credit, license="") if credit else None)


def _without_loose_schemes(field: str) -> Callable[[NewsItem], NewsItem]:
    """Give the step that takes the scheme off each term of one field that has no code in it."""

    def without(item: NewsItem) -> NewsItem:
        terms: tuple[Term, ...] = getattr(item, field)
        bare: dict[str, Any] = {field: tuple(given if given.code else replace(given, scheme="") for given in terms)}
        return replace(item, **bare)

    return without


def _bare_package(item: NewsItem) -> NewsItem:
    return replace(item, body=(), pictures=()) if item.kind == "package" else item


def _referred_members(item: NewsItem) -> NewsItem:
    return replace(item, members=tuple(map(referred, item.members)))


TERMS = ("genre", "subjects", "places", "people", "organisations")
OURS = (
    Loss("notes", "They are about how we read a payload, not about the item.", lambda item: replace(item, notes=())),
    Loss("lifted", "It keeps where words stood before they became structure.", lambda item: replace(item, lifted=())),
)
LOSSES: dict[str, tuple[Loss, ...]] = {
    "ninjs": (
        *OURS,
        Loss(
            "kind", "ninjs has a closed list of types; what is not on it, such as a package, is composite.", _known_kind
        ),
        Loss(
            "source_credit", "A source of information has a name and an address in ninjs, but no licence.", _unlicensed
        ),
        *(
            Loss(name, "A vocabulary is named in the address of a code, so never alone.", _without_loose_schemes(name))
            for name in TERMS
        ),
        Loss("members", "Each is a whole item, and loses what an item loses.", _of_ninjs),
    ),
    "newsml-g2": (
        *OURS,
        Loss("body", "A package is made of references and holds no text of its own.", _bare_package),
        Loss("pictures", "A package holds no pictures of its own either.", _bare_package),
        Loss(
            "members",
            "Members come on their own; a reference says guid, version if it is a number, kind, headline, standfirst, "
            "provider, address and time.",
            _referred_members,
        ),
    ),
    "nitf": (
        *OURS,
        Loss(
            "members", "A document is one item and cannot hold or name others.", lambda item: replace(item, members=())
        ),
    ),
}
