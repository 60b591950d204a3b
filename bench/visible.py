"""How long after an editor's command a change is seen, and what else was dropped from the cache for it.

`python -m bench.visible --url http://127.0.0.1:8000 --count 500` runs in the environment of a site that is being served
(`BROADSHEET_HOME` and so on) and publishes new stories, edits of them and withdrawals in it, so use a copy. After each
a reader for every address that shows the story asks again and again, and an open page listens, until the change is
there. Milliseconds count from the moment the editor's command begins. Stories of other sections should stay kept: their
tags are looked at after each change.
"""

import argparse
import http.client
import os
import random
import re
import socket
import sys
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from broadsheet.edge.stamps import Seen, Stamps, slot

PATIENCE_SECONDS, REST_SECONDS = 20, 0.02
Times = dict[str, list[float]]


def main() -> int:
    """Publish, look, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.visible", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--count", type=int, default=500)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.config.settings")
    import django

    django.setup()
    newsroom = Newsroom(given.url)
    report(newsroom.work(given.count))
    print(newsroom.kept.said())
    return 0


class Page(threading.Thread):
    """An open page that notes when it hears of something."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(daemon=True)
        self.line = socket.create_connection((host, port))
        self.heard: dict[str, float] = {}
        self.channels: str = "list::0"
        self.line.sendall(f"GET /_live?on=list::0 HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())

    def run(self) -> None:
        """Listen."""
        while data := self.line.recv(65536).decode():
            for headline in re.findall(r'"headline": "([^"]*)"', data):
                self.heard[headline] = time.monotonic()

    def wait_for(self, headline: str) -> float:
        """Wait for a headline; give when it was heard."""
        end = time.monotonic() + PATIENCE_SECONDS
        while headline not in self.heard and time.monotonic() < end:
            time.sleep(0.001)
        return self.heard.get(headline, end)


class Newsroom:
    """An editor, a reader for each address, and pages that have nothing to do with what the editor does."""

    def __init__(self, url: str) -> None:
        from broadsheet.fronts.models import Placement
        from broadsheet.media.models import Picture
        from broadsheet.people.models import Contributor, User
        from broadsheet.taxonomy.models import SectionPage, Topic

        place = urlsplit(url)
        self.host, self.port = place.hostname or "127.0.0.1", place.port or 80
        self.readers = ThreadPoolExecutor(16)
        self.own = threading.local()
        self.page = Page(self.host, self.port)
        self.page.start()
        self.boss = User.objects.filter(is_superuser=True).first() or User.objects.filter(is_active=True).first()
        front, sections = self.read("/"), SectionPage.objects.filter(live=True, is_hidden=False, depth=3)
        bands = [section for section in sections if f'"><a href="{section.path_on_site}">' in front]
        self.sections, others = bands[::2], bands[1::2]
        self.placed = Placement.objects.filter(story__live=True).values_list("story_id", flat=True)[0]
        self.picture = Picture.objects.exclude(description="").first()
        self.topic, self.author = Topic.objects.first(), Contributor.objects.first()
        self.dice, self.times = random.Random(time.time()), defaultdict[str, list[float]](list)
        self.kept = Kept(self.host, [section.pk for section in others])

    def work(self, count: int) -> Times:
        """Do so many things: of four, one new story, one edit, one withdrawal, one edit of a story on the front."""
        for _ in range(count // 4):
            self.write()
        return self.times

    def write(self) -> None:
        """Publish a new story, edit it, take it down."""
        from broadsheet.stories.models import Byline, StoryPage

        word, section = f"Zq{self.dice.getrandbits(44):x}", self.dice.choice(self.sections)
        body = [{"type": "paragraph", "value": f"<p>{word} came to the harbour today.</p>"}]
        story = StoryPage(title=f"{word} arrives", slug=word.lower(), standfirst="A measured story.", body=body)
        story.bylines, story.lead_picture = [Byline(contributor=self.author)], self.picture
        section.add_child(instance=story)
        if self.topic:
            story.topics.add(self.topic)
        places = self.places(section)
        self.change("new", lambda: story.save_revision(user=self.boss).publish(user=self.boss), places, word, story)
        edited, story = f"Xv{self.dice.getrandbits(44):x}", StoryPage.objects.get(pk=story.pk)
        story.title = f"{edited} arrives"
        self.change("edit", lambda: story.save_revision(user=self.boss).publish(user=self.boss), places, edited, story)
        gone = StoryPage.objects.get(pk=story.pk)
        self.change("withdraw", lambda: gone.unpublish(user=self.boss), places, edited, gone)
        placed, word = StoryPage.objects.get(pk=self.placed), f"Pl{self.dice.getrandbits(44):x}"
        placed.title = f"{word} arrives"
        publish = placed.save_revision(user=self.boss).publish
        self.change("on the front", lambda: publish(user=self.boss), {"front": "/"}, word, placed)

    def places(self, section: Any) -> dict[str, str]:
        """Name the addresses that show a story of a section; `%s` stands for its word."""
        own = {"section": section.path_on_site, "latest": "/latest/", "feed": "/feed.xml"}
        own |= {"news sitemap": "/sitemap-news.xml", "section feed": f"{section.path_on_site}feed.xml"}
        own |= {"author": f"/author/{self.author.slug}/", "search": "/search/?q=%s"}
        return own | ({"topic": f"/topic/{self.topic.slug}/"} if self.topic else {})

    def change(self, kind: str, command: Any, places: dict[str, str], word: str, story: Any) -> None:
        """Give an order, and look until it is seen everywhere."""
        places = {name: path.replace("%s", word) for name, path in places.items()} | {"story": story.path_on_site}
        start, used = time.monotonic(), time.thread_time()
        looks = {name: self.readers.submit(self.look, path, word, kind, start) for name, path in places.items()}
        command()
        self.times[f"{kind}: command"].append(time.monotonic() - start)
        self.times[f"{kind}: command, CPU"].append(time.thread_time() - used)
        for name, look in looks.items():
            self.times[f"{kind}: {name}"].append(look.result())
        if kind == "new":
            self.times["new: open page"].append(self.page.wait_for(f"{word} arrives") - start)
        self.kept.look()

    def look(self, path: str, word: str, kind: str, start: float) -> float:
        """Ask for one address until it shows the change; give how long after the start it was there."""
        end = start + PATIENCE_SECONDS
        time.sleep(REST_SECONDS)
        while self.shows(path, word) == (kind == "withdraw"):
            if time.monotonic() > end:
                return PATIENCE_SECONDS
            time.sleep(REST_SECONDS)
        return time.monotonic() - start

    def read(self, path: str) -> str:
        """Give a page."""
        if not hasattr(self.own, "line"):
            self.own.line = http.client.HTTPConnection(self.host, self.port, timeout=30)
        self.own.line.request("GET", path)
        return self.own.line.getresponse().read().decode()

    def shows(self, path: str, word: str) -> bool:
        """Say whether a page holds a word, other than as what was searched for."""
        text = self.read(path)
        return f"{word} arrives" in text or (path.startswith("/search") and f"<mark>{word}" in text)


class Kept:
    """Stories of other sections, and the stamps of what they are made of."""

    def __init__(self, host: str, sections: list[int]) -> None:
        from django.conf import settings

        from broadsheet.public.models import Card

        self.host, self.folder = host, settings.RUN_FOLDER
        there = Card.objects.filter(section_id__in=sections, state="live").order_by("-published_at")[:4000]
        self.paths = [card.path for card in there[::40]]
        self.stamps = Stamps(self.folder / "stamps")
        self.tags = {path: self.ask(path) for path in self.paths}
        self.seen = {path: Seen(tags, self.stamps.words) for path, tags in self.tags.items()}
        self.looks, self.gone, self.dropped = 0, 0, Counter[bytes]()

    def ask(self, path: str) -> list[bytes]:
        """Ask the application for a page as the edge does; give its tags."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.folder / "app.sock"))
            line.sendall(f"GET {path} HTTP/1.0\r\nhost: {self.host}\r\nx-edge-ask: shared\r\n\r\n".encode())
            head = b"".join(iter(lambda: line.recv(65536), b"")).partition(b"\r\n\r\n")[0]
        found = re.search(rb"(?i)x-edge-tags: ([^\r]*)", head)
        assert found, head
        return found[1].split()

    def said(self) -> str:
        """Say what was dropped."""
        dropped = ", ".join(f"{tag.decode()} {count}" for tag, count in self.dropped.most_common(8)) or "no tag changed"
        return f"Stories of other sections, looked at {self.looks} times: {self.gone} to be made anew ({dropped})."

    def look(self) -> None:
        """Count the pages that would be made anew, by the tags that changed."""
        for path, seen in self.seen.items():
            self.looks += 1
            if not seen.holds(self.stamps.words):
                tags = [tag for tag in self.tags[path] if self.stamps.words[slot(tag)] > seen.newest()]
                self.dropped.update(tags)
                self.gone += 1
                self.seen[path] = Seen(self.tags[path], self.stamps.words)


def report(times: Times) -> None:
    """Print percentiles."""
    for name, values in times.items():
        row = sorted(value * 1000 for value in values)
        p50, p99 = row[len(row) // 2], row[min(len(row) - 1, int(len(row) * 0.99))]
        print(f"{name:28} {len(row):4} times: p50 {p50:6.0f}  p99 {p99:6.0f}  most {row[-1]:6.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
