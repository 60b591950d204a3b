"""Sections in the page tree; topics, places and subjects as rows."""

from broadsheet.taxonomy.models.section import SectionPage
from broadsheet.taxonomy.models.subject import Subject
from broadsheet.taxonomy.models.topic import Place, Topic

__all__ = ["Place", "SectionPage", "Subject", "Topic"]
