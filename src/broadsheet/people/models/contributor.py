"""Whoever may carry a byline: staff, guests, photographers, whether or not they can sign in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index


class Contributor(index.Indexed, models.Model):
    """A person with an author page."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Such as “Economics editor”."))
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    desk = models.CharField(_("desk"), max_length=80, blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("login"), null=True, blank=True, on_delete=models.SET_NULL
    )
    on_masthead = models.BooleanField(_("on the staff list"), default=False)
    masthead_order = models.PositiveSmallIntegerField(_("place on the staff list"), default=100)
    updated_at = models.DateTimeField(auto_now=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("slug"), FieldPanel("title"), FieldPanel("desk")]),
        FieldPanel("biography"),
        FieldPanel("portrait"),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("user")], heading=_("Contact")),
        MultiFieldPanel([FieldPanel("on_masthead"), FieldPanel("masthead_order")], heading=_("Staff list")),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
