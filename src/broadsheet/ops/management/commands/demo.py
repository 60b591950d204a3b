"""`broadsheet demo`: load the demo newsroom, or bulk stories for load tests."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from broadsheet.ops.demo.newsroom import USERS


class Command(BaseCommand):
    """Load the demo once; a second start keeps the data."""

    help = "Load an invented newsroom with a paper's worth of content, and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the size and whether to serve."""
        parser.add_argument("--stories", type=int, default=0, help="Add this many archive stories in bulk.")
        parser.add_argument("--serve", action="store_true", help="Serve the site when it is loaded.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, collect static files, load, serve."""
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.load()
        if options["stories"]:
            from broadsheet.basepage.statistics import gather_statistics
            from broadsheet.ops.services.bulk import write_archive

            write_archive(options["stories"], say=self.stdout.write)
            gather_statistics()
        self.stdout.write(self.logins())
        if options["serve"]:
            self.serve()

    def load(self) -> None:
        """Load the newsroom unless it is there."""
        from broadsheet.ops.demo.load import load

        done = Path(settings.HOME) / "demo" / "loaded"
        if done.exists():
            self.stdout.write("The demo newsroom is there already; its data is kept.")
            return
        load(self.stdout.write)
        done.touch()

    def logins(self) -> str:
        """List the logins."""
        from broadsheet.ops.demo.load import PASSWORD

        lines = [f"  {role:<10} {email}" for email, _, _, role in USERS]
        return "\n".join([f"The desk is at /desk/. Logins (password {PASSWORD}):", *lines])

    def serve(self) -> None:
        """Serve with a key for tips, in this process's place."""
        from broadsheet.ops.demo.load import tip_key

        os.environ.setdefault("BROADSHEET_TIP_KEYS", tip_key(Path(settings.HOME)))
        settings.BROADSHEET["tip_keys"] = [os.environ["BROADSHEET_TIP_KEYS"]]
        call_command("serve")
