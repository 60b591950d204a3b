"""Say where the processes of one machine meet: the stamps, the bells, the application's socket."""

import hashlib
import os
import tempfile
from pathlib import Path

LONGEST = 80  # the address of a unix socket has room for 107 bytes


def run_folder(home: Path) -> Path:
    """Give the folder for a home: in it, or, where that makes addresses of sockets too long, a short one of its own."""
    own = home / "run"
    if len(os.fsencode(own)) <= LONGEST:
        return own
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"broadsheet-{os.getuid()}-{name}"
