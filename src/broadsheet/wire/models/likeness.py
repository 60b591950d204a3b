"""Copy that says the same in the same words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from broadsheet.wire.models.item import WireItem


class WireMark(models.Model):
    """A run of words by which an item's text is found; `slot` bounds how many items one run leads to.

    What stands under every text of an agency would else lead to all of them.
    """

    SLOTS = 32

    mark = models.BigIntegerField()
    slot = models.PositiveSmallIntegerField()
    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="marks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "slot"], name="wire_mark_slot")]

    def __str__(self) -> str:
        return f"{self.mark:x}"


class Likeness(models.Model):
    """That two items are alike, and how much of each stands in the other; `first` is the one we had first."""

    class Kind(models.TextChoices):
        SAME = "same", _("The same words")
        NEAR = "near", _("Nearly the same words")
        EXCERPT = "excerpt", _("One holds the other")

    first = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    share_of_first = models.FloatField()
    share_of_second = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="wire_likeness_once")]

    def __str__(self) -> str:
        return f"{self.first} ~ {self.second}"
