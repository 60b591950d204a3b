"""Deliver copy in any order and as often as one likes: whatever the history, the end is the same.

`python -m tests.wire.histories --count 100000 --seed 1` draws plots: up to five versions of one item, some killed,
withheld, embargoed or corrected, and an item of another source in nearly the same words, with rules in force and with a
published story made of the first version. Each plot is delivered ten times, shuffled and with repetitions; it stops at
the first history whose end differs. A few hundred are in the suite. No two deliveries of a plot bear the same number
and status: of such a pair the first that comes stands.
"""

import argparse
import logging
import os
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORDS = (  # noqa: SIM905 (a list of words is read, not parsed)
    "ferry quay harbour storm board winter council tram bridge canal mayor money "
    "vote ticket market ship island crown hospital spring engineer route noise flood decade"
).split()
TOLD = 10  # histories of one plot
Delivery = tuple[str, bytes]  # who sends, and what


def main() -> int:
    """Tell histories in a home of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="histories-") as home:
        open_home(Path(home))
        print(tell(given.count, random.Random(given.seed), lay_ground()))
    return 0


def open_home(home: Path) -> None:
    """Make a database and set Django up."""
    from tests.edge.site import command, environment

    own = environment(home, 0)
    command(own, "migrate", "-v0")
    os.environ.update(own, DJANGO_SETTINGS_MODULE="broadsheet.config.settings")
    import django

    django.setup()
    logging.disable(logging.WARNING)


def lay_ground() -> dict[str, Any]:
    """Make two sources, a section for each word that rules look for, and a published story of the first version."""
    from django.utils import timezone

    from broadsheet.desk.services.pickup import pick_up
    from broadsheet.wire.models import RoutingRule, WireItem
    from broadsheet.wire.services.ingest import ingest
    from broadsheet.wire.services.route import go_live
    from tests import factories

    factories.lay_ground()
    home = factories.make_home()
    by = factories.make_user("Zoe", is_superuser=True)
    sections = [factories.make_section(home, name) for name in ("Sea", "Town")]
    for section, word in zip(sections, ("ferry*", "tram*"), strict=True):
        rule = RoutingRule.objects.create(name=word, words=word, desk=section, tags=word.rstrip("*"), raises_alarm=True)
        go_live(rule, mark=RoutingRule.objects.get(pk=rule.pk).mark, now=timezone.now())
    sources = {name: factories.make_source(name) for name in ("NPA", "Strait")}
    ingest(version(1, ["ferry"] * 5, {}), source=sources["NPA"])
    factories.publish(pick_up(WireItem.objects.get(), by=by, section=sections[0]), by=by)
    return sources


def version(number: int, words: list[str], fields: dict[str, str], *, guid: str = "urn:a") -> bytes:
    """Write a version as ninjs."""
    import json

    text = " ".join(words)
    item = {"uri": guid, "version": str(number), "type": "text", "headline": f"Version {number}", "body_text": text}
    return json.dumps(item | fields).encode()


def plot(dice: random.Random) -> list[Delivery]:
    """Draw what is delivered: versions of one item, and copy of another source that is much like one of them."""
    texts = [dice.choices(WORDS, k=dice.randint(5, 60)) for _ in range(dice.randint(2, 5))]
    told = [orders(dice) for _ in texts]
    sent = [("NPA", version(number, *of)) for number, of in enumerate(zip(texts, told, strict=True), 1)]
    standing = [number for number, of in enumerate(told, 1) if of.get("pubstatus") != "canceled"]
    if standing and dice.random() < 0.2:  # a kill that bears the number of what it kills
        sent.append(("NPA", version(dice.choice(standing), [], {"pubstatus": "canceled"})))
    like = list(dice.choice(texts))
    like[dice.randrange(len(like))] = "fog"
    return [*sent, ("Strait", version(1, like, {}, guid="urn:b"))]


def orders(dice: random.Random) -> dict[str, str]:
    """Draw what a version says of what may be done with it."""
    return dice.choice(
        [
            {},
            {},
            {},
            {"pubstatus": "canceled"},
            {"pubstatus": "withheld"},
            {"embargoed": "2099-01-01T00:00:00Z"},
            {"ednote": "Corrects the price"},
        ]
    )


def tell(count: int, dice: random.Random, sources: dict[str, Any]) -> str:
    """Tell so many histories; fail at the first that ends otherwise than another of its plot."""
    told = 0
    while told < count:
        deliveries = plot(dice)
        expected = end_of(deliveries, sources)
        for _ in range(min(TOLD, count - told)):
            history = dice.sample(deliveries, len(deliveries)) + dice.choices(deliveries, k=dice.randint(0, 3))
            dice.shuffle(history)
            told += 1
            if (found := end_of(history, sources)) != expected:
                raise AssertionError(f"History {told} ended otherwise.\n{history}\n{found}\nbut in order\n{expected}")
        if told % 5_000 < TOLD:
            print(f"{told} histories", file=sys.stderr, flush=True)
    return f"{told} histories, the same end for all of a plot."


def end_of(history: list[Delivery], sources: dict[str, Any]) -> dict[str, Any]:
    """Deliver, look, and undo it all."""
    from django.db import transaction

    from broadsheet.wire.services.ingest import ingest

    with transaction.atomic():
        for sender, raw in history:
            ingest(raw, source=sources[sender])
        found = {name: look() for name, look in SIGHTS.items()}
        transaction.set_rollback(True)
    return found


def items() -> list[Any]:
    """Every item as the desk sees it."""
    from broadsheet.wire.models import WireItem

    rows = WireItem.objects.order_by("guid").prefetch_related("tags", "versions").select_related("latest")
    return [
        (
            row.guid,
            row.latest and row.latest.version,
            (row.pubstatus, row.headline, row.text, row.section_id, row.embargoed_until),
            sorted(tag.name for tag in row.tags.all()),
            sorted((kept.version, kept.pubstatus) for kept in row.versions.all()),
        )
        for row in rows
    ]


def likenesses() -> list[Any]:
    """Every likeness, by guids."""
    from broadsheet.wire.models import Likeness

    pairs = Likeness.objects.select_related("first", "second")
    return sorted((*sorted((pair.first.guid, pair.second.guid)), pair.kind) for pair in pairs)


def recalls() -> list[Any]:
    """Every case of the story, and whether readers have it."""
    from broadsheet.provenance.models import RecallCase
    from broadsheet.stories.models import StoryPage

    cases = RecallCase.objects.values_list("version__version", "cause", "act", "state")
    return [sorted(cases), [(story.live, story.is_held, story.is_killed) for story in StoryPage.objects.all()]]


SIGHTS: dict[str, Callable[[], list[Any]]] = {"items": items, "likenesses": likenesses, "recalls": recalls}


if __name__ == "__main__":
    sys.exit(main())
