"""How fast the engine breathes; tests and the kill loop pass a quicker one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between things; three heartbeats fit into a lease, so one that is late costs nothing."""

    lease_seconds: float = 30
    beat_seconds: float = 10
    poll_seconds: float = 0.2
    schedule_seconds: float = 1
    trouble_seconds: float = 1
