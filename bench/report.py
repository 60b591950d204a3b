"""Say what came out: a table, and which of the promises hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

KINDS = {"story": "story page", "section": "section front", "front": "front page", "publish": "publish"}
MOST_QUERIES = {"story": 8, "section": 12, "front": 12, "publish": 75}
MOST_CPU_MS = {"publish": 40.0}
MOST_GROWTH = 1.2
LEAST_GAIN = 4.0
MOST_HIT_US, LEAST_EFFICIENCY, MOST_LATE_MS = 30, 0.8, 10


@dataclass(frozen=True, slots=True)
class Figures:
    """What one page kind costs on one site; `cpu_ms` is the median of the rounds."""

    queries: int
    cpu_ms: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Row:
    """One page kind on the three sites."""

    kind: str
    small: Figures
    large: Figures
    stock: Figures

    @property
    def growth(self) -> float:
        """How many times dearer the large archive is than the small one."""
        return self.large.cpu_ms / self.small.cpu_ms

    @property
    def gain(self) -> float:
        """How many times dearer the stock site is than ours of the same size."""
        return self.stock.cpu_ms / self.small.cpu_ms

    @property
    def queries(self) -> int:
        """The most queries ours needs at either size."""
        return max(self.small.queries, self.large.queries)


class Load(NamedTuple):
    """What a server does with a kept page: CPU microseconds a request, requests a second, 99th percentile in ms."""

    cpu_us: float
    rate: float
    late_ms: float


class Hits(NamedTuple):
    """The edge and nginx with the same bytes; `busy_ms` is the edge's 99th percentile beside two busy processes."""

    edge: Load
    nginx: Load
    busy_ms: float

    @property
    def efficiency(self) -> float:
        """How much of a request nginx answers with the CPU time the edge takes for one."""
        return self.nginx.cpu_us / self.edge.cpu_us


def table(rows: Iterable[Row], *, small: int, large: int) -> str:
    """Set the figures as a Markdown table."""
    head = (
        "page",
        f"queries, {small:,}",
        f"queries, {large:,}",
        "queries, stock",
        f"CPU-ms, {small:,}",
        f"CPU-ms, {large:,}",
        "CPU-ms, stock",
        f"{large:,} : {small:,}",
        "stock : Broadsheet",
        "kB, Broadsheet",
        "kB, stock",
    )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *map(cells_of, rows)))


def cells_of(row: Row) -> tuple[str, ...]:
    """Give one line of the table."""
    sites = (row.small, row.large, row.stock)
    return (
        KINDS[row.kind],
        *(str(site.queries) for site in sites),
        *(f"{site.cpu_ms:.1f}" for site in sites),
        f"{row.growth:.2f}",
        f"{row.gain:.2f}",
        kilobytes(row.small),
        kilobytes(row.stock),
    )


def kilobytes(figures: Figures) -> str:
    """Give the size of a page; a publish has none.

    >>> kilobytes(Figures(6, 4.0, 17_100)), kilobytes(Figures(71, 35.0, 0))
    ('17', '–')
    """
    return f"{figures.bytes / 1000:.0f}" if figures.bytes else "–"


def promises(rows: Iterable[Row]) -> str:
    """Say of each promise whether it holds, as a Markdown list."""
    return "\n".join(line for row in rows for line in promises_of(row))


def promises_of(row: Row) -> list[str]:
    """Judge one page kind; a publish is held to a figure of its own, not to what a stock site does for it."""
    name, most, most_cpu = KINDS[row.kind], MOST_QUERIES[row.kind], MOST_CPU_MS.get(row.kind)
    lines = [
        f"- {verdict(row.queries <= most)}: {name}, at most {most} queries; it takes {row.queries}.",
        f"- {verdict(row.growth <= MOST_GROWTH)}: {name}, the same cost within 20 % at both sizes; "
        f"the large archive costs {row.growth:.2f} times the small one.",
    ]
    if most_cpu is None:
        lines.append(
            f"- {verdict(row.gain >= LEAST_GAIN)}: {name}, at least {LEAST_GAIN:.0f} times cheaper than stock; "
            f"stock costs {row.gain:.2f} times ours."
        )
    else:
        lines.append(
            f"- {verdict(row.large.cpu_ms <= most_cpu)}: {name}, at most {most_cpu:.0f} CPU-ms with the large archive; "
            f"it takes {row.large.cpu_ms:.1f}."
        )
    return lines


