"""Kill whoever works in a newsroom at random while wire copy becomes stories and is taken back; count what was lost.

    python -m tests.jobs.newsroom_kill_loop --kills 500 --database postgresql://root@127.0.0.1:5432/broadsheet_kills

Files fall into a watched folder: new items, whole feeds, later versions, repeats, bytes nobody can read; a feed grows
on a web server. Three workers take the files in and one process fetches the feed; rules tag the copy and publish some
of it; two editors, processes too, pick each other item up and publish it, at once or a second later by a job. Of what
is published the agency kills some and corrects some. At the end every file, item, version, routing, tag, pickup, story,
publication, card, address, search entry, case and hold is counted, and the read model held against the pages. The
database must be empty; without `--database` it is SQLite in a temporary folder.
"""

import argparse
import hashlib
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

from tests.jobs.bench import Bench, bench

SETTINGS = "broadsheet.config.settings"
ROLES = [*["tests.jobs.zygote.worker 3"] * 3, "tests.jobs.newsroom.editor 0", "tests.jobs.newsroom.editor 1"]
FETCHER = "tests.jobs.newsroom.fetcher"
TAKEN_BACK = 0.4  # of the kills are followed by one of the agency's
BATCH = 10
BULLETIN = 9
MOST_TIMES = 6
BACKLOG = 30
OPEN_JOBS = "SELECT count(*) FROM jobs_job WHERE done_at IS NULL AND coalesce(unique_key, '') NOT LIKE 'every:%'"
PUBLISHED = "SELECT count(DISTINCT story_id) FROM stories_publishevent"
OUT = (
    "SELECT DISTINCT item.guid FROM stories_publishevent event JOIN provenance_pickup pickup USING (story_id) "
    "JOIN wire_wireitem item ON item.id = pickup.item_id WHERE event.kind = 'published'"
)
PLAIN = re.compile(r"urn:agency:(\d+)")


@dataclass
class Ledger:
    """What the agency has sent, written down as it leaves."""

    files: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Count:
    """What a loop found; from `lost` on all is promised to be nothing."""

    kills: int
    seconds: float
    sent: Ledger
    again: Counter[str]
    given_up: int
    warned: Counter[str]
    lost: dict[str, int]
    doubled: dict[str, int]
    untrue: list[str]
    stuck: list[str]

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.untrue or self.stuck)

    def __str__(self) -> str:
        again = ", ".join(f"{task.rpartition('.')[2]} {times}" for task, times in self.again.most_common())
        return (
            f"{self.kills} kills in {self.seconds:.0f} s; {len(self.sent.files)} files, {len(self.sent.versions)} "
            f"versions of {len(self.sent.items)} items, as many stories, {len(self.sent.killed)} killed and "
            f"{len(self.sent.corrected)} corrected by the agency; lost: {self.lost or 0}, doubled: "
            f"{self.doubled or 0}, read model untrue: {self.untrue or 0}, jobs stuck or dead: {self.stuck or 0}; "
            f"{self.again.total()} jobs run again ({again}), {self.given_up} given up and made up for by the next; "
            f"in the log: {dict(self.warned)}"
        )


class Agency:
    """Whoever puts files into the folder, under a name nobody takes until the file is whole."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger, self.number = folder, Ledger(), 0
        self.entries: list[str] = []  # of the feed on the web
        folder.mkdir(parents=True, exist_ok=True)

    def send(self, files: int = BATCH) -> None:
        for _ in range(files):
            self._send_one(self.number)
            self.number += 1

    def _send_one(self, number: int) -> None:
        """Of ten one is a repeat, one a later version, one unreadable, one a feed of three, one on the web."""
        kind = number % 10
        if kind == 3:
            self._put(number, ninjs(number - 2))
        elif kind == 5:
            self._put(number, ninjs(number - 1, version=2), versions=[guid_of(number - 1)])
        elif kind == 6:
            self.ledger.items.append(guid := f"urn:web:{number}")
            self.ledger.versions.append(guid)
            self.entries.append(guid)
        elif kind == 7:
            self._put(number, broken := f'{{"uri": "urn:broken:{number}"'.encode())
            self.ledger.unreadable.append(hashlib.sha256(broken).hexdigest())
        elif kind == 8:
            guids = [f"{guid_of(number)}:{entry}" for entry in range(3)]
            self._put(number, feed(guids), items=guids, versions=guids)
        else:
            self._put(number, ninjs(number), items=[guid_of(number)], versions=[guid_of(number)])

    def take_back(self, published: Iterable[str], dice: random.Random) -> None:
        """Kill or correct an item that is out; what a rule published is only killed, for a correction would follow."""
        done = {*self.ledger.killed, *self.ledger.corrected}
        known = sorted(guid for guid in published if guid not in done and PLAIN.fullmatch(guid))
        if not known:
            return
        number = int(known[place := dice.randrange(len(known))].rpartition(":")[2])
        is_kill = number % 10 == BULLETIN or dice.random() < 0.5
        said = {"pubstatus": "canceled"} if is_kill else {"ednote": "CORRECTS the number."}
        self._put(self.number, ninjs(number, version=9, **said), versions=[known[place]])
        (self.ledger.killed if is_kill else self.ledger.corrected).append(known[place])
        self.number += 10 - self.number % 10  # a repeat or a later version is of the item a step before

    def _put(
        self, number: int, raw: bytes, *, items: list[str] | None = None, versions: list[str] | None = None
    ) -> None:
        name = f"{number:06}.{'xml' if raw.startswith(b'<') else 'json'}"
        (self.folder / f"{name}.part").write_bytes(raw)
        (self.folder / f"{name}.part").rename(self.folder / name)
        self.ledger.files.append(name)
        self.ledger.items += items or []
        self.ledger.versions += versions or []


def guid_of(number: int) -> str:
    return f"urn:agency:{number}"


def ninjs(number: int, *, version: int = 1, **more: str) -> bytes:
    """Write an item of three paragraphs; of ten one is a bulletin, which a rule publishes."""
    name = "Bulletin" if number % 10 == BULLETIN else "Council vote"
    body = "".join(f"<p>Paragraph {part} of item {number}, version {version}.</p>" for part in range(3))
    item = {"uri": guid_of(number), "version": str(version), "type": "text", "headline": f"{name} {number}"}
    return json.dumps(item | {"byline": "By Ben Moss", "body_xhtml": body} | more).encode()


def feed(guids: list[str]) -> bytes:
    """Write an RSS feed with an entry for each."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>Feed {guid}</title>"
        f"<description>{escape(f'<p>All about {guid}.</p>')}</description></item>"
        for guid in guids
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Agency</title>{entries}</channel></rss>".encode()


