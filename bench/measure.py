"""Measure requests inside the process that answers them, and obey the orders of whoever compares.

A request goes through Django's test client: all middleware, routing, queries and templates, but no socket and no
server, whose noise would drown a page of a few milliseconds. CPU time is the process's own, so other work on the
machine does not count. Each request is answered from the database; no finished page and no part of one is kept.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HOST = "127.0.0.1"
WARM_UP = 5
Paths = Mapping[str, Sequence[str]]


def obey(paths: Paths) -> None:
    """Say that all is ready, then answer each page kind named on a line with its figures on a line."""
    client = Client(SERVER_NAME=HOST)
    say({"ready": True})
    for line in sys.stdin:
        kind, _, requests = line.strip().partition(" ")
        say(measured(client, paths[kind], requests=int(requests)))


def say(answer: Mapping[str, Any]) -> None:
    """Send one answer."""
    print(json.dumps(answer), flush=True)


def measured(client: Client, paths: Sequence[str], *, requests: int) -> dict[str, float]:
    """Give queries, CPU-ms a request and bytes; the paths are asked for in turn."""
    queries, size = most_queries(client, paths[:WARM_UP])
    turns = [paths[number % len(paths)] for number in range(requests)]
    return {"queries": queries, "bytes": size, "cpu_ms": cpu_ms(lambda: [client.get(path) for path in turns], requests)}


def most_queries(client: Client, paths: Sequence[str]) -> tuple[int, int]:
    """Ask for each path once, which warms up too; give the most queries and the most bytes of any."""
    queries, size = 0, 0
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}; expected 200. There is nothing to measure.")
        queries, size = max(queries, len(asked)), max(size, len(response.content))
    return queries, size


def cpu_ms(work: Callable[[], object], times: int) -> float:
    """Give the CPU-ms each of so many times took."""
    gc.collect()
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000 / times
