"""Check that the site can be served, then hand this process over to the supervisor.

The supervisor (`serve_supervisor`) is started in this process's place, so that no Django stays in memory only to watch
over others.
"""

import errno
import json
import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import salted_hmac

from broadsheet.basepage.indexes import missing_indexes
from broadsheet.ops.errors import CannotServe
from broadsheet.ops.services import serve_supervisor
from broadsheet.statistics.errors import StoreGone
from broadsheet.statistics.router import APP, STORE
from broadsheet.statistics.store import store
from broadsheet.wire.search import missing_parts

NAMED = 3
# glibc keeps a heap for every thread, and what a job of a minute ago needed; one heap gives back what is free.
SPARE = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run and where: `url` is where we listen, `base_url` what readers type."""

    bind: str
    port: int
    workers: int
    base_url: str
    edges: int = 1

    @property
    def url(self) -> str:
        """Give the address under which this machine reaches the site."""
        return f"http://{reachable(self.bind)}:{self.port}"

    @property
    def children(self) -> dict[str, list[str]]:
        """Give the command of each child process but the edges."""
        return {"app": [sys.executable, "-m", "broadsheet.config.application", str(self.socket), str(self.workers)]}

    @property
    def socket(self) -> Path:
        """Give where the application listens."""
        return settings.RUN_FOLDER / "app.sock"

    def edge(self) -> dict[str, Any]:
        """Give the orders of an edge process (`edge.orders`), but for its number and its socket."""
        given, place = settings.BROADSHEET, urlsplit(self.base_url)
        return {
            "app": str(self.socket),
            "run": str(settings.RUN_FOLDER),
            "host": place.netloc,
            "hosts": [*given["hosts"], place.hostname],
            "scheme": place.scheme,
            "key": salted_hmac("broadsheet.edge", "key").hexdigest(),
            "memory": given["edge_memory"] << 20,
            "static": str(settings.STATIC_ROOT),
            "media": str(settings.MEDIA_ROOT),
            "proxies": given["proxies"],
        }


def make_plan(environment: Mapping[str, str], *, bind: str | None = None) -> Plan:
    """Work out what to run from the settings; `PORT`, as hosting platforms set it, wins over ours."""
    given = settings.BROADSHEET
    bind, port = bind or str(given["bind"]), _port(environment.get("PORT", ""), given["port"])
    own = given["base_url"] if environment.get("BROADSHEET_BASE_URL") else f"http://{reachable(bind)}:{port}"
    return Plan(bind=bind, port=port, workers=given["workers"], base_url=own, edges=given["edges"])


def check_plan(plan: Plan) -> None:
    """Refuse, with what to do about it, if the site could not start."""
    if missing := missing_migrations():
        raise CannotServe(f"The database lacks {_named(missing)}. Run: broadsheet migrate")
    with suppress(StoreGone):  # said in the log; readers are served without it
        if missing := missing_in_store():
            raise CannotServe(f"The statistics store lacks {_named(missing)}. Run: broadsheet migrate")
    if missing := [*missing_indexes(), *missing_parts()]:
        raise CannotServe(f"Indexes are missing: {', '.join(missing)}. Run: broadsheet migrate")
    if not is_collected():
        raise CannotServe(
            f"Style sheets and scripts are not in {settings.STATIC_ROOT} yet. Run: broadsheet collectstatic --no-input"
        )
    if why := why_not_free(plan.bind, plan.port):
        raise CannotServe(why)


def take_over(plan: Plan, environment: Mapping[str, str]) -> None:
    """Become the supervisor; this does not return."""
    orders: dict[str, Any] = {"children": plan.children, "url": plan.url, "host": urlsplit(plan.base_url).netloc}
    orders |= {"bind": plan.bind, "port": plan.port, "edges": plan.edges, "edge": plan.edge()}
    own = {"BROADSHEET_PORT": str(plan.port), "BROADSHEET_BASE_URL": plan.base_url, "BROADSHEET_BEHIND_EDGE": "yes"}
    words = [sys.executable, "-m", serve_supervisor.__name__, json.dumps(orders)]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, words, {**SPARE, **environment, **own})  # noqa: S606 - our own program, and no shell


def missing_migrations() -> list[str]:
    """Name the migrations the database has not had yet."""
    return _unapplied(MigrationExecutor(connection))


def missing_in_store() -> list[str]:
    """Name the migrations the statistics store has not had yet; it has none but its own."""
    with store():
        return _unapplied(MigrationExecutor(connections[STORE]), APP)


def _unapplied(executor: MigrationExecutor, app: str | None = None) -> list[str]:
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(app))
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_collected() -> bool:
    """Say whether style sheets and scripts are where the server takes them from."""
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


def why_not_free(bind: str, port: int) -> str:
    """Say why nothing can listen there; an empty text means it is free."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            return _sentence(error, bind, port)
    return ""


def reachable(bind: str) -> str:
    """Give an address of this machine under which what listens on `bind` can be reached."""
    if bind in ("0.0.0.0", "::", "localhost"):  # noqa: S104 - compared, not bound to
        return "127.0.0.1"
    return f"[{bind}]" if ":" in bind else bind


def is_public(bind: str) -> bool:
    """Say whether machines other than this one can reach `bind`."""
    return bind != "localhost" and not ip_address(bind).is_loopback


def _port(given: str, otherwise: int) -> int:
    if not given:
        return otherwise
    if given.isdecimal() and 0 < int(given) < 65536:
        return int(given)
    raise CannotServe(f"PORT={given!r} is not a port. Expected a whole number from 1 to 65535. Change or unset PORT.")


def _named(missing: list[str]) -> str:
    some = ", ".join(missing[:NAMED]) + (" and others" if len(missing) > NAMED else "")
    return f"{len(missing)} migration{'s' if len(missing) > 1 else ''} ({some})"


def _sentence(error: OSError, bind: str, port: int) -> str:
    other = port + 1 if 1023 < port < 65535 else 8001
    why = {
        errno.EADDRINUSE: f"Port {port} on {bind} is taken by another program. Stop that one, or choose another port:",
        errno.EACCES: f"Port {port} is reserved for the administrator. Choose one above 1023:",
        errno.EADDRNOTAVAIL: f"{bind} is not an address of this machine. Set BROADSHEET_BIND to one, say 127.0.0.1.",
    }
    said = why.get(error.errno or 0, f"Port {port} on {bind} cannot be used ({error.strerror}). Choose another:")
    return f"{said} BROADSHEET_PORT={other} broadsheet serve" if said.endswith(":") else said
