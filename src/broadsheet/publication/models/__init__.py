"""The publication, its root page and its information pages."""

from broadsheet.publication.models.home import HomePage
from broadsheet.publication.models.information import DiversityFigure, InformationPage, InformationVersion
from broadsheet.publication.models.notices import Opening, PressRelease
from broadsheet.publication.models.publication import Publication, SocialAccount

__all__ = [
    "DiversityFigure",
    "HomePage",
    "InformationPage",
    "InformationVersion",
    "Opening",
    "PressRelease",
    "Publication",
    "SocialAccount",
]
