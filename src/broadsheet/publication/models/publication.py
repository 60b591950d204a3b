"""The publication's own settings, one row a site."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable


@register_setting(icon="site")
class Publication(BaseSiteSetting, ClusterableModel):
    """Name, tagline, accounts, and the texts that machines ask for at the site's root."""

    name = models.CharField(_("name"), max_length=80, default="Broadsheet")
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The name is set in type if there is none."),
    )
    about = models.TextField(_("about, in the footer"), blank=True)
    copyright_holder = models.CharField(_("copyright holder"), max_length=120, blank=True)
    owner = models.TextField(_("who owns and runs it"), blank=True)
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    contact_email = models.EmailField(_("general e-mail"), blank=True)
    security_email = models.EmailField(_("e-mail for security reports"), blank=True)
    securedrop_url = models.URLField(_("SecureDrop address"), blank=True)
    robots_txt = models.TextField(
        _("robots.txt, further rules"), blank=True, help_text=_("Added to the rules Broadsheet writes itself.")
    )
    ads_txt = models.TextField("ads.txt", blank=True)
    trust_txt = models.TextField("trust.txt", blank=True)
    rsl_license = models.TextField(_("RSL licence (XML)"), blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], heading=_("Masthead")),
        InlinePanel("accounts", heading=_("Follow us"), label=_("account")),
        MultiFieldPanel(
            [FieldPanel("about"), FieldPanel("copyright_holder"), FieldPanel("owner"), FieldPanel("founded_on")],
            heading=_("Footer and ownership"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("security_email"), FieldPanel("securedrop_url")],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("robots_txt"), FieldPanel("ads_txt"), FieldPanel("trust_txt"), FieldPanel("rsl_license")],
            heading=_("For machines"),
            classname="collapsed",
        ),
    ]

    class Meta:
        verbose_name = _("publication")

    def __str__(self) -> str:
        return self.name


class SocialAccount(Orderable):
    """An account of the publication on some network."""

    publication = ParentalKey(Publication, on_delete=models.CASCADE, related_name="accounts")
    network = models.CharField(_("network"), max_length=60)
    url = models.URLField(_("address"))

    panels = [FieldPanel("network"), FieldPanel("url")]

    def __str__(self) -> str:
        return self.network
