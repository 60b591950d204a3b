"""One flat row a story, what it links to, and its rendered text."""

from datetime import datetime
from typing import Any, Self

from django.db import models


class CardQuerySet(models.QuerySet["Card"]):
    """The one place where it is decided, in SQL, which stories may be seen."""

    def visible(self, now: datetime, *, until: datetime | None = None) -> Self:
        """Keep the stories that readers may see at `now`; `Card.is_visible` says the same of one.

        Those published up to `until`, if it is given: it must not lie after `now`. Of two upper limits of a time SQLite
        takes the first for its way through the index, so a place far back in a list would be reached from today.
        """
        return self.filter(
            models.Q(expires_at=None) | models.Q(expires_at__gt=now),
            state=Card.State.LIVE,
            is_section_hidden=False,
            published_at__lte=until or now,
        )

    def newest_first(self) -> Self:
        """Newest first; the id decides between two of the same moment."""
        return self.order_by("-published_at", "-story_id")


class Card(models.Model):
    """Everything a list, a feed or the head of a story page prints. Written by the projector alone."""

    class State(models.TextChoices):
        LIVE = "live"
        WITHDRAWN = "withdrawn"
        KILLED = "killed"
        HELD = "held"

    story_id = models.BigIntegerField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices)
    state_reason = models.TextField(blank=True)
    path = models.CharField(max_length=600)
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=20)
    headline = models.CharField(max_length=255)
    kicker = models.CharField(max_length=60, blank=True)
    standfirst = models.TextField(blank=True)
    section_id = models.BigIntegerField(null=True)
    sections = models.JSONField(default=list, help_text="From the top section down: [id, name, address].")
    is_section_hidden = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(help_text="When what a reader sees last changed.")
    bylines = models.JSONField(default=list, help_text="[name, role, address, title, portrait, biography] in order.")
    byline_text = models.CharField(max_length=300, blank=True)
    dateline = models.CharField(max_length=120, blank=True)
    picture = models.JSONField(null=True, help_text="See `public.pictures.picture_record`.")
    topics = models.JSONField(default=list, help_text="[id, name, address].")
    places = models.JSONField(default=list, help_text="[id, name, address].")
    source = models.JSONField(null=True, help_text="[name, address, licence] of whoever published first.")
    sponsor = models.CharField(max_length=120, blank=True)
    word_count = models.PositiveIntegerField(default=0)
    seo = models.JSONField(
        default=dict, help_text="title, description and the same two and a picture for social networks."
    )
    related_ids = models.JSONField(default=list)
    urgency = models.PositiveSmallIntegerField(default=5)

    objects = CardQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-published_at", "-story_id"], name="public_card_latest"),
            models.Index(fields=["-changed_at"], name="public_card_changed"),
        ]

    def __str__(self) -> str:
        return self.headline

    def is_visible(self, now: datetime) -> bool:
        """Say whether readers may see the story at `now`; `CardQuerySet.visible` says the same of many."""
        return (
            self.state == self.State.LIVE
            and not self.is_section_hidden
            and self.published_at <= now
            and (self.expires_at is None or now < self.expires_at)
        )


class CardLink(models.Model):
    """That a story belongs to a list (a section and those above it, a topic, place, contributor) or uses a picture.

    The time is repeated here so that any list is read from one index, newest first, at any size.
    """

    class Kind(models.TextChoices):
        SECTION = "section"
        TOPIC = "topic"
        PLACE = "place"
        CONTRIBUTOR = "contributor"
        PICTURE = "picture"

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    target_id = models.BigIntegerField()
    published_at = models.DateTimeField()
    is_visible = models.BooleanField(default=True, help_text="Live and in a section that is shown.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "kind", "target_id"], name="public_link_once")]
        indexes = [
            models.Index(fields=["kind", "target_id", "is_visible", "-published_at", "-card"], name="public_link_list")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}: {self.card_id}"


class CardBody(models.Model):
    """The text of a story, rendered block by block when it was published."""

    card = models.OneToOneField(Card, on_delete=models.CASCADE, primary_key=True, related_name="body")
    blocks = models.JSONField(help_text="List of [block id, kind, HTML].")
    words = models.TextField(help_text="The plain words, for the search index.")

    def __str__(self) -> str:
        return f"Text of {self.card_id}"

    def as_rows(self) -> list[list[Any]]:
        """Give the blocks as stored."""
        rows: list[list[Any]] = self.blocks
        return rows
