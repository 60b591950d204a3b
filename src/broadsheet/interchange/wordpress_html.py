"""Turn the text of a WordPress post, classic or from the block editor, into our body blocks, and say what was lost.

The work is done in plain HTML: shortcodes and block marks become the markup that `html` understands, then `html`
decides what survives. So there is one door for hostile markup, and this module only reports what stayed outside it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from lxml import etree

from broadsheet.interchange import media
from broadsheet.interchange.html import blocks_from_html, plain_text
from broadsheet.interchange.items import BodyBlock, Picture
from broadsheet.interchange.markup import DROPPED, MEDIA, Element, name_of, parse_html
from broadsheet.interchange.wordpress_autop import paragraphs_from_lines
from broadsheet.interchange.wordpress_blocks import Block, has_blocks, read_blocks
from broadsheet.interchange.wordpress_names import (
    DROPPED_BLOCKS,
    FILM_SOURCES,
    KNOWN_SHORTCODES,
    PASSED_BLOCKS,
    PLAIN_BLOCKS,
    SOUND_SOURCES,
    is_framed_site,
)
from broadsheet.interchange.wordpress_pictures import Library
from broadsheet.interchange.wordpress_shortcodes import Shortcode, replace_shortcodes

SAMPLE_LENGTH = 160
STRUCK_OUT = frozenset(("del", "s", "strike"))

_PAUSE = re.compile(r"<!--\s*(more|nextpage|noteaser)\b[^<>]*?-->")
_ALONE = re.compile(r"<p(?:\s[^<>]*)?>\s*(https?://[^\s<>\"']+)\s*</p>")
_FRAMED_PICTURE = re.compile(r"\s*((?:<a\s[^<>]*>)?\s*<img\s[^<>]*>\s*(?:</a>)?)(.*)", re.DOTALL)
_FIRST_LINK = re.compile(r"<a\s[^<>]*>(.*?)</a>", re.DOTALL)
_SCRIPTED = re.compile(r"^\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dropped:
    """One thing that was not carried over as it was: what, how it began, and why."""

    what: str
    sample: str
    reason: str


@dataclass(frozen=True, slots=True)
class Body:
    """A post's text as blocks; `passed_over` counts what says nothing to a reader: page breaks, spacers."""

    blocks: tuple[BodyBlock, ...]
    dropped: tuple[Dropped, ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()


def body_blocks(
    post_content: str, *, base_url: str, attachments: Mapping[int, Picture] | None = None, attached: Sequence[int] = ()
) -> Body:
    """Convert a post's text; `attachments` are the pictures of the export by id, `attached` those of this very post.

    A text beyond the bounds of HTML is refused with `TooLarge`; nothing else is.
    """
    conversion = _Conversion(base_url=base_url, library=Library(attachments or {}, attached=attached))
    blocks = tuple(conversion.blocks(post_content))
    return Body(blocks, tuple(conversion.dropped), tuple(sorted(conversion.passed_over.items())))


class _Conversion:
    """The way of one text from WordPress's markup to ours, with its losses."""

    def __init__(self, *, base_url: str, library: Library) -> None:
        self.base_url, self.library = base_url, library
        self.dropped: list[Dropped] = []
        self.passed_over: Counter[str] = Counter()

    def blocks(self, content: str) -> Iterator[BodyBlock]:
        content = content.replace("\r\n", "\n").replace("\r", "\n")
        content = replace_shortcodes(content, known=KNOWN_SHORTCODES, render=self._shortcode)
        parts = read_blocks(content).inside if has_blocks(content) else [content]
        # Each part is closed before the next begins, so a tag left open in one cannot swallow the others.
        html = "\n".join(self._looked_over(self._piece(part)) for part in parts)
        yield from map(self.library.described, blocks_from_html(html, base_url=self.base_url))

    def _piece(self, part: "str | Block") -> str:
        return _ALONE.sub(lambda found: self._shown_where_it_stands(found[1]), self._part(part))

    def _drop(self, what: str, sample: str, reason: str) -> str:
        self.dropped.append(Dropped(what, _shortened(sample), reason))
        return ""

    # Blocks

    def _part(self, part: "str | Block") -> str:
        if isinstance(part, Block):
            return self._block(part)
        return paragraphs_from_lines(self._without_pauses(part), embed=self._shown_where_it_stands)

    def _without_pauses(self, text: str) -> str:
        return _PAUSE.sub(self._pause, text)

    def _pause(self, found: re.Match[str]) -> str:
        self.passed_over[found[1]] += 1
        return "\n\n"

    def _inner(self, block: Block) -> str:
        return "".join(part if isinstance(part, str) else self._block(part) for part in block.inside)

    def _block(self, block: Block) -> str:
        name = block.name
        if name in PASSED_BLOCKS:
            self.passed_over[name] += 1
            return ""
        if name in DROPPED_BLOCKS:
            return self._drop(name, _first_words(block), DROPPED_BLOCKS[name])
        if name == "embed" or name.startswith("core-embed/"):
            return self._embed_block(block)
        make = {
            "gallery": self._gallery_block,
            "cover": self._cover_block,
            "cover-image": self._cover_block,
            "file": self._file_block,
            "details": self._details_block,
            "html": self._html_block,
            "shortcode": self._shortcode_block,
        }.get(name)
        return make(block) if make else self._plain_block(block)

    def _plain_block(self, block: Block) -> str:
        if block.name not in PLAIN_BLOCKS or block.is_void:
            kept = "It saved no words in the text." if block.is_void else "The words it saved were kept."
            self._drop(block.name, _first_words(block), f"A block of a plug-in or a theme. {kept}")
        return self._inner(block)

    def _embed_block(self, block: Block) -> str:
        inner = self._inner(block)
        caption = _between(inner, "<figcaption", "</figcaption>")
        address = block.text("url") or next(iter(re.findall(r"https?://[^\s<>\"']+", inner)), "")
        if not address:
            return self._drop("embed", inner, "It names no address.")
        return self._embed(unescape(address), caption=caption)

    def _gallery_block(self, block: Block) -> str:
        inner = self._inner(block)
        if "<img" in inner:
            return f'<div class="wp-block-gallery">{inner}</div>'
        ids = block.attributes.get("ids")
        numbers = [number for number in ids if isinstance(number, int)] if isinstance(ids, list) else []
        return self._gallery(numbers, sample=_first_words(block)) + inner

    def _cover_block(self, block: Block) -> str:
        """Covers show their picture with an `img`, or, in older texts, only as a style of the page."""
        own = "".join(part for part in block.inside if isinstance(part, str))
        address = block.text("url")
        if address and "<img" not in own and "<video" not in own:
            return f'<p><img src="{escape(address)}" class="wp-image-{_id(block)}"></p>{self._inner(block)}'
        return self._inner(block)

    def _file_block(self, block: Block) -> str:
        inner = self._inner(block)
        found = _FIRST_LINK.search(inner)
        href = block.text("href")
        if not href:
            return inner
        return _linked(href, plain_text(found[1]) if found else href)

    def _details_block(self, block: Block) -> str:
        return self._inner(block).replace("<summary", "<h3").replace("</summary", "</h3")

    def _html_block(self, block: Block) -> str:
        inner = self._inner(block)
        self._drop("html", inner, "Written as HTML by hand. Words, links, pictures, lists and tables were kept.")
        return inner

    def _shortcode_block(self, block: Block) -> str:
        return paragraphs_from_lines(self._inner(block), embed=self._shown_where_it_stands)

    # Shortcodes

    def _shortcode(self, code: Shortcode) -> str:
        make = {
            "caption": self._caption,
            "wp_caption": self._caption,
            "gallery": self._gallery_shortcode,
            "audio": self._sound,
            "video": self._film,
            "embed": self._embed_shortcode,
            "youtube": self._embed_shortcode,
            "vimeo": self._embed_shortcode,
        }.get(code.name)
        if make:
            return make(code)
        if code.name == "playlist":
            return self._drop("[playlist]", code.said, "A list of sounds or films by their numbers in WordPress.")
        kept = "The words within it were kept." if code.inner.strip() else "There were no words within it."
        self._drop(f"[{code.name}]", code.said, f"A shortcode that WordPress itself does not have. {kept}")
        return code.inner

    def _caption(self, code: Shortcode) -> str:
        found = _FRAMED_PICTURE.match(code.inner)
        shown, words = (found[1], found[2]) if found else (code.inner, "")
        caption = code.values.get("caption") or words.strip()
        return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>"

    def _gallery_shortcode(self, code: Shortcode) -> str:
        said = code.values.get("ids") or code.values.get("include") or ""
        numbers = [int(number) for number in re.findall(r"[0-9]{1,18}", said)]
        left_out = {int(number) for number in re.findall(r"[0-9]{1,18}", code.values.get("exclude", ""))}
        return self._gallery(numbers or [n for n in self.library.attached if n not in left_out], sample=code.said)

    def _gallery(self, numbers: Sequence[int], *, sample: str) -> str:
        missing = [str(number) for number in numbers if number not in self.library.pictures]
        found = [self.library.pictures[number] for number in numbers if number in self.library.pictures]
        if missing:
            named = ", ".join(missing[:20]) + (" …" if len(missing) > 20 else "")
            self._drop("gallery picture", sample, f"These pictures are not in the export: {named}.")
        if not found and not missing:
            self._drop("gallery", sample, "It names no pictures, and none are attached to the post.")
        return f'<div class="gallery">{"".join(map(_framed, found))}</div>' if found else ""

    def _sound(self, code: Shortcode) -> str:
        address = _source(code, SOUND_SOURCES)
        if not address:
            return self._drop("[audio]", code.said, "It names no sound file.") + code.inner
        return f'<audio src="{escape(address)}"></audio>'

    def _film(self, code: Shortcode) -> str:
        address = _source(code, FILM_SOURCES)
        if not address:
            return self._drop("[video]", code.said, "It names no film.") + code.inner
        if media.film_address(address):
            return self._embed(address)
        return f'<video src="{escape(address)}" poster="{escape(code.values.get("poster", ""))}"></video>'

    def _embed_shortcode(self, code: Shortcode) -> str:
        said = unescape(plain_text(code.inner)).strip() or code.values.get("url") or next(iter(code.bare), "")
        said = (
            {"youtube": "https://youtu.be/", "vimeo": "https://vimeo.com/"}.get(code.name, "") + said
            if (re.fullmatch(r"[\w-]+", said))
            else said
        )
        if not said.startswith(("http://", "https://")):
            return self._drop(f"[{code.name}]", code.said, "It names no address.")
        return self._embed(said)

    # Frames

    def _embed(self, address: str, *, caption: str = "") -> str:
        shown = self._shown(address, caption=caption)
        if shown:
            return shown
        self._drop("embed", address, "Not a site whose frames we show. A link stands in its place.")
        return _linked(address, address) + (f"<p>{caption}</p>" if caption else "")

    def _shown(self, address: str, *, caption: str = "") -> str:
        """Write an embed as `html` reads one: a post quoted from elsewhere, with its address."""
        if not is_framed_site(address):
            return ""
        page = media.film_address(address) or address
        return f'<blockquote class="twitter-tweet" data-instgrm-permalink="{escape(page)}">{caption}</blockquote>'

    def _shown_where_it_stands(self, address: str) -> str:
        """Show what an address alone on its line leads to; where that may not be, it is a link."""
        return self._shown(unescape(address)) or _linked(unescape(address), unescape(address))

    # Losses

    def _looked_over(self, piece: str) -> str:
        """Report what will not survive, and give pictures the address and the words of the media library."""
        if not piece.strip():
            return ""
        root = parse_html(piece)
        for element in [found for found in root.iter(etree.Element) if not _is_within_dropped(found)]:
            self._look_at(element)
        return _markup_of(root)

    def _look_at(self, element: Element) -> None:
        name = name_of(element)
        self._report_scripts(element)
        if name in DROPPED or name == "form":
            kept = " Its words were kept." if name == "form" else ""
            self._drop(name, _markup(element), f"A story has no <{name}>.{kept}")
        elif name in STRUCK_OUT:
            self._drop(
                name, _markup(element), "Words struck out there stand as plain words here. Delete what is wrong."
            )
        elif name == "img":
            self._look_at_picture(element)
        elif name in MEDIA:
            self._look_at_frame(element)

    def _report_scripts(self, element: Element) -> None:
        names = [str(name) for name in element.attrib if str(name).lower().startswith("on")]
        if names:
            self._drop("script", _markup(element), f"Scripts in {', '.join(sorted(names))} were removed.")
        if _SCRIPTED.match(element.get("href") or ""):
            self._drop("script", _markup(element), "The link led to a script. Its words were kept.")

    def _look_at_picture(self, image: Element) -> None:
        known = self.library.shown_by(image)
        if known:
            for name in ("srcset", "data-srcset", "data-orig-file"):
                image.attrib.pop(name, "")
            image.set("src", known.href)
            image.set("alt", image.get("alt") or known.alternative_text)
        elif not media.is_emoji(image) and not media.picture_from(image, base_url=self.base_url):
            self._drop("img", _markup(image), "It has no web address, or is a pixel that only counts readers.")

    def _look_at_frame(self, frame: Element) -> None:
        """Take out a frame of a site we do not know; sound and films need only have an address."""
        frame.text = None if name_of(frame) == "iframe" else frame.text  # what stands there is markup, not words
        block = media.block_from(frame, base_url=self.base_url)
        if block is None:
            self._drop(name_of(frame), _markup(frame), "It has no web address.")
        elif name_of(frame) not in ("audio", "video") and not is_framed_site(block.href):
            self._drop(name_of(frame), block.href, "Not a site whose frames we show.")
            for name in ("src", "data", "data-src"):
                frame.attrib.pop(name, "")


def _shortened(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= SAMPLE_LENGTH else said[: SAMPLE_LENGTH - 1].rstrip() + "…"


def _first_words(block: Block) -> str:
    """Show how a block began: its own attributes where it has no text."""
    own = " ".join(part.strip() for part in block.inside if isinstance(part, str)).strip()
    said = ", ".join(f"{name}: {value}" for name, value in list(block.attributes.items())[:4])
    return own or said or block.name


def _between(text: str, begin: str, end: str) -> str:
    """Give what is inside the first element whose opening tag begins so."""
    inside = text.partition(begin)[2].partition(">")[2]
    return inside.partition(end)[0].strip() if end in inside else ""


def _id(block: Block) -> int:
    number = block.attributes.get("id")
    return number if isinstance(number, int) else 0


def _linked(href: str, words: str) -> str:
    return f'<p><a href="{escape(href)}">{escape(words, quote=False)}</a></p>'


def _framed(picture: Picture) -> str:
    return (
        f'<figure><img src="{escape(picture.href)}" alt="{escape(picture.alternative_text)}">'
        f"<figcaption>{escape(picture.caption, quote=False)}</figcaption></figure>"
    )


def _source(code: Shortcode, names: Iterable[str]) -> str:
    said = next((code.values[name] for name in names if code.values.get(name)), "") or next(iter(code.bare), "")
    return said.strip()


def _is_within_dropped(element: Element) -> bool:
    return any(name_of(parent) in DROPPED for parent in element.iterancestors())


def _markup(element: Element) -> str:
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def _markup_of(root: Element) -> str:
    inside = (etree.tostring(child, encoding="unicode", method="html") for child in root)
    return escape(root.text or "", quote=False) + "".join(inside)
