"""Let agencies take copy back from a running site, and see how long any reader still has it.

`python -m tests.provenance.recalls --count 1000 --seed 1 [--database-url URL] [--home FOLDER]` runs two edge and two
application processes on a database of their own, which must be empty, unless a home is given that is set up already.
Each time it sends copy through the source's own door, publishes a story of it, sees it on every surface, lets the
source or the desk take it back, and asks every surface on every edge until none has it. Milliseconds count from the
moment the order is sent. A few are in the suite.
"""

import argparse
import http.client
import json
import logging
import os
import random
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.edge.site import Reader, environment, serving, set_up
from tests.edge.walk import settle
from tests.needs import free_port
from tests.provenance.surfaces import NOT_ALWAYS, surfaces_of

PROMISED_SECONDS, PATIENCE_SECONDS = 2, 20
NEVER_FEWER = (
    "media.Picture",
    "provenance.Pickup",
    "provenance.PictureOrigin",
    "provenance.RecallCase",
    "public.Card",
    "stories.Hold",
    "stories.Kill",
    "stories.PublicVersion",
    "stories.PublishEvent",
    "stories.StoryPage",
    "wagtailcore.Revision",
    "wire.Payload",
    "wire.WireItem",
    "wire.WireVersion",
)
FILES = ("/pictures/", "/documents/", "/<path>/story.ninjs")
Place = tuple[str, str, str]  # an address, its pattern, and the word by which a story is known


