"""`broadsheet bench URL`: measure a site of one's own."""

import asyncio
from typing import Any
from urllib.parse import SplitResult

from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadsheet.ops.errors import CannotMeasure
from broadsheet.ops.services.measure import MOST_CONNECTIONS, ask, check_address, kept_by, load, pages_of

CONNECTIONS = (1, 8, 32)


class Command(BaseCommand):
    """Ask a front page, a section and a story over and over, and print what came out."""

    help = "Measure a site of your own: requests a second and waiting times of its front page, a section and a story."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the site and how hard to ask."""
        parser.add_argument("url", help="Address of the site, such as http://127.0.0.1:8000.")
        parser.add_argument("--seconds", type=float, default=10, help="Time for each page; 10 by default, at most 60.")
        parser.add_argument(
            "--connections",
            type=int,
            action="append",
            help=f"How many ask at once, at most {MOST_CONNECTIONS}; may be given more than once.",
        )
        parser.add_argument("--yes-it-is-mine", action="store_true", help="Measure a site on another machine.")

    def handle(self, *, url: str, seconds: float, **options: Any) -> None:
        """Measure."""
        connections = options["connections"] or list(CONNECTIONS)
        if not 0 < seconds <= 60 or not all(1 <= number <= MOST_CONNECTIONS for number in connections):
            raise CommandError(f"Ask for at most 60 seconds a page, on 1 to {MOST_CONNECTIONS} connections.")
        try:
            place = check_address(url, is_mine=options["yes_it_is_mine"])
            asyncio.run(self.measure(place, seconds=seconds, connections=connections))
        except CannotMeasure as refusal:
            raise CommandError(str(refusal)) from refusal

    async def measure(self, place: SplitResult, *, seconds: float, connections: list[int]) -> None:
        """Print a line for each page and number of connections as soon as it is known."""
        pages = pages_of(place, await ask(place, "/", packed=False))
        for kind, path in pages.items():
            answers = [await ask(place, path) for _ in range(2)]
            last = answers[-1]
            said = (
                f"{kind} {path}: status {last.status}, {len(last.body) / 1000:.1f} kB as sent, kept: {kept_by(answers)}"
            )
            self.stdout.write(said)
            for number in connections:
                done = await load(place, path, connections=number, seconds=seconds / len(connections))
                times = ", ".join(f"p{percent} {done.percentile_ms(percent):.1f} ms" for percent in (50, 90, 99))
                failed = f", {done.failures} failed" if done.failures else ""
                self.stdout.write(f"  {done.connections:>2} at once: {done.rate:,.0f} a second, {times}{failed}")
