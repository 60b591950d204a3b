"""What a folder at a source must let us do, whatever protocol it is reached by."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the server lists it: `key` is its name in the server's letters, `name` the one for people."""

    key: str
    name: str
    size: int
    changed: str

    @property
    def mark(self) -> str:
        """Give what is another when the file is another."""
        return f"{self.size} {self.changed}"[:100]


class Shelf(Protocol):
    """An open folder. Everything raises FetchFailed, and FileNotGiven where one file alone is at fault."""

    address: str

    def listing(self) -> Iterator[Listed]:
        """List the regular files."""

    def read(self, file: Listed, *, most: int) -> bytes:
        """Give the bytes of a file, at most one more than `most`."""

    def move(self, file: Listed, to: str) -> None:
        """Move it to a path that counts from the folder, whose own folder is made if need be."""
