"""Make ahead what fills the advertising slots. One row, written when an advertisement or its picture changes."""

from typing import Any

from broadsheet.public.pictures import one_url
from broadsheet.public.services.records import keep_record
from broadsheet.revenue.models import HouseAd

CUTS = {HouseAd.Slot.STORY: ("portrait", 400)}
OTHER_CUT = ("square", 240)


def project_ads(**_: Any) -> list[dict[str, Any]]:
    """Write the advertisements that are on, with the days they run, and return them."""
    value = ads_value()
    keep_record("ads", value)
    return value


def ads_value() -> list[dict[str, Any]]:
    """Gather the advertisements that are on."""
    return [
        {
            "slot": ad.slot,
            "starts_on": ad.starts_on.isoformat() if ad.starts_on else "",
            "ends_on": ad.ends_on.isoformat() if ad.ends_on else "",
            "shown": shown(ad),
        }
        for ad in HouseAd.objects.filter(is_on=True).select_related("picture")
    ]


def shown(ad: HouseAd) -> dict[str, Any]:
    """Give what templates print of an advertisement, but for its slot."""
    width, height = HouseAd.SIZES[ad.slot]
    return {
        "width": width,
        "height": height,
        "url": ad.url,
        "headline": ad.headline,
        "text": ad.text,
        "image": one_url(ad.picture, *CUTS.get(HouseAd.Slot(ad.slot), OTHER_CUT)),
        "alternative_text": ad.picture.alternative_text if ad.picture else "",
    }
