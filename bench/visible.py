"""How long after an editor's publish a change is seen.

`python -m bench.visible --url http://127.0.0.1:8000 --count 500` runs in the environment of a site that is being served
(`BROADSHEET_HOME` and so on) and publishes new stories, edits of them and withdrawals in it, so use a copy. After each
it asks every address that shows the story, and listens as an open page, until the change is there. Milliseconds count
from the moment the editor's command begins.
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
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

PATIENCE_SECONDS = 20
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
    report(Newsroom(given.url).work(given.count))
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


class Newsroom:
    """An editor and a reader."""

    def __init__(self, url: str) -> None:
        from broadsheet.people.models import User
        from broadsheet.taxonomy.models import SectionPage, Topic

        place = urlsplit(url)
        self.host, self.port = place.hostname or "127.0.0.1", place.port or 80
        self.reader = http.client.HTTPConnection(self.host, self.port, timeout=30)
        self.page = Page(self.host, self.port)
        self.page.start()
        self.boss = User.objects.filter(is_superuser=True).first() or User.objects.filter(is_active=True).first()
        self.sections = list(SectionPage.objects.filter(live=True, is_hidden=False))
        self.topic = Topic.objects.first()
        self.dice, self.times = random.Random(7), defaultdict[str, list[float]](list)

    def work(self, count: int) -> Times:
        """Do so many things: of three, one new story, one edit, one withdrawal."""
        for number in range(count // 3):
            self.write(number)
        return self.times

    def write(self, number: int) -> None:
        """Publish a new story, edit it, take it down."""
        from broadsheet.stories.models import StoryPage

        word = f"Zq{self.dice.getrandbits(44):x}"
        body = [{"type": "paragraph", "value": f"<p>{word} came to the harbour today.</p>"}]
        section = self.dice.choice(self.sections)
        story = StoryPage(title=f"{word} arrives", slug=word.lower(), standfirst="A measured story.", body=body)
        story.byline_text = "Bench"
        section.add_child(instance=story)
        if self.topic:
            story.topics.add(self.topic)
        self.publish(story, "new", word, self.places(section, word))
        edited = f"Xv{self.dice.getrandbits(44):x}"
        story = StoryPage.objects.get(pk=story.pk)
        story.title = f"{edited} arrives"
        self.publish(story, "edit", edited, self.places(section, edited))
        gone = StoryPage.objects.get(pk=story.pk)
        start = time.monotonic()
        gone.unpublish(user=self.boss)
        self.times["withdraw: command"].append(time.monotonic() - start)
        self.look(
            "withdraw", start, {name: (path, edited, False) for name, path in self.places(section, edited).items()}
        )

    def places(self, section: Any, word: str) -> dict[str, str]:
        """Name the addresses that show a story of a section."""
        own = {
            "section": section.path_on_site,
            "latest": "/latest/",
            "feed": "/feed.xml",
            "news sitemap": "/sitemap-news.xml",
        }
        if self.topic:
            own["topic"] = f"/topic/{self.topic.slug}/"
        own["news sitemap"] = "/sitemap-news.xml"
        return own | {"section feed": f"{section.path_on_site}feed.xml", "search": f"/search/?q={word}"}

    def publish(self, story: Any, kind: str, word: str, places: dict[str, str]) -> None:
        """Publish and look."""
        start, used = time.monotonic(), time.thread_time()
        story.save_revision(user=self.boss).publish(user=self.boss)
        self.times[f"{kind}: command"].append(time.monotonic() - start)
        self.times[f"{kind}: command, CPU"].append(time.thread_time() - used)
        self.look(
            kind, start, {name: (path, word, True) for name, path in {**places, "story": story.path_on_site}.items()}
        )
        if kind == "new":
            end = time.monotonic() + PATIENCE_SECONDS
            while f"{word} arrives" not in self.page.heard and time.monotonic() < end:
                time.sleep(0.001)
            self.times["new: open page"].append(self.page.heard.get(f"{word} arrives", end) - start)

    def look(self, kind: str, start: float, wanted: dict[str, tuple[str, str, bool]]) -> None:
        """Ask for everything in turn until all of it shows the change."""
        end = start + PATIENCE_SECONDS
        while wanted and time.monotonic() < end:
            for name, (path, word, is_there) in list(wanted.items()):
                if self.shows(path, word) == is_there:
                    self.times[f"{kind}: {name}"].append(time.monotonic() - start)
                    del wanted[name]
        for name in wanted:
            self.times[f"{kind}: {name}"].append(PATIENCE_SECONDS)

    def shows(self, path: str, word: str) -> bool:
        """Say whether a page holds a word, other than as what was searched for."""
        self.reader.request("GET", path)
        text = self.reader.getresponse().read().decode()
        return f"{word} arrives" in text or (path.startswith("/search") and f"<mark>{word}" in text)


def report(times: Times) -> None:
    """Print percentiles."""
    for name, values in times.items():
        row = sorted(value * 1000 for value in values)
        p50, p99 = row[len(row) // 2], row[min(len(row) - 1, int(len(row) * 0.99))]
        print(f"{name:28} {len(row):4} times: p50 {p50:6.0f}  p99 {p99:6.0f}  most {row[-1]:6.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