def main() -> int:
    """Take back, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--home", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="recalls-") as folder:
        home = Path(given.home or folder)
        own = environment(home, free_port(), database_url=given.database_url)
        if not given.home:
            set_up(own)
        print(recall(own, home, given.count, given.seed))
    return 0


def recall(own: dict[str, str], home: Path, count: int, seed: int) -> str:
    """Take back so often; give what was seen, or fail at what a reader had for too long."""
    os.environ.update(own, DJANGO_SETTINGS_MODULE="broadsheet.config.settings")
    import django

    django.setup()
    logging.disable(logging.WARNING)
    with serving(own, home / "serve.log"):
        newsroom = Newsroom(int(own["PORT"]), random.Random(seed))
        for turn in range(count):
            newsroom.take_one_back(WAYS[turn % len(WAYS)])
            if turn % 100 == 99:
                print(newsroom.said(), file=sys.stderr, flush=True)
        return newsroom.said()


@dataclass(frozen=True)
class Case:
    """Stories that readers have, and the order that takes them back."""

    stories: list[Any]
    take_back: Callable[[], None]
    by_desk: bool = False


class Newsroom:
    """A site, an editor, two sources that push, and a reader with connections to every edge."""

    def __init__(self, port: int, dice: random.Random) -> None:
        from broadsheet.taxonomy.models import Place, Topic
        from tests import factories

        factories.lay_ground()
        self.dice, self.reader = dice, Reader(port)
        self.orders = ThreadPoolExecutor(1)
        self.boss = factories.make_user("Zoe", is_superuser=True)
        self.sections = [factories.make_section(factories.make_home(), "Politics")]
        self.sections.append(factories.make_section(self.sections[0], "Town hall", slug="town-hall"))
        self.topic = Topic.objects.create(name="Trams", slug="trams")
        self.place = Place.objects.create(name="Aldermere", slug="aldermere")
        self.author = factories.make_contributor()
        self.strict = Door(port, "Northern Press Agency", "hold")
        self.quick = Door(port, "Strait Wire", "unpublish")
        self.times, self.heard, self.did = list[float](), list[float](), Counter[str]()
        self.seen, self.last, self.rows, self.others = Counter[str](), Counter[str](), rows(), list[str]()

    def take_one_back(self, way: "Way") -> None:
        """Publish, see it everywhere, take it back, see it nowhere; then let the desk decide."""
        case = way(self, f"Zq{self.dice.getrandbits(44):x}")
        self.put_forward(case.stories[0])
        settle()
        places, page = self.places_of(case.stories), Listening(self.reader.port, case.stories[0].pk)
        begun = time.monotonic()
        order = self.orders.submit(case.take_back)
        self.times.append(self.wait_until_gone(places, begun))
        order.result()
        self.did[way.__name__] += 1
        self.heard.append(page.told() - begun)
        settle()
        assert [place for place in places if self.shows(*place)] == [], "It came back by itself."
        self.decide(case)
        self.count_rows()

    def story_of(self, door: "Door", word: str, **fields: Any) -> Any:
        """Let a source send an item, pick it up, and publish it with all that brings a story onto a page."""
        from wagtail.rich_text import RichText

        from broadsheet.desk.services.pickup import pick_up
        from broadsheet.stories.models import Byline
        from tests import factories

        rendition = {"main": {"href": f"https://pictures.example/{word}.jpg"}}
        picture = {"type": "picture", "headline": "Tram", "body_text": "A tram.", "renditions": rendition}
        item = door.send(word, **({"associations": {"main": picture}} | fields))
        colour = f"#{self.dice.getrandbits(24):06x}"
        draft = pick_up(
            item,
            by=self.boss,
            section=self.dice.choice(self.sections),
            load_picture=lambda href: factories.jpeg(colour, (900, 600)),
        ).get_latest_revision_as_object()
        draft.lead_picture.description = "Two trams."
        draft.lead_picture.save()
        draft.body.append(
            ("paragraph", RichText(f'<p><a linktype="document" id="{make_file(word)}">The minutes</a></p>'))
        )
        draft.bylines = [Byline(contributor=self.author)]
        draft.topics.add(self.topic)
        draft.places.add(self.place)
        return factories.publish(draft, by=self.boss)

    def put_forward(self, story: Any) -> None:
        """Now and then place a story at the head of the front, break it as news, let it be read most."""
        from broadsheet.fronts.facts import front_changed
        from broadsheet.fronts.models import Container, Front, Placement
        from broadsheet.fronts.services.breaking import raise_breaking
        from broadsheet.public.services import popular
        from broadsheet.statistics.models import HourlyViews
        from broadsheet.statistics.rules import hour_of

        front = Front.objects.get_or_create(section=None)[0]
        front.containers.all().delete()  # one that nobody arranged shows what is new
        if self.dice.random() < 0.5:
            container = Container.objects.create(front=front, layout="list", size=8, sort_order=0)
            Placement.objects.create(container=container, story=story)
        front_changed.announce(front_id=front.pk)
        if self.dice.random() < 0.4:
            raise_breaking(story=story, headline=story.title, by=self.boss)
        if self.dice.random() < 0.4:
            HourlyViews.objects.create(story_id=story.pk, hour=hour_of(story.first_published_at), read=10_000)
            popular.rank()

    def places_of(self, stories: Iterable[Any]) -> list[Place]:
        """Ask for every surface on every edge, so that it is kept there; give those that show a story."""
        from broadsheet.public.models import Card

        found = list[Place]()
        for card in Card.objects.filter(pk__in=[story.pk for story in stories]):
            own = surfaces_of(card)
            word = card.headline.split()[0]
            for address, pattern in (own | {other: OTHER for other in self.others if other not in own}).items():
                is_seen = self.sightings(address, pattern, word)
                end = time.monotonic() + PROMISED_SECONDS
                while not all(is_seen) and pattern not in {*NOT_ALWAYS, OTHER}:
                    assert time.monotonic() < end, f"{address} does not show {card.path}"
                    is_seen = self.sightings(address, pattern, word)
                found += [(address, pattern, word)] if any(is_seen) else []
            self.others = [*self.others[-3:], card.path]
        self.seen.update(pattern for _, pattern, _ in found)
        return found

    def sightings(self, *place: str) -> list[bool]:
        """Ask on every connection."""
        return [self.shows(*place) for _ in self.reader.lines]

    def shows(self, address: str, pattern: str, word: str) -> bool:
        """Say whether what a reader gets is a story's picture, or has its headline or its address."""
        status, body = self.reader.get(address)
        if status == 410:  # such a page names its own address
            return f"{word} arrives".encode() in body
        if pattern.startswith(FILES):
            return status == 200
        return re.search(rf"{word}(</mark>)? arrives|{word.lower()}-arrives".encode(), body) is not None

    def wait_until_gone(self, places: list[Place], begun: float) -> float:
        """Ask until no connection has any of it; give when the last that had it had it, from `begun`."""
        clear, gone = dict.fromkeys(places, 0), begun
        while left := [place for place, times in clear.items() if times < len(self.reader.lines)]:
            for place in left:
                is_there = self.shows(*place)
                clear[place] = 0 if is_there else clear[place] + 1
                if is_there:
                    gone = time.monotonic()
                    self.last[place[1]] = max(self.last[place[1]], round((gone - begun) * 1000))
            assert time.monotonic() < begun + PATIENCE_SECONDS, f"Still there: {left}"
        return gone - begun

    def decide(self, case: Case) -> None:
        """Hold that each story has its case; decide on it as an editor may: keep, correct, kill, or later."""
        from broadsheet.provenance.models import RecallCase

        cases = RecallCase.objects.filter(story__in=[story.pk for story in case.stories], state="open")
        assert case.by_desk or {row.story_id for row in cases} == {story.pk for story in case.stories}
        for row in cases.select_related("story"):
            self.dice.choice([self.keep, self.correct, self.kill, lambda row: None])(row)

    def keep(self, row: Any) -> None:
        """Let the story stand; readers have it again unless it was taken down, or something else holds it."""
        from broadsheet.provenance.services.recall import keep_story, open_cases

        keep_story(row, by=self.boss)
        if row.act == "hold" and not open_cases(row.story_id):
            self.expect(row.story, 200)

    def correct(self, row: Any) -> None:
        """Publish a correction."""
        from broadsheet.provenance.services.recall import correct_story, open_cases
        from tests import factories

        correct_story(row, by=self.boss)
        if len(open_cases(row.story_id)) == 1:
            factories.publish(row.story, by=self.boss)
            self.expect(row.story, 200)

    def kill(self, row: Any) -> None:
        """Kill the story."""
        from broadsheet.stories.services.kill import kill_story

        kill_story(row.story, reason="The agency took it back.", by=self.boss)
        self.expect(row.story, 410)

    def expect(self, story: Any, status: int) -> None:
        """Hold that a story's address answers so, in time."""
        end = time.monotonic() + PROMISED_SECONDS
        while {self.reader.get(story.path_on_site)[0] for _ in self.reader.lines} != {status}:
            assert time.monotonic() < end, f"{story.path_on_site} does not answer {status}."

    def count_rows(self) -> None:
        """Hold that nothing was deleted."""
        now = rows()
        assert all(number >= self.rows[name] for name, number in now.items()), (self.rows, now)
        self.rows = now

    def said(self) -> str:
        """Say what was seen."""
        late = sum(seconds > PROMISED_SECONDS for seconds in self.times)
        return (
            f"{len(self.times)} taken back: {listed(self.did)}. {late} had for longer than {PROMISED_SECONDS} s, no "
            f"row deleted.\nThe last reader had it after {percentile(self.times, 50)} (p50), "
            f"{percentile(self.times, 99)} (p99), at most {percentile(self.times, 100)} ms; an open page heard after "
            f"{percentile(self.heard, 99)} ms (p99).\nShown on before, so often: {listed(self.seen)}.\n"
            f"Seen there at most so many ms after: {listed(self.last)}."
        )


