"""Read what fills the advertising slots. What is chosen depends on the hour alone, never on the reader."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from broadsheet.public.selectors.site import SiteView
from broadsheet.public.shapes import AdView


def ads(site: SiteView, *, now: datetime) -> dict[str, AdView]:
    """Give one advertisement a slot, changing by the hour, from the record `ads` read along with `site`."""
    today = timezone.localdate(now).isoformat()
    by_slot: dict[str, list[dict[str, Any]]] = {}
    for row in site.records.get("ads", []):
        if (row["starts_on"] or today) <= today <= (row["ends_on"] or today):
            by_slot.setdefault(row["slot"], []).append(row["shown"])
    hour = int(now.timestamp() // 3600)
    return {slot: AdView(slot, **choice[hour % len(choice)]) for slot, choice in by_slot.items()}
