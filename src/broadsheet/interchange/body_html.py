"""Write body blocks as HTML that `blocks_from_html` reads back as the same blocks."""

from collections.abc import Iterable
from html import escape

from broadsheet.interchange.items import BlockKind, BodyBlock, Picture


def html_from_blocks(blocks: Iterable[BodyBlock]) -> str:
    """Write a body as plain HTML for partners and archives, one element a line.

    >>> html_from_blocks([BodyBlock(BlockKind.CROSSHEAD, html="Ham & eggs", level=3)])
    '<h3>Ham &amp; eggs</h3>'
    """
    return "\n".join(_written(block) for block in blocks)


def _written(block: BodyBlock) -> str:
    match block.kind:
        case BlockKind.PARAGRAPH:
            return f"<p>{block.html}</p>"
        case BlockKind.CROSSHEAD:
            return f"<h{block.level}>{escape(block.html, quote=False)}</h{block.level}>"
        case BlockKind.QUOTE:
            return _quote(block)
        case BlockKind.PREFORMATTED:
            return f"<pre>{escape(block.html, quote=False)}</pre>"
        case BlockKind.DIVIDER:
            return "<hr>"
        case BlockKind.FACTBOX:
            return f'<aside class="factbox">{block.html}</aside>'
        case BlockKind.RELATED:
            return f'<p class="related"><a href="{escape(block.href)}">{block.html}</a></p>'
        case BlockKind.LIST | BlockKind.TABLE:
            return block.html
    return _shown(block)


def _quote(block: BodyBlock) -> str:
    said = "".join(f"<p>{part}</p>" for part in block.html.split("<br><br>")) if block.html else ""
    speaker = f"<cite>{escape(block.attribution, quote=False)}</cite>" if block.attribution else ""
    return f"<blockquote>{said}{speaker}</blockquote>"


def _shown(block: BodyBlock) -> str:
    if block.kind is BlockKind.PICTURE:
        return _figure(block.picture or Picture())
    if block.kind is BlockKind.GALLERY:
        caption = f"<figcaption>{block.html}</figcaption>" if block.html else ""
        return f'<figure class="gallery">{"".join(map(_figure, block.pictures))}{caption}</figure>'
    caption = f"<figcaption>{block.html}</figcaption>" if block.html else ""
    return f"<figure>{_player(block)}{caption}</figure>"


def _player(block: BodyBlock) -> str:
    href = escape(block.href)
    if block.kind is BlockKind.EMBED:
        return f'<iframe src="{href}"></iframe>'
    tag = block.kind.value
    poster = f' poster="{escape(block.picture.href)}"' if block.picture else ""
    return f'<{tag} src="{href}"{poster} controls></{tag}>'


def _figure(picture: Picture) -> str:
    sizes = "".join(
        f' {name}="{length}"' for name, length in (("width", picture.width), ("height", picture.height)) if length
    )
    alternative = f' alt="{escape(picture.alternative_text)}"' if picture.alternative_text else ""
    credit = f" <small>{escape(picture.credit, quote=False)}</small>" if picture.credit else ""
    words = escape(picture.caption, quote=False) + credit
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f'<figure><img src="{escape(picture.href)}"{alternative}{sizes}>{caption}</figure>'
