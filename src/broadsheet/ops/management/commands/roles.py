"""`broadsheet roles`: give desks and roles the rights of this version."""

from typing import Any

from django.core.management.base import BaseCommand

from broadsheet.desk.services.roles import ensure_roles


class Command(BaseCommand):
    """Make what is missing: roles, a desk for every top section, and rights that came with a new version."""

    help = (
        "Give desks and roles the rights of this version; run it after an upgrade. Rights you gave by hand stay, "
        "rights of a role that you took away come back."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them."""
        ensure_roles()
        self.stdout.write(self.style.SUCCESS("Every desk and role has the rights of this version."))