def newsroom_kill_loop(place: Bench, kills: int, seed: int) -> Count:
    """Run the loop on a bench whose database has no stories yet."""
    agency, dice, begun = Agency(place.home / "drop" / "agency"), random.Random(seed), time.monotonic()
    agency.send()
    place.load()
    place.python("open_newsroom()", names_of="tests.jobs.newsroom")
    with on_the_web(agency) as port:
        pids = {place.fork(role): role for role in (*ROLES, f"{FETCHER} {port}")}
        kill_at_random(place, agency, pids, kills, dice)
        with suppress(AssertionError):  # what never comes is counted as lost
            place.wait_for(lambda: is_quiet(place, agency), seconds=max(60, kills))
    for pid in pids:
        place.kill(pid)
    return count(place, agency.ledger, kills, time.monotonic() - begun)


def kill_at_random(place: Bench, agency: Agency, pids: dict[int, str], kills: int, dice: random.Random) -> None:
    """Kill somebody twice a second, let another take the place, and let the agency send and take back."""
    for number in range(kills * MOST_TIMES):
        if number >= kills and warnings_in(place.home / "workers.log")["job.leases.expired"]:
            break  # by now a kill has hit a worker at its work, on the idlest machine
        time.sleep(dice.uniform(0.2, 0.8))
        place.kill(victim := dice.choice(list(pids)))
        role = pids.pop(victim)
        pids[place.fork(role)] = role
        if len(agency.ledger.items) - place.one(PUBLISHED) < BACKLOG:
            agency.send()
        if dice.random() < TAKEN_BACK:
            agency.take_back([guid for (guid,) in place.rows(OUT)], dice)


@contextmanager
def on_the_web(agency: Agency) -> Iterator[int]:
    """Serve what the agency has on the web, slowly, so that a kill finds somebody half through; gives the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = feed(agency.entries) if self.path == "/feed.xml" else b""
            self.send_response(200 if content else 404)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            for part in (content[: len(content) // 2], content[len(content) // 2 :]):
                with suppress(ConnectionError):
                    self.wfile.write(part)
                time.sleep(0.05)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def is_quiet(place: Bench, agency: Agency) -> bool:
    """Say whether all that was sent has gone the whole way."""
    waiting = [*agency.folder.glob("*.*"), *agency.folder.glob(".taking/*")]
    files_are_taken = not [path for path in waiting if path.is_file()]
    return files_are_taken and place.one(PUBLISHED) >= len(agency.ledger.items) and not place.one(OPEN_JOBS)


def count(place: Bench, sent: Ledger, kills: int, seconds: float) -> Count:
    """Count in a fresh process what came of it all."""
    ledger = place.home / "ledger.json"
    ledger.write_text(json.dumps(asdict(sent)))
    found = json.loads(place.python(f"census({str(ledger)!r})", names_of="tests.jobs.newsroom").splitlines()[-1])
    return Count(
        kills=kills,
        seconds=seconds,
        sent=sent,
        again=Counter(found["again"]),
        given_up=len(found["given up"]),
        warned=warnings_in(place.home / "workers.log"),
        lost={name: lost for name, (lost, _) in found["tally"].items() if lost},
        doubled={name: doubled for name, (_, doubled) in found["tally"].items() if doubled},
        untrue=found["differences"],
        stuck=[*found["stuck"], *found["dead"]],
    )


def warnings_in(log: Path) -> Counter[str]:
    """Count what the processes warned of; a line cut short by a kill says nothing."""
    found: Counter[str] = Counter()
    for line in log.read_text().splitlines():
        with suppress(ValueError, KeyError, TypeError):
            written = json.loads(line)
            found[written["event"]] += written["level"] != "info"
    return +found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--database", default="")
    parser.add_argument("--home", type=Path, help="an empty folder to keep logs and files in")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        bench("sqlite", given.home or Path(folder), given.database, SETTINGS) as place,
    ):
        found = newsroom_kill_loop(place, given.kills, given.seed)
        sys.stdout.write(f"{place.url.partition(':')[0]}, seed {given.seed}: {found}\n")
        raise SystemExit(not found.is_clean)


if __name__ == "__main__":
    main()
