"""`broadsheet verify`: hold the read model against the pages and make it true."""

from typing import Any

from django.core.management.base import BaseCommand

from broadsheet.public.services.verify import rebuild_addresses, verify_records, verify_stories


class Command(BaseCommand):
    """Print every difference; exit code 1 if there was any. After it, there is none."""

    help = "Project every story again and show what the read model had wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify stories, addresses and records."""
        count = 0
        for difference in [*verify_records(), *verify_stories()]:
            self.stdout.write(str(difference))
            count += 1
        rebuild_addresses()
        self.stdout.write(f"{count} differences, all mended." if count else "The read model is true to the pages.")
        if count:
            raise SystemExit(1)
