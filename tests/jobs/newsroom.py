"""The newsroom of the kill loop, as its processes see it: its ground, its editors, and the census at the end.

Nothing here is needed to keep a promise: an editor who is killed begins again by looking at what lies on the desk.
"""

import io
import json
import logging
import os
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from broadsheet.desk.queries import drafts_of
from broadsheet.desk.services.pickup import pick_up
from broadsheet.desk.services.roles import ensure_roles, open_desk
from broadsheet.jobs.models import Job, State
from broadsheet.people.models import User
from broadsheet.provenance.models import Pickup, RecallCase
from broadsheet.public.models import Address, Card
from broadsheet.public.search.index import searcher
from broadsheet.stories.models import Hold, PublicVersion, PublishEvent, StoryPage
from broadsheet.wire.models import Quarantine, Routing, RoutingRule, Source, WireItem, WireTag, WireVersion
from broadsheet.wire.services.addresses import Reach
from broadsheet.wire.services.feed import fetch_feed
from broadsheet.wire.services.route import go_live
from tests import factories

__all__ = ["census", "editor", "open_newsroom"]
log = logging.getLogger(__name__)
EDITORS = 2
FOLDER = "agency"
BY_RULE = "Bulletin"
ROUND = "every:"  # how the keys of work that comes round begin; there is always one more of it
Tally = dict[str, tuple[int, int]]


def open_newsroom() -> None:
    """Lay the ground: a section with its desk and editors, and a source that watches a folder."""
    factories.lay_ground()
    section = factories.make_section(factories.make_home(), "Politics")
    ensure_roles()
    for number in range(EDITORS):
        factories.make_user(f"Ada{number}", groups=(open_desk(section).editors,))
    agency = factories.make_source(connector=Source.Connector.FOLDER, address=FOLDER, section=section)
    factories.make_source("Web", connector=Source.Connector.FEED, section=section, is_enabled=False)
    bulletins = {"words": "bulletin", "publishes": True, "publish_most_an_hour": 30_000, "position": 1}
    put_in_force(RoutingRule(name="Votes", words="vote", tags="votes"))
    put_in_force(RoutingRule(name="Bulletins", desk=section, source=agency, **bulletins))


def put_in_force(rule: RoutingRule) -> None:
    """Let a rule be in force."""
    rule.full_clean()
    rule.save()
    go_live(rule, mark=rule.mark, now=timezone.now())


def fetcher(port: str) -> None:
    """Fetch the feed on the web for ever, as somebody does who orders it by hand."""
    reach = Reach(ports=frozenset({int(port)}), loopback=True)
    while True:
        close_old_connections()
        source = Source.objects.get(connector=Source.Connector.FEED)
        source.address = f"http://127.0.0.1:{port}/feed.xml"
        fetch_feed(source, reach=reach)


def editor(number: str) -> None:
    """Pick up and publish for ever, the items of one's own number; half of the stories a second later."""
    me = User.objects.get(email=f"ada{number}@courier.example")
    while True:
        try:
            close_old_connections()
            time.sleep(0 if work_once(me, int(number)) else 0.05)
        except Exception:
            log.exception("editor.trouble")
            time.sleep(0.2)


def work_once(me: User, number: int) -> bool:
    """Take the next step; False if there is none."""
    if draft := next_draft(me):
        send_out(draft, me)
        return True
    free = WireItem.objects.filter(pickups=None).exclude(latest=None).exclude(headline__startswith=BY_RULE)
    mine = free.annotate(turn=F("pk") % EDITORS)
    item = mine.filter(turn=number).order_by("pk").first()
    if item:
        pick_up(item, by=me)
    return bool(item)


def next_draft(me: User) -> StoryPage | None:
    """Give a draft of one's own that is not scheduled. What is scheduled is asked first: it may go out meanwhile."""
    scheduled = Revision.objects.exclude(approved_go_live_at=None).values_list("object_id", flat=True)
    ahead = {int(pk) for pk in scheduled}
    return drafts_of(me).filter(live=False).exclude(pk__in=ahead).order_by("pk").first()


def send_out(draft: StoryPage, me: User) -> None:
    """Publish now or in a second; one killed between the two steps finds a draft with one more revision."""
    if draft.pk % 2:
        draft.go_live_at = timezone.now() + timedelta(seconds=1)
    draft.save_revision(user=me).publish(user=me)


def census(ledger: str) -> None:
    """Print, for each thing that was to be, how many are lost and how many are there too often."""
    sent = json.loads(Path(ledger).read_text())
    addresses = addresses_now()
    differences = verified()
    found: Tally = {
        "files": tally(sent["files"], resting_files()),
        "unreadable": tally(sent["unreadable"], Quarantine.objects.values_list("sha256", flat=True)),
        "items": tally(sent["items"], WireItem.objects.values_list("guid", flat=True)),
        "versions": tally(sent["versions"], WireVersion.objects.values_list("item__guid", flat=True)),
        "pickups": tally(sent["items"], Pickup.objects.values_list("item__guid", flat=True)),
        "stories": tally(sent["items"], StoryPage.objects.values_list("pickups__item__guid", flat=True)),
        **once_a_story(set(sent["killed"])),
        **as_routed(),
        "cases": tally(sent["killed"] + sent["corrected"], RecallCase.objects.values_list("item__guid", flat=True)),
        "holds": tally(sent["killed"], Hold.objects.values_list("story__pickups__item__guid", flat=True)),
        "addresses": tally(addresses, addresses_now()),
    }
    print(json.dumps({"tally": found, "differences": differences, **stuck()}))


