"""A file that readers may download."""

from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as StockDocument


class Attachment(AbstractDocument):
    """A document of ours; no further fields yet, but the table is our own from the first migration on."""

    admin_form_fields = StockDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", "Can choose document")]
