"""Pictures with credit and rights, their renditions, and documents."""

from broadsheet.media.models.attachment import Attachment
from broadsheet.media.models.picture import Picture, PictureRendition

__all__ = ["Attachment", "Picture", "PictureRendition"]
