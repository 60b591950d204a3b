"""Tell the edge processes of this machine at once that something changed. What is lost here is repaired by stamps."""

import json
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST, PATIENCE_SECONDS = 60_000, 0.2


def bell_path(folder: Path, number: int) -> Path:
    """Give where an edge process hears."""
    return folder / f"bell-{number}"


def ring(folder: Path, message: dict[str, Any]) -> None:
    """Tell every edge process that is there; nobody waits for one that is not, nor for long for one that is busy."""
    text = json.dumps(message).encode()
    if len(text) > MOST:
        raise ValueError(f"{len(text)} bytes are too long for a bell, which takes {MOST}.")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as caller:
        caller.settimeout(PATIENCE_SECONDS)  # the kernel keeps ten messages for who is busy; then we wait
        for path in folder.glob("bell-*"):
            with suppress(FileNotFoundError, ConnectionRefusedError, TimeoutError):
                caller.sendto(text, os.fspath(path))


def listen(path: Path) -> socket.socket:
    """Hang up a bell."""
    path.unlink(missing_ok=True)
    bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    bell.bind(os.fspath(path))
    bell.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    bell.setblocking(False)
    return bell
