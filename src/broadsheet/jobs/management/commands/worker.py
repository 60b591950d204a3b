"""`broadsheet worker`: run jobs and the schedule until told to stop."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from broadsheet.jobs.services.work import run_until_told


class Command(BaseCommand):
    """Run a worker in the foreground; SIGTERM and SIGINT let it finish the job it is at."""

    help = "Run queued jobs and the schedule until stopped. `broadsheet serve` starts one by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--queues", default="", help="Only these queues, separated by commas; without it, all.")
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop as soon as the process that started this one is gone."
        )

    def handle(self, *, queues: str, with_parent: bool, **options: Any) -> None:
        """Run until a signal comes."""
        names = [queue.strip() for queue in queues.split(",") if queue.strip()]
        run_until_told(names, with_parent=with_parent)
