"""Read what answers at an address."""

from typing import NamedTuple

from broadsheet.core.prepared import Prepared, blank
from broadsheet.public.models import Address
from broadsheet.public.tags import shown


class Found(NamedTuple):
    """What answers at a path; `target_path` is where a redirect leads if not to a page."""

    path: str
    kind: str
    target_id: int
    target_path: str


AT_PATH = Prepared(lambda: Address.objects.filter(path=blank("path")).values_list(*Found._fields), Found)


def at_path(path: str) -> Found | None:
    """Read what answers at `path`."""
    shown(f"url:{path}")
    return AT_PATH.first(path=path)
