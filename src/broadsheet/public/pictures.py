"""Say how a picture is cut, in which sizes and formats, and at which addresses; what is cut is decided here alone.

An address names the picture, a key that changes with its file and focal point, the crop and the width. Only the crops
and widths listed here are ever made, on the first request (`views.pictures`), and kept.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from broadsheet.media.models import Picture
from broadsheet.public.shapes import Crop, PictureView

RATIOS = {"lead": (3, 2), "wide": (16, 9), "portrait": (4, 5), "square": (1, 1)}
WIDTHS = {
    "lead": (360, 640, 960, 1280, 1800),
    "wide": (640, 1200),
    "portrait": (160, 400, 800),
    "square": (96, 240, 480),
    "whole": (360, 640, 960, 1280, 1800),
}
SHOWN_WIDTH = {"lead": 960, "wide": 1200, "portrait": 400, "square": 240, "whole": 960}
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


def picture_record(picture: Picture | None, *, caption: str = "") -> dict[str, Any] | None:
    """Flatten a picture for the read model."""
    if picture is None:
        return None
    return {
        "id": picture.pk,
        "key": picture_key(picture),
        "width": picture.width,
        "height": picture.height,
        "alternative_text": picture.alternative_text,
        "caption": caption or picture.caption,
        "credit": picture.credit,
        "expires_at": picture.rights_expire_at.isoformat() if picture.rights_expire_at else None,
    }


def picture_key(picture: Picture) -> str:
    """Give a short word that changes when the file or its focal point does."""
    focus = (picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height)
    content = f"{picture.file_hash or picture.file.name} {focus}"
    return hashlib.sha256(content.encode()).hexdigest()[:10]


def picture_view(record: Mapping[str, Any] | None, *, now: datetime) -> PictureView | None:
    """Give what templates print of a picture; nothing once our rights have ended."""
    if not record or (record["expires_at"] and datetime.fromisoformat(record["expires_at"]) <= now):
        return None
    return PictureView(
        crops=Crops(record),
        alternative_text=record["alternative_text"],
        caption=record["caption"],
        credit=record["credit"],
    )


class Crops(Mapping[str, Crop]):
    """The cuts of one picture by name, each worked out when a template asks for it: a front prints one of the five."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = record

    def __getitem__(self, name: str) -> Crop:
        if name not in WIDTHS:
            raise KeyError(name)
        return crop(self.record, name)

    def __iter__(self) -> Iterator[str]:
        return iter(WIDTHS)

    def __len__(self) -> int:
        return len(WIDTHS)


def crop(record: Mapping[str, Any], name: str) -> Crop:
    """Give one cut of a picture from its record."""
    return cut_of(record["id"], record["key"], record["width"], record["height"], name)


@lru_cache(maxsize=4096)
def cut_of(picture_id: int, key: str, width: int, height: int, name: str) -> Crop:
    """Give one cut: its shown size and the addresses of its widths, never larger than the picture itself."""
    across, down = RATIOS.get(name) or (width, height)
    widest = min(width, height * across // down)
    record = {"id": picture_id, "key": key}
    widths = [width for width in WIDTHS[name] if width <= widest] or [WIDTHS[name][0]]
    shown = max((width for width in widths if width <= SHOWN_WIDTH[name]), default=widths[0])
    return Crop(
        url=picture_url(record, name, shown, "jpg"),
        width=shown,
        height=round(shown * down / across),
        jpeg_srcset=srcset(record, name, widths, "jpg"),
        webp_srcset=srcset(record, name, widths, "webp"),
        avif_srcset=srcset(record, name, widths, "avif"),
    )


def srcset(record: Mapping[str, Any], name: str, widths: list[int], extension: str) -> str:
    """List the addresses of one cut in one format."""
    return ", ".join(f"{picture_url(record, name, width, extension)} {width}w" for width in widths)


def picture_url(record: Mapping[str, Any], name: str, width: int, extension: str) -> str:
    """Give the address of one cut in one width and format."""
    return f"/pictures/{record['id']}/{record['key']}/{name}-{width}.{extension}"


def one_url(picture: Picture | None, name: str, width: int) -> str:
    """Give the address of one JPEG cut of a picture, nothing if there is no picture."""
    record = picture_record(picture)
    return picture_url(record, name, width, "jpg") if record else ""
