"""`broadsheet migrate`: Django's command, for the main database and the statistics store."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from broadsheet.statistics.router import APP, STORE
from broadsheet.statistics.services.bring_in import bring_in


class Command(migrate.Command):
    """Bring every database up to date, and move counts to where the statistics store is now.

    With `--database`, or with an app other than `statistics`, only that is migrated.
    """

    help = "Bring the main database and the statistics store up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what Django takes; no `--database` means all."""
        super().add_arguments(parser)
        parser.set_defaults(database=None)
        next(action for action in parser._actions if action.dest == "database").help = "Migrate this database only."

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """Check the databases that are to be migrated."""
        databases = [options["database"]] if options["database"] else [DEFAULT_DB_ALIAS, STORE]
        return super().get_check_kwargs(options) | {"databases": databases}

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate what was asked for; the store gets the tables of its own app and no others."""
        app, asked = options["app_label"], options["database"]
        if asked in (None, DEFAULT_DB_ALIAS):
            super().handle(*args, **options | {"database": DEFAULT_DB_ALIAS})
        if asked == STORE or (asked is None and app in (None, APP)):
            own = {"database": STORE, "app_label": APP, "run_syncdb": False}
            super().handle(*args, **options | own)
        if asked is None and app is None and not (options["plan"] or options["check_unapplied"]):
            self.settle(options["verbosity"])

    def settle(self, verbosity: int) -> None:
        """Move what was counted in the main database into a store of its own."""
        if (moved := bring_in()) and verbosity:
            self.stdout.write(f"Moved {moved} rows of view counts into the statistics store.")