def edge_table(hits: Hits) -> str:
    """Set the figures of kept pages as a Markdown table."""
    rows = [
        ("a kept page", "CPU-µs a request", "requests a second", "p99, ms"),
        ("---",) * 4,
        *(
            (name, f"{load.cpu_us:.1f}", f"{load.rate:,.0f}", f"{load.late_ms:.2f}")
            for name, load in (("edge", hits.edge), ("nginx", hits.nginx))
        ),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def edge_promises(hits: Hits) -> str:
    """Judge the edge, as a Markdown list."""
    return "\n".join(
        [
            f"- {verdict(hits.edge.cpu_us <= MOST_HIT_US)}: a kept page, at most {MOST_HIT_US} CPU-µs; "
            f"it takes {hits.edge.cpu_us:.1f}.",
            f"- {verdict(hits.efficiency >= LEAST_EFFICIENCY)}: a kept page, at least {LEAST_EFFICIENCY} of nginx’s "
            f"efficiency; it is {hits.efficiency:.2f}.",
            f"- {verdict(hits.busy_ms < MOST_LATE_MS)}: a kept page beside two busy processes, p99 under "
            f"{MOST_LATE_MS} ms; it is {hits.busy_ms:.1f}.",
        ]
    )


def verdict(holds: bool) -> str:
    """Say it in words.

    >>> verdict(True), verdict(False)
    ('Holds', 'Falls short')
    """
    return "Holds" if holds else "Falls short"


METHOD = """\
## How it is measured

Each site runs in a process of its own on SQLite. A request is a call of the site’s WSGI application, as its server
makes it: middleware, routing, queries and templates, but no socket and no server. CPU-ms is the process’s own CPU time
a request, the median of several rounds in which the sites take turns; queries are the most any of the pages asked for
took. kB is the HTML before compression.

A publish is a story saved and published with a new headline, without the desk’s form. Ours includes the read model, the
outbox and the jobs it owes, which workers do later; the stock site, as Wagtail comes, updates its indexes at once.

For the first table no page is kept between requests. What Broadsheet keeps in a process is what follows from a text
alone, by that text: messages of the interface, headlines once they are typeset, records once they are decoded, and the
masthead and footer once they are printed.
Both sites keep their database connection; ours exempts what was loaded at its start from garbage collection, as it does
when it is served.

Broadsheet prints the demo’s whole paper around its stories: navigation, footer, advertisements, related and most-read
stories, structured data, and a front page of fourteen containers. The stock site prints what Wagtail tutorials teach:
title, standfirst, body, breadcrumbs, a menu of sections and the latest stories; its front page has the five newest
stories of each of its sixteen sections. Both print the same invented words, six paragraphs a
story, and no pictures; both have their database’s statistics gathered.

A kept page is a story of 30 kB, compressed by brotli, with fifty tags. One edge process and one of nginx’s answer the
32 connections of wrk over the loopback with a browser’s headers, by turns; each figure is the median of five rounds,
CPU what the server’s own process used. The busy processes calculate without end, on all processors.
"""


def document(rows: list[Row], hits: Hits, *, small: int, large: int, circumstances: Mapping[str, str]) -> str:
    """Write the page of the documentation."""
    where = "\n".join(f"- {name}: {value}" for name, value in circumstances.items())
    return f"""# Performance

<!-- Made by `python -m bench --write`; run it again instead of changing it. -->

Module: `bench`.

What a page costs that is answered from the database, with {small:,} and with {large:,} stories, beside a minimal stock
Wagtail site with {small:,}. All figures are from one run on one machine; compare the ratios, not the milliseconds, with
another machine’s.

{table(rows, small=small, large=large)}

What a page costs that the edge has kept, beside nginx with the same bytes on the disk.

{edge_table(hits)}

## Promises

{promises(rows)}
{edge_promises(hits)}

{METHOD}
## Circumstances

{where}
"""
