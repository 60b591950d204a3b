"""`broadsheet serve`: run the site until told to stop."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from broadsheet.ops.services.serve import port_asked_for, serve


class Command(BaseCommand):
    """Start and supervise all processes of the site."""

    help = "Serve the site and work its jobs, until SIGINT or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to listen."""
        parser.add_argument("--bind", default=settings.BROADSHEET["bind"])
        parser.add_argument("--port", type=int, default=port_asked_for())
        parser.add_argument("--workers", type=int, default=settings.BROADSHEET["workers"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        serve(bind=options["bind"], port=options["port"], workers=options["workers"], say=self.say)

    def say(self, line: str) -> None:
        """Print a line at once, even into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()
