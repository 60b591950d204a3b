"""Count what was carried over, and list everything that was not, with the reason."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Report:
    """What an import did; `lost` holds a sentence for each thing left behind."""

    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        """Count one thing."""
        self.counts[what] += 1

    def lose(self, where: str, what: str, reason: str) -> None:
        """List one thing that was not carried over."""
        self.lost.append(f"{where}: {what}: {reason}")

    def lines(self) -> Iterator[str]:
        """Print the counts, then the losses."""
        for what, number in sorted(self.counts.items()):
            yield f"{number:>6}  {what}"
        if self.lost:
            yield f"Not carried over ({len(self.lost)}):"
        yield from (f"  {line}" for line in self.lost)
