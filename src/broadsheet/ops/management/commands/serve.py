"""`broadsheet serve`: the whole site from one command."""

import os
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from broadsheet.ops.services.serve import check_plan, make_plan, take_over


class Command(BaseCommand):
    """Start the web processes and the jobs worker, watch over them, stop them on SIGINT and SIGTERM."""

    help = "Serve the site: web processes and a jobs worker, started again when they die, stopped together."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what may differ from the settings for once."""
        parser.add_argument("--bind", help="Address to listen on, instead of BROADSHEET_BIND.")
        parser.add_argument("--port", help="Port to listen on, instead of PORT and BROADSHEET_PORT.")
        parser.add_argument("--workers", type=int, help="Web processes, instead of BROADSHEET_WORKERS.")

    def handle(self, *, bind: str | None, port: str | None, workers: int | None, **options: Any) -> None:
        """Check first, then become the supervisor."""
        plan = make_plan({**os.environ, **({"PORT": port} if port else {})}, bind=bind)
        plan = replace(plan, workers=workers or plan.workers)
        check_plan(plan)
        take_over(plan, os.environ)
