"""Find the section that the subjects of an item belong to."""

from collections.abc import Iterable
from typing import NamedTuple

from broadsheet.core.prepared import Blanks, Prepared
from broadsheet.interchange.items import Term
from broadsheet.taxonomy.models import SectionPage, Subject


class Place(NamedTuple):
    """A section by its number, and where it stands in the tree."""

    pk: int | None
    path: str


NOWHERE = Place(None, "")
MAPPED = Prepared(
    lambda: (
        Subject.objects.filter(code__in=Blanks("codes", "text"))
        .order_by()
        .values_list("code", "section_id", "section__path")
    ),
    lambda code, pk, path: (code, Place(pk, path)),
)
NAMED = Prepared(
    lambda: (
        SectionPage.objects.filter(title__in=Blanks("names", "text"))
        .order_by("-depth", "pk")
        .values_list("pk", "path")[:1]
    ),
    Place,
)


def place_for(subjects: Iterable[Term]) -> Place | None:
    """Find the section of the first subject that is mapped, by code, else by a section's own name."""
    terms = list(subjects)
    codes = [subject.code for subject in terms if subject.code]
    mapped = dict(MAPPED.all(codes=codes)) if codes else {}
    if found := next((mapped[code] for code in codes if code in mapped), None):
        return found
    names = [subject.name for subject in terms if subject.name]
    return NAMED.first(names=names) if names else None


def place_of(section: SectionPage | None) -> Place:
    """Give the place of a section; nowhere if there is none."""
    return Place(section.pk, section.path) if section else NOWHERE


def section_for(subjects: Iterable[Term]) -> SectionPage | None:
    """Find the section that subjects belong to, whole."""
    place = place_for(subjects)
    return SectionPage.objects.get(pk=place.pk) if place else None
