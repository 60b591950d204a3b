"""Find the section that the subjects of an item belong to."""

from collections.abc import Iterable

from broadsheet.interchange.items import Term
from broadsheet.taxonomy.models import SectionPage, Subject


def section_for(subjects: Iterable[Term]) -> SectionPage | None:
    """Find the section of the first subject that is mapped, by code, else by a section's own name."""
    codes = [subject.code for subject in subjects if subject.code]
    mapped = {row.code: row.section for row in Subject.objects.filter(code__in=codes).select_related("section")}
    if found := next((mapped[code] for code in codes if code in mapped), None):
        return found
    names = [subject.name for subject in subjects if subject.name]
    return SectionPage.objects.filter(title__in=names).order_by("-depth").first() if names else None
