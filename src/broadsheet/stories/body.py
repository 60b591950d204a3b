"""Read and build the body of a story: values in and out of the StreamField, one addressable unit a block."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from lxml import html as lxml_html
from wagtail.blocks import StreamValue

from broadsheet.core.text import plain
from broadsheet.interchange.items import BlockKind, BodyBlock, Picture

RawBlock = dict[str, Any]
FindPicture = Callable[[Picture], int | None]


def new_block(kind: str, value: Any) -> RawBlock:
    """Make one block with an id of its own."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def raw_blocks(blocks: Iterable[BodyBlock], find_picture: FindPicture) -> list[RawBlock]:
    """Turn parsed blocks into what a StreamField stores; a picture that is not at hand is left out."""
    made = [
        new_block(block.kind.value, value) for block in blocks if (value := raw_value(block, find_picture)) is not None
    ]
    return made


def raw_value(block: BodyBlock, find_picture: FindPicture) -> Any:
    """Give the stored value of one parsed block, None if nothing of it can be kept."""
    match block.kind:
        case BlockKind.PARAGRAPH:
            return f"<p>{block.html}</p>"
        case BlockKind.CROSSHEAD | BlockKind.PREFORMATTED | BlockKind.LIST | BlockKind.TABLE:
            return block.html
        case BlockKind.QUOTE:
            return {"text": block.html, "attribution": block.attribution}
        case BlockKind.PICTURE:
            return raw_picture(block.picture, find_picture)
        case BlockKind.GALLERY:
            return raw_gallery(block, find_picture)
        case BlockKind.FACTBOX:
            return {"title": block.attribution or "Facts", "text": block.html}
        case BlockKind.RELATED:
            return {"story": None, "headline": plain(block.html), "url": block.href}
        case BlockKind.EMBED | BlockKind.AUDIO | BlockKind.VIDEO:
            return {"url": block.href, "caption": plain(block.html)}
        case BlockKind.DIVIDER:
            return ""
    return None


def raw_picture(picture: Picture | None, find_picture: FindPicture) -> dict[str, Any] | None:
    """Give a picture block's value if the picture is at hand."""
    found = find_picture(picture) if picture else None
    return {"picture": found, "caption": picture.caption} if picture and found else None


def raw_gallery(block: BodyBlock, find_picture: FindPicture) -> dict[str, Any] | None:
    """Give a gallery's value if one of its pictures is at hand. Wagtail sees no item that has no id."""
    found = [value for picture in block.pictures if (value := raw_picture(picture, find_picture))]
    return {"title": block.attribution, "pictures": [new_block("item", value) for value in found]} if found else None


def words_of(raw: RawBlock) -> str:
    """Give the plain words of one stored block, with those of all it holds."""
    value = raw["value"]
    if isinstance(value, str):
        return plain(value)
    if not isinstance(value, dict):
        return ""
    words = [plain(part) for key, part in value.items() if isinstance(part, str) and key != "url" and part]
    return " ".join([*words, *(words_of({"value": item}) for item in in_gallery(value))])


def pictures_in(body: Iterable[RawBlock]) -> list[int]:
    """List the pictures in the running text by their ids, those of galleries as well."""
    found: list[int | None] = []
    for raw in body:
        if raw["type"] == "picture":
            found.append(raw["value"]["picture"])
        elif raw["type"] == "gallery":
            found += [item["picture"] for item in in_gallery(raw["value"])]
    return [picture_id for picture_id in found if picture_id]


def in_gallery(value: dict[str, Any]) -> list[dict[str, Any]]:
    """List what a gallery holds, stored as Wagtail does today or as it did before its items had ids."""
    return [item.get("value") or item for item in value.get("pictures", ())]


def split_paragraphs(value: StreamValue) -> StreamValue:
    """Split every paragraph block that holds several paragraphs; the first keeps the id, empty ones go."""
    raw = [part for block in value.raw_data for part in split_block(dict(block))]
    return StreamValue(value.stream_block, raw, is_lazy=True)


def split_block(raw: RawBlock) -> list[RawBlock]:
    """Give one block for each paragraph in `raw`."""
    if raw["type"] != "paragraph":
        return [raw]
    holder = lxml_html.fragment_fromstring(raw["value"] or "", create_parent="div")
    parts = [p for p in holder if p.text_content().strip() or p.find(".//embed") is not None]
    if len(parts) < 2:
        return [raw] if plain(raw["value"]) else []
    for part in parts:
        part.tail = None
    texts = [lxml_html.tostring(part, encoding="unicode") for part in parts]
    return [raw | {"value": texts[0]}, *(new_block("paragraph", text) for text in texts[1:])]
