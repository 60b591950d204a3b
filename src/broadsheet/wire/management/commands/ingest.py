"""`broadsheet ingest FILE...`: take wire files in, as a source's connector would."""

import uuid
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from broadsheet.wire.models import Quarantine, Source
from broadsheet.wire.services.ingest import Fate, Outcome, ingest, retry


class Command(BaseCommand):
    """Print what became of each thing in each file; exit code 1 if any went to quarantine."""

    help = "Take wire files in: RSS, Atom, JSON Feed, ninjs, NewsML-G2, NITF."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take files, and the source they count as coming from."""
        parser.add_argument("files", nargs="*", type=Path)
        parser.add_argument(
            "--source", default="By hand", help="Name of the source, long or short; made if there is none."
        )
        parser.add_argument("--retry", type=int, help="Number of a quarantined payload to read again.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take each file in."""
        if options["retry"]:
            outcomes = self.retry(options["retry"])
        elif options["files"]:
            outcomes = [outcome for path in options["files"] for outcome in self.take_in(path, options["source"])]
        else:
            raise CommandError("Nothing to take in. Name one or more files: broadsheet ingest FILE...")
        if any(outcome.fate is Fate.QUARANTINED for outcome in outcomes):
            self.stderr.write("Some could not be read. Mend them and run: broadsheet ingest --retry NUMBER")
            raise SystemExit(1)

    def take_in(self, path: Path, source_name: str) -> list[Outcome]:
        """Take one file in and print the outcomes."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}. Check the path and its rights.") from error
        outcomes = ingest(raw, source=self.source(source_name), file_name=path.name)
        self.report(path.name, outcomes)
        return outcomes

    def retry(self, number: int) -> list[Outcome]:
        """Read one quarantined payload again and print the outcomes."""
        row = Quarantine.objects.filter(pk=number).first()
        if row is None:
            raise CommandError(f"No quarantined payload has the number {number}. The inbox lists them.")
        outcomes = retry(row)
        self.report(row.file_name, outcomes)
        return outcomes

    def report(self, name: str, outcomes: list[Outcome]) -> None:
        """Print one line an outcome."""
        for outcome in outcomes:
            number = f"  (number {outcome.quarantine.pk})" if outcome.quarantine else ""
            self.stdout.write(f"{name}: {outcome}{number}")
        if not outcomes:
            self.stdout.write(f"{name}: nothing in it")

    def source(self, name: str) -> Source:
        """Find the source by its name or by the short one in addresses, or make one that is fed by hand."""
        slug = slugify(name)[:80] or f"source-{uuid.uuid4().hex[:8]}"  # a name may have no Latin letter
        found = Source.objects.filter(name=name).first() or Source.objects.filter(slug=slug).first()
        return found or Source.objects.create(name=name, slug=slug, connector=Source.Connector.HAND)
