"""`broadsheet doctor`: look the installation over."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand

from broadsheet.ops.services.doctor import Finding, Level, examine
from broadsheet.ops.services.serve import make_plan


class Command(BaseCommand):
    """Print one line per check; exit with 1 if anything must be put right."""

    help = "Check the installation, one line each: ok, warning or problem, and what to do."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Make all checks."""
        worst = [self.report(finding) for finding in examine(make_plan(os.environ))]
        if Level.PROBLEM in worst:
            sys.exit(1)

    def report(self, finding: Finding) -> Level:
        """Print one finding as soon as it is known."""
        colour = {Level.OK: self.style.SUCCESS, Level.WARNING: self.style.WARNING, Level.PROBLEM: self.style.ERROR}
        self.stdout.write(colour[finding.level](str(finding)))
        return finding.level
