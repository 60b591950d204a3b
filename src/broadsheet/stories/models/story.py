"""The story page: fields, constraints and how it prints. Orders are in `services`, decisions in `rules`."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.search import index

from broadsheet.basepage.models import BasePage
from broadsheet.core.prepared import Prepared, blank
from broadsheet.stories.blocks import BodyBlocks
from broadsheet.stories.forms import StoryForm
from broadsheet.stories.models.events import Hold, PublicVersion
from broadsheet.stories.panels import CONTENT
from broadsheet.stories.preview import SIZES, render


def changes_of_substance() -> models.QuerySet[PublicVersion, Any]:
    """Give the query of when a story was last shown changed in substance."""
    changes = PublicVersion.objects.filter(story_id=blank("pk"), is_substantive=True)
    return changes.exclude(kind=PublicVersion.Kind.INITIAL).order_by("-number").values_list("published_at")[:1]


LAST_CHANGE: Prepared[datetime] = Prepared(changes_of_substance, lambda moment: moment)
HELD = Prepared(lambda: Hold.objects.filter(story_id=blank("pk"), ended_at=None).values_list("pk"), int)


class StoryPage(BasePage):
    """A story. `title` is its headline, `slug` its address, `slugline` the desk's working name."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        ANALYSIS = "analysis", _("Analysis")
        OPINION = "opinion", _("Opinion")
        FEATURE = "feature", _("Feature")
        INTERVIEW = "interview", _("Interview")
        REVIEW = "review", _("Review")
        OBITUARY = "obituary", _("Obituary")
        BRIEF = "brief", _("Brief")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    slugline = models.CharField(_("slugline"), max_length=80, blank=True, help_text=_("The desk's working name."))
    kicker = models.CharField(
        _("kicker"), max_length=60, blank=True, help_text=_("Two or three words above the headline.")
    )
    standfirst = models.TextField(_("standfirst"), blank=True, help_text=_("One or two sentences below the headline."))
    byline_text = models.CharField(
        _("byline as text"),
        max_length=200,
        blank=True,
        help_text=_("Replaces the names below, such as “Staff and agencies”."),
    )
    dateline = models.CharField(_("dateline"), max_length=120, blank=True, help_text=_("Where it was reported."))
    language = models.CharField(_("language"), max_length=20, default="en")
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), default=5, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    lead_picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_caption = models.TextField(_("caption"), blank=True, help_text=_("The picture's own if empty."))
    body: StreamField = StreamField(BodyBlocks(), verbose_name=_("text"), blank=True)
    topics = ParentalManyToManyField("taxonomy.Topic", verbose_name=_("topics"), blank=True, related_name="+")
    places = ParentalManyToManyField("taxonomy.Place", verbose_name=_("places"), blank=True, related_name="+")
    source_name = models.CharField(_("originally appeared on"), max_length=120, blank=True)
    source_url = models.URLField(_("address of the original"), max_length=500, blank=True)
    source_license = models.CharField(_("licence"), max_length=200, blank=True)
    usage_terms = models.TextField(_("usage terms"), blank=True)
    ednote = models.TextField(_("note to editors"), blank=True)
    sponsor = models.CharField(_("paid for by"), max_length=120, blank=True)
    embargoed_until = models.DateTimeField(_("embargoed until"), null=True, blank=True)

    base_form_class = StoryForm
    parent_page_types = ["taxonomy.SectionPage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("standfirst"), index.SearchField("slugline")]
    content_panels = CONTENT
    preview_sizes = SIZES
    default_preview_size = "phone"

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [("kill_story", "Can kill a story")]

    @property
    def dated(self) -> datetime:
        """The moment whose day stands in the address: first publication, or now for a draft."""
        return timezone.localtime(self.first_published_at or timezone.now())

    @property
    def updated_at(self) -> datetime | None:
        """When readers were last shown a change of substance; None if there was none since the first version.

        It is read from the public versions, because a field of the page would come back with an older draft.
        """
        return LAST_CHANGE.first(pk=self.pk) if self.pk else None

    @property
    def is_killed(self) -> bool:
        """Whether a kill exists for it."""
        return hasattr(self, "kill")

    @property
    def is_held(self) -> bool:
        """Whether it is kept from readers while it is checked."""
        return bool(self.pk) and HELD.first(pk=self.pk) is not None

    @property
    def is_out(self) -> bool:
        """Whether readers have it, as far as the story itself goes: live, neither killed nor held."""
        return bool(self.live) and not self.is_killed and not self.is_held

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Give the dated public address, `/section/yyyy/mm/dd/slug/`."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        site_id, root_url, path = parts
        section_path = path.rstrip("/").rsplit("/", 1)[0]
        return site_id, root_url, f"{section_path}/{self.dated:%Y/%m/%d}/{self.slug}/"

    def is_site_root(self) -> bool:
        """Say no: stories stand below sections. Wagtail would ask at each save, to drop a cache of sites."""
        return False

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Show the draft by the public template (see `preview`)."""
        return render(request, self)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish by the newsroom's rules, in one transaction, whoever asks (see `services.publish`)."""
        from broadsheet.stories.services.publish import publish_revision

        return publish_revision(self, super().publish, revision, *args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Withdraw the story (see `services.withdraw`)."""
        from broadsheet.stories.services.withdraw import withdraw_story

        return withdraw_story(self, super().unpublish, *args, **kwargs)
