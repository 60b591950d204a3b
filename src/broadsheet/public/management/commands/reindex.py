"""`broadsheet reindex`: make the search index anew from the read model."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from broadsheet.public.search.index import rebuild


class Command(BaseCommand):
    """Rebuild while the site is up."""

    help = "Make the search index anew from the read model."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how many stories are in it."""
        self.stdout.write(f"{rebuild(now=timezone.now())} stories are in the search index.")
