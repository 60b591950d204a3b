"""What answers at which address."""

from django.db import models


class Address(models.Model):
    """One path of the site. An old address stays for ever, as a redirect; a killed story's stays too, and says 410."""

    class Kind(models.TextChoices):
        STORY = "story"
        SECTION = "section"
        INFORMATION = "information"
        REDIRECT = "redirect"

    PAGES = (Kind.STORY, Kind.SECTION, Kind.INFORMATION)

    path = models.CharField(max_length=600, primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    target_id = models.BigIntegerField(help_text="The page's id; for a redirect, the id of the page it leads to.")
    target_path = models.CharField(max_length=600, blank=True, help_text="For a redirect to something that is no page.")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "target_id"], name="public_address_target")]

    def __str__(self) -> str:
        return self.path
