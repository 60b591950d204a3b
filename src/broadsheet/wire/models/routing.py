"""Where copy goes by itself: the rules, what each did to which item, and the alarms they raised."""

import hashlib
import json
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from broadsheet.wire.models.item import WireItem, WireVersion
from broadsheet.wire.models.source import Source

WHEN = ("source", "section", "subjects", "words", "words_absent", "urgency_most", "languages", "places")
THEN = ("desk", "tags", "raises_alarm", "publishes", "publish_most_an_hour", "ends_routing")
ANY = _("Any if empty.")


class RoutingRule(models.Model):
    """What copy it is about (`WHEN`, all of it must hold) and what is done with it (`THEN`)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    position = models.PositiveIntegerField(_("place"), default=100, help_text=_("Rules are asked from low to high."))
    is_live = models.BooleanField(_("live"), default=False, editable=False)

    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=ANY,
    )
    section = models.ForeignKey(
        "taxonomy.SectionPage",
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Where its subjects or its source belong, or below. Any if empty."),
    )
    subjects = models.TextField(
        _("subjects"),
        blank=True,
        help_text=_("Names, or codes such as medtop:15000000. One a line; one is enough."),
    )
    words = models.TextField(
        _("words"),
        blank=True,
        help_text=_("Words or phrases; tram* for all that begin so. One a line; one is enough."),
    )
    words_absent = models.TextField(_("but none of these words"), blank=True, help_text=_("One a line."))
    urgency_most = models.PositiveSmallIntegerField(
        _("urgency from 1 to"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    languages = models.CharField(_("languages"), max_length=120, blank=True, help_text=_("Such as “en nb”."))
    places = models.TextField(_("places"), blank=True, help_text=_("Names or codes. One a line; one is enough."))

    desk = models.ForeignKey(
        "taxonomy.SectionPage",
        verbose_name=_("send to the desk"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The first rule that names a desk has the say."),
    )
    tags = models.CharField(_("tags"), max_length=200, blank=True, help_text=_("Single words, such as “budget vote”."))
    raises_alarm = models.BooleanField(_("raise an alarm"), default=False)
    publishes = models.BooleanField(
        _("publish at once"),
        default=False,
        help_text=_("Only usable copy that is not under embargo and nobody has taken."),
    )
    publish_most_an_hour = models.PositiveSmallIntegerField(
        _("publish at most (an hour)"), default=5, help_text=_("What comes after that raises an alarm instead.")
    )
    ends_routing = models.BooleanField(_("ask no rule after this one"), default=False)

    tried_as = models.CharField(max_length=64, blank=True, editable=False)
    tried_at = models.DateTimeField(null=True, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("position")]),
        MultiFieldPanel([FieldPanel(name) for name in WHEN], heading=_("Copy of which all this is true")),
        MultiFieldPanel([FieldPanel(name) for name in THEN], heading=_("What is done with it")),
    ]

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the rule; one that now says something else is no longer live."""
        self.is_live = self.is_live and self.is_tried
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def mark(self) -> str:
        """A mark of everything the rule says; a rule goes live only as it was tried."""
        said = {name: str(value) for name, value in model_to_dict(self, (*WHEN, *THEN)).items()}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def is_tried(self) -> bool:
        """Whether somebody has seen what the rule, as it is now, would do."""
        return self.tried_as == self.mark

    @property
    def wanted(self) -> list[tuple[str, str]]:
        """What it asks of copy, in words: each condition that says something, with its label."""
        return said_by(self, WHEN)

    @property
    def orders(self) -> list[tuple[str, str]]:
        """What it does with copy, in words."""
        silent = () if self.publishes else ("publish_most_an_hour",)
        return said_by(self, [name for name in THEN if name not in silent])

    def clean(self) -> None:
        """Refuse a rule that does nothing, and one that would publish whatever comes."""
        if not (self.desk or self.tags.strip() or self.raises_alarm or self.publishes or self.ends_routing):
            raise ValidationError({"desk": _("The rule does nothing. Choose a desk, tags, an alarm or publishing.")})
        if self.publishes and not self.source:
            raise ValidationError({"source": _("A rule that publishes must name the source that is trusted so far.")})


def said_by(rule: RoutingRule, names: Iterable[str]) -> list[tuple[str, str]]:
    """Give label and value of the fields that say something."""
    found = [(rule._meta.get_field(name).verbose_name, getattr(rule, name)) for name in names]  # type: ignore[union-attr]
    return [
        (str(label), "" if value is True else ", ".join(str(value).splitlines())) for label, value in found if value
    ]


class Routing(models.Model):
    """That a rule applied to a version of an item: why, what it did, and what came of publishing."""

    class Outcome(models.TextChoices):
        NONE = "", "-"
        OWED = "owed", _("To be published")
        PUBLISHED = "published", _("Published")
        HELD = "held", _("Not published")

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="routings")
    version = models.ForeignKey(WireVersion, on_delete=models.CASCADE, related_name="routings")
    rule = models.ForeignKey(RoutingRule, null=True, on_delete=models.SET_NULL, related_name="routings")
    rule_name = models.CharField(max_length=120)
    why = models.JSONField(default=list)
    did = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    outcome_note = models.TextField(blank=True)
    routed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "rule"], name="wire_routing_once")]
        indexes = [models.Index(fields=["rule", "-routed_at"], name="wire_routing_rule")]

    def __str__(self) -> str:
        return f"{self.rule_name} → {self.item}"


class WireTag(models.Model):
    """A word that rules put on an item, with the item's place in the list: a tag's newest are found by index."""

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="wire_tag_once")]
        indexes = [models.Index(fields=["name", "-received_at", "-item"], name="wire_tag_newest")]

    def __str__(self) -> str:
        return self.name


class Alarm(models.Model):
    """That an item wants to be seen now, until somebody says that they have."""

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="alarms")
    why = models.CharField(max_length=300)
    raised_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "why"], name="wire_alarm_once")]
        indexes = [
            models.Index(fields=["-raised_at"], name="wire_alarm_unseen", condition=models.Q(seen_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.why}: {self.item}"
