"""The read model: flat rows from which every public page is printed."""

from broadsheet.public.models.address import Address
from broadsheet.public.models.card import Card, CardBody, CardLink
from broadsheet.public.models.change import PageChange
from broadsheet.public.models.count import StoryCount
from broadsheet.public.models.record import SiteRecord

__all__ = ["Address", "Card", "CardBody", "CardLink", "PageChange", "SiteRecord", "StoryCount"]
