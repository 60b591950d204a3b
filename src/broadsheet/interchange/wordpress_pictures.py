"""Find the pictures that a WordPress text shows in the media library of its export, by number or by address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from broadsheet.interchange.items import BodyBlock, Picture
from broadsheet.interchange.markup import Element, classes_of

_ID_CLASS = re.compile(r"wp-image-([0-9]{1,18})$")
_NUMBER = re.compile(r"[0-9]{1,18}")
_SIZE = re.compile(r"-[0-9]{1,5}x[0-9]{1,5}(?=\.[A-Za-z0-9]{2,5}$)")
_SCHEME = re.compile(r"^(?:https?:)?//(?:i[0-9]\.wp\.com/)?", re.IGNORECASE)


class Library:
    """The pictures of one export; `attached` are the numbers of those that belong to the post at hand."""

    def __init__(self, pictures: Mapping[int, Picture], *, attached: Sequence[int] = ()) -> None:
        self.pictures, self.attached = pictures, attached
        self._by_address = {_bare(picture.href): picture for picture in pictures.values() if picture.href}

    def at(self, href: str) -> Picture | None:
        """Find a picture by its own address, or by that of one of the smaller copies WordPress makes of it."""
        bare = _bare(href)
        whole = _SIZE.sub("", bare)
        stem, dot, ending = whole.rpartition(".")
        tried = (bare, whole, f"{stem}-scaled{dot}{ending}")
        return next((self._by_address[address] for address in tried if address in self._by_address), None)

    def shown_by(self, image: Element) -> Picture | None:
        """Find the picture that an `img` shows; the number WordPress writes into its class says it best."""
        found = (self.pictures.get(int(number)) for number in _numbers(image))
        by_number = next((picture for picture in found if picture and picture.href), None)
        return by_number or self.at(image.get("src") or "")

    def described(self, block: BodyBlock) -> BodyBlock:
        """Add what the library knows of the pictures a block shows."""
        picture = self._known(block.picture) if block.picture else None
        return replace(block, picture=picture, pictures=tuple(map(self._known, block.pictures)))

    def _known(self, picture: Picture) -> Picture:
        known = self.at(picture.href)
        if not known:
            return picture
        return replace(
            picture,
            alternative_text=picture.alternative_text or known.alternative_text,
            credit=picture.credit or known.credit,
            width=known.width or picture.width,
            height=known.height or picture.height,
        )


def _numbers(image: Element) -> Iterator[int]:
    for name in classes_of(image):
        found = _ID_CLASS.match(name)
        if found:
            yield int(found[1])
    for said in (image.get("data-id"), image.get("data-attachment-id")):
        if said and _NUMBER.fullmatch(said):
            yield int(said)


def _bare(href: str) -> str:
    """Give what is the same in all addresses of one file: no scheme, no relay, no query."""
    return _SCHEME.sub("", href.partition("?")[0].strip())
