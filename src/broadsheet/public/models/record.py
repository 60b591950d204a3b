"""Values made ahead for every page."""

from django.db import models


class SiteRecord(models.Model):
    """A ready-made value many pages need at once: `chrome` (masthead, navigation, footer), `popular`, `front:…`."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key
