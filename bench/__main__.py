"""Run the comparison: `python -m bench`, or `python -m bench --stories 5000` for a quick one."""

import argparse
import os
import platform
import statistics
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pysqlite3

from bench.edge import hits
from bench.report import KINDS, Figures, Row, document, edge_promises, edge_table, promises, table
from bench.sites import ROOT, Site, SiteFailed, running

SMALL = 2_000
LARGE = 50_000
ROUNDS = 7
REQUESTS = {"story": 20, "section": 20, "front": 10, "publish": 10}
DOCUMENT = ROOT / "docs" / "reference" / "performance.md"


def main() -> None:
    """Measure three sites in turn, and the edge; print what came out, and write it down if asked to."""
    options = arguments()
    large = options.stories
    print(f"Setting up Broadsheet with {SMALL:,} and {large:,} stories, and stock Wagtail with {SMALL:,}", flush=True)
    wanted = {"small": ("bench.papers", SMALL), "large": ("bench.papers", large), "stock": ("bench.stock", SMALL)}
    try:
        with running(wanted) as sites:
            rows = [row_of(kind, answers) for kind, answers in measure(sites).items()]
    except SiteFailed as failure:
        sys.exit(str(failure))
    print(table(rows, small=SMALL, large=large), promises(rows), sep="\n\n")
    print("Asking the edge and nginx for a page they keep", flush=True)
    kept = hits()
    print(edge_table(kept), edge_promises(kept), sep="\n\n")
    if options.write:
        DOCUMENT.write_text(document(rows, kept, small=SMALL, large=large, circumstances=circumstances()))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--stories", type=int, default=LARGE, help="Size of the large archive.")
    parser.add_argument("--write", action="store_true", help="Write docs/reference/performance.md from this run.")
    return parser.parse_args()


def measure(sites: list[Site]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Let the sites take turns, so that a slow moment of the machine falls on all of them alike."""
    answers: dict[str, dict[str, list[dict[str, Any]]]] = {kind: {s.name: [] for s in sites} for kind in KINDS}
    for number in range(ROUNDS):
        print(f"Round {number + 1} of {ROUNDS}", flush=True)
        for kind in KINDS:
            for site in sites:
                answers[kind][site.name].append(site.ask(kind, REQUESTS[kind]))
    return answers


def row_of(kind: str, answers: dict[str, list[dict[str, Any]]]) -> Row:
    """Sum one page kind up."""
    return Row(kind, **{name: figures(given) for name, given in answers.items()})


def figures(answers: list[dict[str, Any]]) -> Figures:
    """Take the median of the rounds, and the most queries and bytes of any."""
    return Figures(
        queries=max(answer["queries"] for answer in answers),
        cpu_ms=statistics.median(answer["cpu_ms"] for answer in answers),
        bytes=max(answer["bytes"] for answer in answers),
    )


def circumstances() -> dict[str, str]:
    """Say when and on what it was measured, without naming the machine."""
    return {
        "Date": f"{datetime.now(UTC):%Y-%m-%d}",
        "Processor": f"{processor()}, {os.cpu_count()} cores",
        "Python": platform.python_version(),
        "Django": version("django"),
        "Wagtail": version("wagtail"),
        "SQLite": pysqlite3.sqlite_version,
        "Rounds": f"{ROUNDS}, of {', '.join(f'{n} × {KINDS[kind]}' for kind, n in REQUESTS.items())} a site",
    }


def processor() -> str:
    """Give the processor's model."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


if __name__ == "__main__":
    main()
