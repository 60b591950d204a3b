"""A picture as the newsroom keeps it."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """An image with the words that belong to it. `description` (Wagtail's) is its alternative text."""

    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Such as “Ada Lind/NPA”."))
    source = models.CharField(_("source"), max_length=120, blank=True, help_text=_("The agency it came from."))
    usage_terms = models.TextField(_("usage terms"), blank=True)
    rights_expire_at = models.DateTimeField(_("rights expire"), null=True, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "source",
        "usage_terms",
        "rights_expire_at",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    @property
    def alternative_text(self) -> str:
        """What the picture shows, for those who do not see it."""
        return str(self.description)

    def may_be_shown(self, now: datetime) -> bool:
        """Say whether our rights to it last beyond `now`."""
        return self.rights_expire_at is None or now < self.rights_expire_at


class PictureRendition(AbstractRendition):
    """One cut of a picture in one size and format, as Wagtail makes them."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="media_rendition_once_per_filter"
            )
        ]
