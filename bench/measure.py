"""Measure requests inside the process that answers them, and obey the orders of whoever compares.

A request is a call of the site's WSGI application, as its server makes it: all middleware, routing, queries and
templates, but no socket and no server, whose noise would drown a page of a few milliseconds. CPU time is the process's
own, so other work on the machine does not count. Each request is answered from the database; no finished page and no
part of one is kept.
"""

import gc
import io
import itertools
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP = 5
Paths = Mapping[str, Sequence[str]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def obey(application: Application, paths: Paths, publish: Callable[[], object]) -> None:
    """Say that all is ready, then answer each page kind named on a line with its figures on a line.

    The kind “publish” is no page: `publish` is called so many times.
    """
    say({"ready": True})
    for line in sys.stdin:
        kind, _, requests = line.strip().partition(" ")
        if kind == "publish":
            say(measured_publishing(publish, times=int(requests)))
        else:
            say(measured(application, paths[kind], requests=int(requests)))


def publishing(model: Any, ids: Sequence[int]) -> Callable[[], object]:
    """Give an order that publishes the next of these pages with a new headline, as the desk's button does."""
    turns, numbers = itertools.cycle(ids), itertools.count(1)

    def publish() -> object:
        page = model.objects.get(pk=next(turns))
        page.title = f"{page.title.partition(' (')[0]} ({next(numbers)})"
        return page.save_revision().publish()

    return publish


def measured_publishing(publish: Callable[[], object], *, times: int) -> dict[str, float]:
    """Give queries and CPU-ms a publish; the first few, which are not timed, warm up and are counted."""
    queries = 0
    for _ in range(WARM_UP):
        with CaptureQueriesContext(connection) as asked:
            publish()
        queries = max(queries, len(asked))
    spent = cpu_ms(lambda: [publish() for _ in range(times)], times)
    return {"queries": queries, "bytes": 0, "cpu_ms": spent}


def get(application: Application, path: str) -> bytes:
    """Ask for a page as a server does; anything but 200 ends the comparison."""
    statuses: list[str] = []
    answer = application(environ(path), lambda status, headers, *_: statuses.append(status))
    body = b"".join(answer)
    answer.close()
    if statuses != ["200 OK"]:
        raise SystemExit(f"{path} answered {statuses}; expected 200. There is nothing to measure.")
    return body


def environ(path: str) -> dict[str, Any]:
    """Give a request as PEP 3333 has it."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT": "text/html",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def say(answer: Mapping[str, Any]) -> None:
    """Send one answer."""
    print(json.dumps(answer), flush=True)


def measured(application: Application, paths: Sequence[str], *, requests: int) -> dict[str, float]:
    """Give queries, CPU-ms a request and bytes; the paths are asked for in turn."""
    queries, size = most_queries(application, paths[:WARM_UP])
    turns = [paths[number % len(paths)] for number in range(requests)]
    spent = cpu_ms(lambda: [get(application, path) for path in turns], requests)
    return {"queries": queries, "bytes": size, "cpu_ms": spent}


def most_queries(application: Application, paths: Sequence[str]) -> tuple[int, int]:
    """Ask for each path once, which warms up too; give the most queries and the most bytes of any."""
    queries, size = 0, 0
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            body = get(application, path)
        queries, size = max(queries, len(asked)), max(size, len(body))
    return queries, size


def cpu_ms(work: Callable[[], object], times: int) -> float:
    """Give the CPU-ms each of so many times took."""
    gc.collect()
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000 / times
