"""Run the application for the edge: `python -m broadsheet.config.application SOCKET WORKERS`.

Everything is loaded once, before the workers are forked, so that they share what they only read.
"""

import os
import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

BLOCKING_THREADS = 2


def main(socket: str, workers: str) -> None:
    """Listen on a unix socket until told to stop."""
    import broadsheet.config.wsgi

    path = Path(socket)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.umask(0o077)
    Granian(
        broadsheet.config.wsgi.__name__ + ":application",
        uds=path,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=int(workers),
        blocking_threads=BLOCKING_THREADS,
        backpressure=64,
        log_access=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        respawn_interval=0.5,
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
