"""What a source says in words of its own, read the same in every format; what is guessed or left out becomes a note."""

from datetime import datetime

from broadsheet.interchange.items import PubStatus
from broadsheet.interchange.times import has_zone, read_time


def noted_time(said: str, name: str, notes: list[str]) -> datetime | None:
    """Read the time in the field `name`; one that cannot be read is left out."""
    found = read_time(said) if said else None
    if said and found is None:
        notes.append(f"The time “{said[:40]}” in {name} cannot be read; it was left out.")
    elif said and not has_zone(said):
        notes.append(f"The time “{said}” in {name} names no zone; it was read as UTC.")
    return found


def noted_urgency(said: str, notes: list[str]) -> int | None:
    """Read an urgency, 1 being the highest of 9."""
    if said in tuple("123456789"):
        return int(said)
    if said:
        notes.append(f"The urgency “{said[:40]}” is not a number from 1 to 9; it was left out.")
    return None


def noted_status(said: str, notes: list[str]) -> PubStatus:
    """Read a status; nothing said is usable, and one we do not know holds the item back."""
    status = {"": "usable", "cancelled": "canceled"}.get(said.strip().lower(), said.strip().lower())
    if status in tuple(PubStatus):
        return PubStatus(status)
    notes.append(f"The status “{said[:40]}” is not known; the item is withheld.")
    return PubStatus.WITHHELD
