"""Run one edge process: `python -m broadsheet.edge ORDERS`, with the orders `broadsheet serve` gives, as JSON."""

import asyncio
import gc
import json
import logging
import resource
import signal
import socket
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from broadsheet.edge.client import Client
from broadsheet.edge.edge import Edge
from broadsheet.edge.live import Hub
from broadsheet.edge.orders import Orders

SWEEP_SECONDS, ALIVE_SECONDS, LINGER_SECONDS, STOP_SECONDS = 1, 20, 1, 8
BACKLOG = 4096
OWN = frozenset(vars(logging.makeLogRecord({})))


class Lines(logging.Formatter):
    """Log as JSON, one event a line, as the application does."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one event."""
        also = {key: value for key, value in vars(record).items() if key not in OWN}
        said = {"level": record.levelname.lower(), "event": record.getMessage(), "logger": record.name, **also}
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps({"at": datetime.fromtimestamp(record.created, UTC).isoformat(), **said}, default=str)


async def run(orders: Orders) -> None:
    """Serve until told to stop; then finish what is under way."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    edge, clients = Edge(orders), set[Client]()
    edge.listen()
    listener = socket.socket(fileno=orders.socket)
    server = await loop.create_server(lambda: Client(edge, clients), sock=listener, backlog=BACKLOG)
    edge.start(sweep(clients))
    edge.start(keep_alive(edge.hub))
    gc.collect()
    gc.freeze()
    await stop.wait()
    server.close()
    await drain(clients)
    await edge.close()


async def sweep(clients: set[Client]) -> None:
    """Give up on those who are too slow."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        now = asyncio.get_running_loop().time()
        for client in [client for client in clients if client.until < now]:
            client.expire()


async def keep_alive(hub: Hub) -> None:
    """Keep the lines to open pages alive."""
    while True:
        await asyncio.sleep(ALIVE_SECONDS)
        hub.keep_alive()


async def drain(clients: set[Client]) -> None:
    """Let what is under way end, and give a connection just opened, or still kept, the time to ask once more."""
    start = time.monotonic()
    while clients and (passed := time.monotonic() - start) < STOP_SECONDS:
        for client in list(clients):
            client.retire(is_late=passed > LINGER_SECONDS)
        await asyncio.sleep(0.02)
    for client in list(clients):
        client.transport.abort()


def loop_factory() -> Any:
    """Give the fastest event loop there is."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def main(text: str) -> int:
    """Run."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(run(Orders.read(text)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
