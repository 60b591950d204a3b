"""`broadsheet import wordpress FILE`: move in from another system."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadsheet.interchange.errors import Unreadable
from broadsheet.migration.services.wordpress import import_wordpress


class Command(BaseCommand):
    """Carry an export over and report everything that was not carried over, and why."""

    help = "Move in from WordPress: authors, sections, topics, stories, pages, pictures, old addresses."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the system and its export."""
        parser.add_argument("system", choices=["wordpress"])
        parser.add_argument("file", type=Path, help="The export (Tools, Export in WordPress).")
        parser.add_argument("--media", type=Path, help="Folder that holds the files of wp-content/uploads.")
        parser.add_argument("--dry-run", action="store_true", help="Report what would happen; change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and print the report."""
        if not options["file"].is_file():
            raise CommandError(f"{options['file']} is not a file. Export it in WordPress under Tools, Export.")
        try:
            report = import_wordpress(options["file"], media=options["media"], dry_run=options["dry_run"])
        except Unreadable as refusal:
            raise CommandError(f"{options['file'].name} cannot be imported. {refusal}") from refusal
        if options["dry_run"]:
            self.stdout.write("Nothing was changed; this is what an import would do.")
        for line in report.lines():
            self.stdout.write(line)
