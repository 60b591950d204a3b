"""What the text of an information page is made of, and how it is written as HTML when it is put into force."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from lxml import html as lxml_html
from wagtail import blocks
from wagtail.rich_text import expand_db_html

from broadsheet.core.text import plain

IN_TEXT = frozenset({"p", "ul", "ol", "h3", "h4", "hr"})
FEATURES = ["h3", "h4", "bold", "italic", "link", "ol", "ul", "hr", "superscript", "subscript"]


class HeadingBlock(blocks.StructBlock):
    """A heading that can be linked to."""

    words = blocks.CharBlock(label=_("heading"))
    anchor = blocks.RegexBlock(
        regex=r"^[A-Za-z][\w-]*$",
        required=False,
        label=_("anchor"),
        help_text=_("A short name, such as “corrections”: links then lead here with #corrections."),
        error_messages={"invalid": _("Begin with a letter; use letters, digits and hyphens only.")},
    )

    class Meta:
        icon = "title"
        label = _("Heading")


class InformationBlocks(blocks.StreamBlock):
    """The text of an information page."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(features=FEATURES, icon="pilcrow", label=_("Text"))
    markup = blocks.RawHTMLBlock(icon="code", label=_("Table or other HTML"))


def blocks_of(markup: str) -> list[tuple[str, Any]]:
    """Divide HTML into blocks: level-2 headings with their anchors, running text, and whatever no editor sets by hand.

    >>> blocks_of('<h2 id="ai">Machines</h2><p>No.</p><p>Never.</p>')
    [('heading', {'words': 'Machines', 'anchor': 'ai'}), ('text', '<p>No.</p><p>Never.</p>')]
    """
    made: list[tuple[str, Any]] = []
    for kind, value in parts_of(markup):
        if kind == "text" and made and made[-1][0] == "text":
            value = made.pop()[1] + value
        made.append((kind, value))
    return made


def parts_of(markup: str) -> Iterator[tuple[str, Any]]:
    """Give each top element of some HTML as a block."""
    holder = lxml_html.fragment_fromstring(markup, create_parent="div")
    if holder.text and holder.text.strip():
        yield "text", format_html("<p>{}</p>", holder.text.strip())
    for element in holder:
        tail, element.tail = element.tail, None
        written = lxml_html.tostring(element, encoding="unicode")
        if element.tag == "h2":
            yield "heading", {"words": plain(written), "anchor": element.get("id", "")}
        else:
            yield "text" if element.tag in IN_TEXT else "markup", written
        if tail and tail.strip():
            yield "text", format_html("<p>{}</p>", tail.strip())


def as_html(body: blocks.StreamValue) -> str:
    """Write the text as readers get it; links to our own pages lead to the addresses they have now."""
    return "\n".join(written(block) for block in body)


def written(block: Any) -> str:
    """Write one block."""
    if block.block_type == "heading":
        anchor = format_html(' id="{}"', block.value["anchor"]) if block.value["anchor"] else ""
        return format_html("<h2{}>{}</h2>", anchor, block.value["words"])
    return expand_db_html(block.value.source) if block.block_type == "text" else str(block.value)
