"""Read what fills the advertising slots. What is chosen depends on the day alone, never on the reader."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from broadsheet.public.pictures import one_url
from broadsheet.public.shapes import AdView
from broadsheet.revenue.models import HouseAd


def ads(*, now: datetime) -> dict[str, AdView]:
    """Give one advertisement a slot, changing by the hour."""
    today = timezone.localdate(now)
    running = HouseAd.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=today), Q(ends_on=None) | Q(ends_on__gte=today), is_on=True
    ).select_related("picture")
    by_slot: dict[str, list[HouseAd]] = {}
    for ad in running:
        by_slot.setdefault(ad.slot, []).append(ad)
    hour = int(now.timestamp() // 3600)
    return {slot: ad_view(choice[hour % len(choice)]) for slot, choice in by_slot.items()}


def ad_view(ad: HouseAd) -> AdView:
    """Give what templates print of an advertisement."""
    width, height = HouseAd.SIZES[ad.slot]
    return AdView(
        slot=ad.slot,
        width=width,
        height=height,
        url=ad.url,
        headline=ad.headline,
        text=ad.text,
        image=one_url(
            ad.picture,
            "portrait" if ad.slot == HouseAd.Slot.STORY else "square",
            400 if ad.slot == HouseAd.Slot.STORY else 240,
        ),
        alternative_text=ad.picture.alternative_text if ad.picture else "",
    )