def as_routed() -> Tally:
    """Tally what the rules did: of a version at most once, of the newest one exactly once, and its tag."""
    routed = list(Routing.objects.values_list("version_id", flat=True))
    copy = WireItem.objects.filter(guid__startswith=f"urn:{FOLDER}").exclude(guid__regex=r":\d+:\d+$")
    newest = list(copy.exclude(pubstatus="canceled").values_list("latest_id", flat=True))
    votes = copy.exclude(headline__startswith=BY_RULE).values_list("pk", flat=True)
    return {
        "routed": tally(newest, [version for version in routed if version in set(newest)]),
        "routed before": tally(set(routed), routed),
        "tags": tally(votes, WireTag.objects.values_list("item_id", flat=True)),
    }


def once_a_story(killed: set[str]) -> Tally:
    """Tally what each story must have exactly once; one made of what was killed is held and nowhere to be found."""
    stories = list(StoryPage.objects.values_list("pk", flat=True))
    held = list(StoryPage.objects.filter(pickups__item__guid__in=killed).values_list("pk", flat=True))
    seen = [pk for pk in stories if pk not in set(held)]
    published = {"kind": PublishEvent.Kind.PUBLISHED}
    logged = PageLogEntry.objects.filter(action="wagtail.publish")
    rows: dict[str, Iterable[int]] = {
        "published": PublishEvent.objects.filter(**published).values_list("story_id", flat=True),
        "told by Wagtail": logged.values_list("page_id", flat=True),
        "public versions": PublicVersion.objects.values_list("story_id", flat=True),
        "own addresses": Address.objects.filter(kind=Address.Kind.STORY).values_list("target_id", flat=True),
    }
    found = {name: tally(stories, there) for name, there in rows.items()}
    cards = {state: Card.objects.filter(state=state).values_list("pk", flat=True) for state in ("live", "held")}
    found |= {"live cards": tally(seen, cards["live"]), "held cards": tally(held, cards["held"])}
    found |= {
        "told that it is held": tally(held, PublishEvent.objects.filter(kind="held").values_list("story_id", flat=True))
    }
    return found | {"search entries": tally(seen, searched())}


def tally(wanted: Iterable[Any], there: Iterable[Any]) -> tuple[int, int]:
    """Count what is missing and what is too much.

    >>> tally("aab", "bbc")
    (2, 2)
    """
    first, second = Counter(wanted), Counter(there)
    return (first - second).total(), (second - first).total()


def resting_files() -> list[str]:
    """List every file in and below the folder by the name it came with; one still waiting there has not rested."""
    folder = Path(settings.BROADSHEET["drop_folder"]) / FOLDER
    rested = [name for inner in (".taken", ".refused") for name in os.listdir(folder / inner)]
    waiting = [path.name for path in (*folder.iterdir(), *(folder / ".taking").iterdir()) if path.is_file()]
    return [name.partition("-")[2] for name in rested] + [f"{name} still waits" for name in waiting]


def addresses_now() -> list[str]:
    """Write down the address map."""
    return [f"{row.path} {row.kind} {row.target_id} {row.target_path}" for row in Address.objects.all()]


def verified() -> list[str]:
    """Run `broadsheet verify`; give the differences it prints."""
    with redirect_stdout(io.StringIO()) as output:
        try:
            call_command("verify", stdout=output)
        except SystemExit:
            return output.getvalue().splitlines()
    return []


def searched() -> list[int]:
    """List the stories in the search index, each as often as it is there."""
    reader = searcher()
    hits = reader.search(tantivy.Query.all_query(), limit=1_000_000).hits
    return [reader.doc(address)["story_id"][0] for _, address in hits]


def stuck() -> dict[str, list[str]]:
    """List the jobs that are still open, those given up with their work undone, and what was run again after a kill.

    A look into a folder that is given up, its sixth worker killed, loses nothing: the next look takes the files.
    """
    jobs = Job.objects.exclude(unique_key__startswith=ROUND) | Job.objects.filter(unique_key=None)
    later = Job.objects.filter(state=State.DONE, task=OuterRef("task"), args=OuterRef("args"), pk__gt=OuterRef("pk"))
    dead = jobs.filter(state=State.DEAD).annotate(is_made_up=Exists(later))
    return {
        "stuck": [f"{job.task} {job.args} {job.state}" for job in jobs.filter(done_at=None)],
        "dead": [f"{job.task} {job.args} {job.last_error}" for job in dead.filter(is_made_up=False)],
        "given up": list(dead.filter(is_made_up=True).values_list("task", flat=True)),
        "again": list(jobs.filter(attempts__gt=1).values_list("task", flat=True)),
    }
