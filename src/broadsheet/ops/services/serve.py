"""Serve a site with one command: granian for the application and static files, a worker for the jobs."""

import http.client
import os
import socket
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from broadsheet.basepage.indexes import missing_indexes
from broadsheet.core.errors import BroadsheetError
from broadsheet.ops.services.supervise import Child, PortTaken, Supervisor, program

THREADS = 2


class NotPrepared(BroadsheetError):
    """Something has to be done once before the site can be served."""

    code = "not-prepared"


def serve(*, bind: str, port: int, workers: int, say: Callable[[str], object]) -> None:
    """Serve until SIGINT or SIGTERM. Raises NotPrepared or PortTaken before anything is started."""
    check_prepared()
    check_port(bind, port)
    connection.close()
    children = [
        Child("application", application(bind, port, workers)),
        Child("worker", program("broadsheet", "worker")),
    ]
    Supervisor(children, say=say).run(
        ready=lambda: answers(bind, port),
        announce=lambda: say(f"Broadsheet is ready at http://{bind}:{port}/ (the desk: http://{bind}:{port}/desk/)"),
    )


def port_asked_for() -> int:
    """Give the port: PORT, as hosting platforms set it, before BROADSHEET_PORT."""
    given = os.environ.get("PORT", "")
    return int(given) if given.isdecimal() else int(settings.BROADSHEET["port"])


def application(bind: str, port: int, workers: int) -> list[str]:
    """Give granian's command: WSGI, no websockets, static files from the collected folder, dead workers replaced."""
    return program(
        "granian",
        "--interface=wsgi",
        f"--host={bind}",
        f"--port={port}",
        f"--workers={workers}",
        f"--blocking-threads={THREADS}",
        "--no-ws",
        "--respawn-failed-workers",
        "--workers-kill-timeout=10",
        "--static-path-route=/static",
        f"--static-path-mount={settings.STATIC_ROOT}",
        "--static-path-expires=31536000",
        "--log-level=warning",
        "broadsheet.config.wsgi:application",
    )


def check_prepared() -> None:
    """Refuse to serve a site whose tables, indexes or static files are not up to date."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotPrepared("The database is not up to date. Run: broadsheet migrate")
    if missing := missing_indexes():
        raise NotPrepared(f"Indexes are missing: {', '.join(missing)}. Run: broadsheet migrate")
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise NotPrepared("The static files are not collected. Run: broadsheet collectstatic")


def check_port(bind: str, port: int) -> None:
    """Refuse a port that is taken."""
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise PortTaken(bind, port) from error


def answers(bind: str, port: int) -> bool:
    """Say whether the site answers."""
    host = "127.0.0.1" if bind in ("0.0.0.0", "::") else bind  # noqa: S104 (compared, not bound)
    asked = http.client.HTTPConnection(host, port, timeout=2)
    try:
        asked.request("GET", "/robots.txt", headers={"Host": f"127.0.0.1:{port}"})
        return asked.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()
