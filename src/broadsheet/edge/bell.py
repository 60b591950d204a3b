"""Tell the edge processes of this machine at once that something changed. What is lost here is repaired by stamps."""

import json
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST = 60_000


def bell_path(folder: Path, number: int) -> Path:
    """Give where an edge process hears."""
    return folder / f"bell-{number}"


def ring(folder: Path, message: dict[str, Any]) -> None:
    """Tell every edge process that is there; nobody waits for one that is not."""
    text = json.dumps(message).encode()
    if len(text) > MOST:
        text = json.dumps({"events": message.get("events", [])[:1]}).encode()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as caller:
        caller.setblocking(False)
        for path in folder.glob("bell-*"):
            with suppress(OSError):
                caller.sendto(text, os.fspath(path))


def listen(path: Path) -> socket.socket:
    """Hang up a bell."""
    path.unlink(missing_ok=True)
    bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    bell.bind(os.fspath(path))
    bell.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    bell.setblocking(False)
    return bell
