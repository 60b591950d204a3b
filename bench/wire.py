"""Measure the wire: items a second of one core, parsed, kept, routed and compared, and what the desk's lists cost.

`python -m bench.wire [--items 2000] [--present 0] [--database-url URL]` works in a home of its own; the database named
must be empty. `present` items are laid there first. Figures are CPU of this process; the wall time of lists is given
too, because a database server's work is not this process's.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.words import WORDS, Words, invent

RULES = 10
CHUNK = 2_000
ROUNDS = 15


def main() -> None:
    """Lay the ground, measure, and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=2_000)
    parser.add_argument("--present", type=int, default=0)
    parser.add_argument("--database-url", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-wire-") as home:
        set_up(Path(home), given.database_url)
        sources = lay_ground()
        lay_items(given.present, sources)
        print(f"{keep(given.items, sources):.0f} items a second of CPU, {given.present:,} present", flush=True)
        for name, wanted in searches().items():
            print(f"{name}: {wall(lambda wanted=wanted: screen(wanted)):.1f} ms", flush=True)


def set_up(home: Path, database_url: str) -> None:
    """Make a database and set Django up."""
    os.environ |= {
        "BROADSHEET_HOME": str(home),
        "BROADSHEET_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "broadsheet.config.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def lay_ground() -> list[Any]:
    """Make the demo's sections, three sources and ten rules in force."""
    from django.utils import timezone

    from broadsheet.ops.demo import load
    from broadsheet.wire.models import RoutingRule, Source
    from broadsheet.wire.services.route import go_live

    sections = load.open_sections(load.found())
    desks = list(sections.values())
    for number in range(RULES):
        words = "\n".join(WORDS[number * 3 : number * 3 + 2])
        fields = {"words": words, "urgency_most": 3, "tags": WORDS[number], "desk": desks[number % len(desks)]}
        rule = RoutingRule.objects.create(name=f"Rule {number}", position=number, **fields)
        go_live(rule, mark=RoutingRule.objects.get(pk=rule.pk).mark, now=timezone.now())
    return [
        Source.objects.create(name=name, slug=name.lower(), connector=Source.Connector.HAND)
        for name in ("Northwire", "Coastpress", "Inland")
    ]


def payloads(count: int) -> Iterator[tuple[int, bytes]]:
    """Write items as ninjs: every tenth an update of the one before, every tenth another source's nearly the same."""
    before = None
    for number, words in enumerate(invent(count)):
        if before and number % 10 == 4:
            yield 0, ninjs(before, number - 1, version=2)
        elif before and number % 10 == 7:
            yield 1, ninjs(before, number, version=1)
        else:
            yield 0, ninjs(words, number, version=1)
        before = words


def ninjs(words: Words, number: int, *, version: int) -> bytes:
    """Write one item."""
    item = {
        "uri": f"urn:bench:{number}",
        "version": str(version),
        "type": "text",
        "headline": words.headline,
        "urgency": number % 9 + 1,
        "subject": [{"code": "medtop:15000000", "name": "sport"}],
        "body_xhtml": "".join(words.paragraphs) + ("<p>More soon.</p>" if version == 2 else ""),
    }
    return json.dumps(item).encode()


def keep(count: int, sources: list[Any]) -> float:
    """Take so many items in; gives items for each second of CPU."""
    from broadsheet.wire.services.ingest import ingest

    prepared = list(payloads(count))
    begun = time.process_time()
    for place, raw in prepared:
        ingest(raw, source=sources[place])
    return count / (time.process_time() - begun)


def lay_items(count: int, sources: list[Any]) -> None:
    """Lay items down as they are kept, without what led there: rows, words and tags, no versions."""
    from django.db import transaction
    from django.utils import timezone

    from broadsheet.taxonomy.models import SectionPage
    from broadsheet.wire.models import WireItem, WireTag

    now, sections = timezone.now(), list(SectionPage.objects.order_by("path"))
    for first in range(0, count, CHUNK):
        rows = [
            WireItem(
                source=sources[number % 3],
                guid=f"urn:laid:{number}",
                headline=words.headline,
                text=" ".join([words.headline, *words.paragraphs]).replace("<p>", "").replace("</p>", ""),
                urgency=number % 9 + 1,
                language="en",
                section=sections[number % len(sections)],
                word_count=250,
                received_at=now - timedelta(seconds=2 * (count - number)),
            )
            for number, words in enumerate(invent(CHUNK, first=first), first)
        ]
        with transaction.atomic():
            kept = WireItem.objects.bulk_create(rows)
            tagged = [(row, WORDS[row.urgency or 0]) for row in kept if (row.urgency or 0) < 4]
            WireTag.objects.bulk_create(
                [WireTag(item=row, name=name, received_at=row.received_at) for row, name in tagged]
                + [
                    WireTag(item=row, name="rare", received_at=row.received_at)
                    for row in kept[:1]
                    if first % 200_000 == 0
                ]
            )


def searches() -> dict[str, dict[str, Any]]:
    """Name what the desk is asked for, once the database knows its statistics."""
    from broadsheet.basepage.statistics import gather_statistics
    from broadsheet.taxonomy.models import SectionPage
    from broadsheet.wire.models import Source

    gather_statistics()
    section, source = SectionPage.objects.order_by("path").first(), Source.objects.first()
    return {
        "everything": {},
        "one source": {"source": source},
        "one section": {"section": section},
        "urgent": {"urgency": 2},
        "a tag on many": {"tag": WORDS[2]},
        "a tag on few": {"tag": "rare"},
        "not taken": {"state": "new"},
        "taken": {"state": "taken"},
        "a word in most": {"q": "harbour"},
        "two words": {"q": "harbour inquiry"},
        "a word in none": {"q": "zzyzx"},
        "a word, urgent, of a section": {"q": "harbour", "urgency": 2, "section": section},
    }


def screen(wanted: dict[str, Any]) -> list[Any]:
    """Read one screen of the inbox, as the view does."""
    from broadsheet.desk import queries

    return queries.with_alike(queries.inbox(wanted)[: queries.PAGE_SIZE + 1])


def wall(work: Callable[[], object]) -> float:
    """Give the middle of the rounds, in milliseconds."""
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return sorted(found)[ROUNDS // 2] * 1000


if __name__ == "__main__":
    main()
