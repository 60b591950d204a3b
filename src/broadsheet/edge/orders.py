"""What an edge process is told at its start."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Orders:
    """Where to listen, whom to ask, what is private; `socket` is an open descriptor, `memory` bytes for the cache."""

    number: int
    socket: int
    app: str
    run: Path
    host: str
    hosts: tuple[str, ...]
    scheme: str
    key: str
    memory: int
    static: Path
    media: Path
    proxies: tuple[str, ...] = ("127.0.0.1", "::1", "")
    private: tuple[str, ...] = ("/desk", "/account", "/media", "/documents", "/wire", "/_me", "/search")
    parameters: tuple[str, ...] = ("before", "version")

    @classmethod
    def read(cls, text: str) -> "Orders":
        """Read orders as `broadsheet serve` writes them, in JSON."""
        given: dict[str, Any] = json.loads(text)
        for name, value in given.items():
            if name in ("run", "static", "media"):
                given[name] = Path(value)
            elif isinstance(value, list):
                given[name] = tuple(value)
        return cls(**given)
