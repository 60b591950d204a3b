"""What each block of a story has from the wire, and who is credited for it."""

from django.db import models
from django.db.models import Q


class BlockProvenance(models.Model):
    """How many words of one block stand in wire copy, and where: of one public version, or of the newest draft.

    Only stories with a pickup have such rows. They are made by `services.trace` alone and could be made again.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="provenance")
    public_version = models.ForeignKey(
        "stories.PublicVersion",
        null=True,
        on_delete=models.CASCADE,
        related_name="provenance",
        help_text="None for the newest draft.",
    )
    block_id = models.CharField(max_length=64)
    words = models.PositiveIntegerField()
    verbatim = models.PositiveIntegerField(help_text="How many of them stand in some version.")
    version = models.ForeignKey(
        "wire.WireVersion",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Where most of those stand.",
    )
    runs = models.JSONField(default=list, help_text="List of [wire version, first word, number of words].")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["public_version", "block_id"], name="provenance_block_once"),
            models.UniqueConstraint(
                fields=["story", "block_id"], condition=Q(public_version=None), name="provenance_draft_block_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block_id}: {self.verbatim} of {self.words}"


class Credit(models.Model):
    """Who is named below a story because its text, as readers have it, is partly or wholly theirs.

    A story that is not out yet has the credit of its draft.
    """

    story = models.OneToOneField("stories.StoryPage", on_delete=models.CASCADE, related_name="credit")
    names = models.JSONField(default=list, help_text="Whose paragraphs stand in it, the one with most words first.")
    offered = models.JSONField(default=list, help_text="What its pickups wrote into “originally appeared on”.")
    is_whole = models.BooleanField(default=False, help_text="The story is mostly theirs.")

    def __str__(self) -> str:
        return f"{', '.join(self.names)}: {self.story_id}"
