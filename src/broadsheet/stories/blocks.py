"""The kinds of unit a story's body is made of; names as in `interchange.items.BlockKind`.

Each block is one addressable unit with a stable id. Public markup is in `public/blocks/`; these only hold values.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

INLINE = ["bold", "italic", "link", "superscript", "subscript", "code"]


class QuoteBlock(blocks.StructBlock):
    """Words somebody said, set apart."""

    text = blocks.RichTextBlock(features=INLINE, label=_("words"))
    attribution = blocks.CharBlock(required=False, label=_("who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")


class PictureBlock(blocks.StructBlock):
    """A picture in the text; its own caption if none is given here."""

    picture = ImageChooserBlock(label=_("picture"))
    caption = blocks.TextBlock(required=False, label=_("caption"))

    class Meta:
        icon = "image"
        label = _("Picture")


class GalleryBlock(blocks.StructBlock):
    """Several pictures under one title."""

    title = blocks.CharBlock(required=False, label=_("title"))
    pictures = blocks.ListBlock(PictureBlock(), label=_("pictures"))

    class Meta:
        icon = "image"
        label = _("Gallery")


class FactboxBlock(blocks.StructBlock):
    """A box of facts beside the running text."""

    title = blocks.CharBlock(label=_("title"))
    text = blocks.RichTextBlock(features=[*INLINE, "ul", "ol"], label=_("text"))

    class Meta:
        icon = "list-ul"
        label = _("Fact box")


class RelatedBlock(blocks.StructBlock):
    """“MORE:”, a link to another story, ours or elsewhere; it vanishes when our story is taken down."""

    story = blocks.PageChooserBlock(page_type="stories.StoryPage", required=False, label=_("our story"))
    headline = blocks.CharBlock(required=False, label=_("headline"))
    url = blocks.CharBlock(required=False, max_length=500, label=_("or an address"))

    class Meta:
        icon = "link"
        label = _("More")


class EmbedBlock(blocks.StructBlock):
    """Something shown from elsewhere; readers' browsers ask for it only after a click."""

    url = blocks.URLBlock(label=_("address"))
    caption = blocks.CharBlock(required=False, label=_("what it shows"))

    class Meta:
        icon = "media"
        label = _("Embed")


class RecordingBlock(blocks.StructBlock):
    """A sound or moving picture, uploaded here or at an address."""

    document = DocumentChooserBlock(required=False, label=_("file"))
    url = blocks.CharBlock(required=False, max_length=500, label=_("or an address"))
    caption = blocks.CharBlock(required=False, label=_("caption"))

    class Meta:
        icon = "media"


class BodyBlocks(blocks.StreamBlock):
    """The running text."""

    paragraph = blocks.RichTextBlock(features=INLINE, icon="pilcrow", label=_("Paragraph"))
    crosshead = blocks.CharBlock(icon="title", label=_("Cross-head"))
    quote = QuoteBlock()
    list = blocks.RichTextBlock(features=[*INLINE, "ul", "ol"], icon="list-ul", label=_("List"))
    table = blocks.RawHTMLBlock(icon="table", label=_("Table"))
    picture = PictureBlock()
    gallery = GalleryBlock()
    factbox = FactboxBlock()
    related = RelatedBlock()
    embed = EmbedBlock()
    audio = RecordingBlock(label=_("Audio"))
    video = RecordingBlock(label=_("Video"))
    preformatted = blocks.TextBlock(icon="code", label=_("Set as typed"))
    divider = blocks.StaticBlock(icon="horizontalrule", label=_("Break"))
    footnotes = blocks.RichTextBlock(features=[*INLINE, "ol"], icon="list-ol", label=_("Footnotes"))

    def clean(self, value: Any) -> Any:
        """Clean the text and split any paragraph block that holds several paragraphs."""
        from broadsheet.stories.body import split_paragraphs

        return split_paragraphs(super().clean(value))
