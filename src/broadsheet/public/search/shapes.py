"""What is asked of a search, and what comes back."""

from dataclasses import dataclass
from datetime import date

from broadsheet.public.shapes import CardView


@dataclass(frozen=True, slots=True)
class Search:
    """Words and filters; dates are days in the publication's time zone, both included."""

    words: str = ""
    section_id: int | None = None
    kind: str = ""
    author: str = ""
    since: date | None = None
    until: date | None = None
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A story found, with passages as HTML in which what matched is marked."""

    card: CardView
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits; `total` counts all that match, or at least so many do."""

    hits: tuple[Hit, ...]
    total: int
    has_more: bool
    is_total_exact: bool = True