class Door:
    """A source that pushes."""

    def __init__(self, port: int, name: str, policy: str) -> None:
        from broadsheet.wire.models import Source
        from broadsheet.wire.services.push import make_key
        from tests import factories

        fields = {"connector": Source.Connector.PUSH, "on_recall": policy, "on_correction": policy}
        self.source, self.port = factories.make_source(name, **fields), port
        self.key = make_key(self.source, name="Ticker")

    def send(self, word: str, **fields: Any) -> Any:
        """Push a version of an item; give its row."""
        from broadsheet.wire.models import WireItem
        from tests.wire.test_folder import ninjs

        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        line.request("POST", f"/wire/{self.source.slug}/", ninjs(f"{word} arrives", **fields), headers)
        answer = line.getresponse()
        assert answer.status == 202, answer.read()
        [outcome] = json.load(answer)["outcomes"]
        line.close()
        return WireItem.objects.select_related("latest", "source").get(source=self.source, guid=outcome["guid"])


class Listening(threading.Thread):
    """A page that is open on a story."""

    def __init__(self, port: int, story_id: int) -> None:
        super().__init__(daemon=True)
        self.line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.line.sendall(f"GET /_live?on=story:{story_id} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        self.text, self.at = b"", 0.0
        while b": welcome" not in self.text:
            self.text += self.line.recv(65536)
        self.start()

    def run(self) -> None:
        """Listen until something is told."""
        while b"event: gone" not in self.text:
            self.text += self.line.recv(65536)
        self.at = time.monotonic()

    def told(self) -> float:
        """Give when it was told."""
        self.join(PATIENCE_SECONDS)
        self.line.close()
        assert self.at, "An open page was not told."
        return self.at


Way = Callable[[Newsroom, str], Case]
OTHER = "another story"


def agency_kills(newsroom: Newsroom, word: str) -> Case:
    """By either policy."""
    door = newsroom.dice.choice([newsroom.strict, newsroom.quick])
    return Case([newsroom.story_of(door, word)], lambda: door.send(word, version="2", pubstatus="canceled"))


def agency_withholds(newsroom: Newsroom, word: str) -> Case:
    story = newsroom.story_of(newsroom.strict, word)
    return Case([story], lambda: newsroom.strict.send(word, version="2", pubstatus="withheld"))


def agency_puts_under_embargo(newsroom: Newsroom, word: str) -> Case:
    story = newsroom.story_of(newsroom.strict, word)
    return Case([story], lambda: newsroom.strict.send(word, version="2", embargoed="2099-01-01T00:00:00Z"))


def agency_corrects(newsroom: Newsroom, word: str) -> Case:
    door = newsroom.dice.choice([newsroom.strict, newsroom.quick])
    story = newsroom.story_of(door, word)
    return Case([story], lambda: door.send(word, version="2", ednote="CORRECTS the name in paragraph 2."))


def agency_kills_twice(newsroom: Newsroom, word: str) -> Case:
    """And an older version comes late."""

    def take_back() -> None:
        for more in ({"version": "3", "pubstatus": "canceled"}, {"version": "2"}):
            newsroom.strict.send(word, **more)
        newsroom.strict.send(word, version="3", pubstatus="canceled")

    return Case([newsroom.story_of(newsroom.strict, word)], take_back)


def agency_kills_the_version_it_names(newsroom: Newsroom, word: str) -> Case:
    """With the number of the version it kills."""
    story = newsroom.story_of(newsroom.strict, word)
    return Case([story], lambda: newsroom.strict.send(word, version="1", pubstatus="canceled"))


def agency_kills_what_somebody_edits(newsroom: Newsroom, word: str) -> Case:
    """While she keeps drafts, and publishes if she may."""
    from broadsheet.stories.errors import StoryHeld
    from tests import factories

    story = newsroom.story_of(newsroom.strict, word)

    def edit() -> None:
        from django.db import connections

        with suppress(StoryHeld):
            for _ in range(3):
                factories.publish(story, by=newsroom.boss)
        connections.close_all()

    def take_back() -> None:
        editor = threading.Thread(target=edit)
        editor.start()
        newsroom.strict.send(word, version="2", pubstatus="canceled")
        editor.join()

    return Case([story], take_back)


def agency_kills_a_picture(newsroom: Newsroom, word: str) -> Case:
    """That five stories show."""
    from tests import factories

    picture = {"type": "picture", "renditions": {"main": {"href": f"https://pictures.example/{word}.jpg"}}}
    stories = [newsroom.story_of(newsroom.strict, word, associations={}, **picture)]
    for number in range(4):
        section, lead = newsroom.dice.choice(newsroom.sections), stories[0].lead_picture
        draft = factories.make_story(section, f"{word}{number} arrives", lead_picture=lead, by=newsroom.boss)
        stories.append(factories.publish(draft, by=newsroom.boss))
    return Case(stories, lambda: newsroom.strict.send(word, version="2", pubstatus="canceled", **picture))


def desk_kills(newsroom: Newsroom, word: str) -> Case:
    from broadsheet.stories.services.kill import kill_story

    story = newsroom.story_of(newsroom.strict, word)
    return Case([story], lambda: kill_story(story, reason="It is not so.", by=newsroom.boss), by_desk=True)


def desk_withdraws(newsroom: Newsroom, word: str) -> Case:
    story = newsroom.story_of(newsroom.strict, word)
    return Case([story], lambda: story.unpublish(user=newsroom.boss), by_desk=True)


WAYS: list[Way] = [
    agency_kills,
    agency_withholds,
    agency_puts_under_embargo,
    agency_corrects,
    agency_kills_twice,
    agency_kills_the_version_it_names,
    agency_kills_what_somebody_edits,
    agency_kills_a_picture,
    desk_kills,
    desk_withdraws,
]


def make_file(word: str) -> int:
    """Keep a file to link to."""
    from django.core.files.base import ContentFile

    from broadsheet.media.models import Attachment

    kept = Attachment.objects.create(title=word, file=ContentFile(b"Minutes of the council", name=f"{word}.txt"))
    return int(kept.pk)


def rows() -> dict[str, int]:
    """Count the rows of which none is ever deleted."""
    from django.apps import apps

    return {name: apps.get_model(name)._default_manager.count() for name in NEVER_FEWER}


def percentile(values: list[float], percent: int) -> int:
    """Give a percentile, in milliseconds."""
    row = sorted(values)
    return round(row[min(len(row) - 1, len(row) * percent // 100)] * 1000)


def listed(counts: Counter[str]) -> str:
    """Print what was counted."""
    return ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
