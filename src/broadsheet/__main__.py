"""The `broadsheet` command: one verb a job, each a thin layer over a service."""

import os
import sys

from broadsheet.core.errors import BroadsheetError


def main() -> None:
    """Run one of our commands or of Django's; a refusal ends in one sentence and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.config.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["broadsheet", *sys.argv[1:]])
    except BroadsheetError as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
