"""Hear at once, on PostgreSQL, what another connection has committed (LISTEN and NOTIFY)."""

from django.db import connection


def listen(name: str) -> None:
    """Have the database keep for this connection what is told under a name from now on."""
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {name}")


def hear(seconds: float) -> None:
    """Wait until something was told, at most so long; all that was told meanwhile counts as heard."""
    for _ in connection.connection.notifies(timeout=seconds, stop_after=1):
        pass
