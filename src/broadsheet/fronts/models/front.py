"""The front page and section fronts as an editor arranges them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable


class Front(ClusterableModel):
    """The front page (no section) or the front of a section."""

    section = models.OneToOneField(
        "taxonomy.SectionPage",
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text=_("Leave empty for the front page."),
    )

    panels = [FieldPanel("section"), InlinePanel("containers", heading=_("Containers"), label=_("container"))]

    class Meta:
        constraints = [models.UniqueConstraint(Coalesce("section", 0), name="fronts_one_front_a_section")]

    def __str__(self) -> str:
        return str(self.section) if self.section else str(_("Front page"))


class Container(Orderable, ClusterableModel):
    """One band of a front: stories placed by hand first, then what its query finds, up to its size."""

    class Layout(models.TextChoices):
        LEAD = "lead", _("Lead")
        DECK = "deck", _("Second deck")
        COLUMNS = "columns", _("Dense columns")
        STRIP = "strip", _("Picture strip")
        OPINION = "opinion", _("Opinion")
        LIST = "list", _("List")
        POPULAR = "popular", _("Most read")
        ADVERTISEMENT = "advertisement", _("Advertisement")

    front = ParentalKey(Front, on_delete=models.CASCADE, related_name="containers")
    layout = models.CharField(_("layout"), max_length=14, choices=Layout.choices, default=Layout.DECK)
    title = models.CharField(_("title"), max_length=80, blank=True)
    size = models.PositiveSmallIntegerField(_("number of stories"), default=4)
    fill_from = models.ForeignKey(
        "taxonomy.SectionPage",
        verbose_name=_("fill from section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Everything if empty."),
    )
    is_filled = models.BooleanField(_("fill up with the latest"), default=True)

    panels = [
        FieldRowPanel([FieldPanel("layout"), FieldPanel("title"), FieldPanel("size")]),
        FieldRowPanel([FieldPanel("fill_from"), FieldPanel("is_filled")]),
        InlinePanel("placements", heading=_("Placed by hand"), label=_("story")),
    ]

    def __str__(self) -> str:
        return self.title or self.get_layout_display()


class Placement(Orderable):
    """A story placed by hand, with words or a picture of its own for this place."""

    container = ParentalKey(Container, on_delete=models.CASCADE, related_name="placements")
    story = models.ForeignKey("stories.StoryPage", verbose_name=_("story"), on_delete=models.CASCADE, related_name="+")
    headline = models.CharField(_("headline here"), max_length=255, blank=True)
    kicker = models.CharField(_("kicker here"), max_length=60, blank=True)
    standfirst = models.TextField(_("summary here"), blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture here"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        PageChooserPanel("story", "stories.StoryPage"),
        MultiFieldPanel(
            [FieldPanel("headline"), FieldPanel("kicker"), FieldPanel("standfirst"), FieldPanel("picture")],
            heading=_("Only here"),
            classname="collapsed",
        ),
    ]

    def __str__(self) -> str:
        return self.headline or str(self.story)
