"""`broadsheet found NAME`: found a publication on a fresh database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from broadsheet.publication.services.found import found_publication


class Command(BaseCommand):
    """Make the home page and the site; safe to run again."""

    help = "Found a publication: the root of its pages and the site that serves them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name."""
        parser.add_argument("name", help="Name of the publication, as readers will see it.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it."""
        home = found_publication(options["name"])
        self.stdout.write(f"{home.title} is founded. Add sections below its home page in the desk, at /desk/.")
