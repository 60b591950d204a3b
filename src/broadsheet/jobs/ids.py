"""Make ids that sort by the time they were made (UUID version 7, RFC 9562)."""

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """Give an id greater than every one this process gave before.

    The 60 bits of milliseconds and sequence only ever grow, so jobs of one process keep their order even within a
    millisecond and when the clock steps back.
    """
    global _last
    with _lock:
        _last = stamp = max((time.time_ns() // 1_000_000) << 12, _last + 1)
    millisecond, sequence = stamp >> 12, stamp & 0xFFF
    return uuid.UUID(int=(millisecond << 80) | (0x7000 | sequence) << 64 | (0b10 << 62) | secrets.randbits(62))
