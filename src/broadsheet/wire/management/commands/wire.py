"""`broadsheet wire list | fetch SOURCE | try SOURCE | key SOURCE | show ITEM`: look at the wires from the shell."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from broadsheet.wire.models import Source, WireItem
from broadsheet.wire.queries import quiet_sources
from broadsheet.wire.services.collect import collect
from broadsheet.wire.services.push import address_of, make_key
from broadsheet.wire.services.trial import try_source


class Command(BaseCommand):
    """What the sources do, one fetch now, one for trial, a key to push with, one item whole."""

    help = "List the sources of wire copy, fetch from one or try it, make a key, or show an item with all its versions."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a verb and what it is about."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("list", help="Every source, how it is doing, and who is quiet.")
        verbs.add_parser("fetch", help="Fetch from one source now, due or not.").add_argument("source")
        key = verbs.add_parser("key", help="Make a key by which a source may push to us; it is shown this once.")
        key.add_argument("source")
        key.add_argument("--name", default="", help="What to call it, such as the machine that will use it.")
        verbs.add_parser("try", help="Fetch from one source, print what came, keep nothing.").add_argument("source")
        verbs.add_parser("show", help="One item and its versions.").add_argument("item", help="Its number or guid.")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Do one of them."""
        if verb == "list":
            self.list_sources()
        elif verb == "fetch":
            self.fetch(find_source(options["source"]))
        elif verb == "try":
            self.try_source(find_source(options["source"]))
        elif verb == "key":
            self.make_key(find_source(options["source"]), options["name"])
        else:
            self.show(options["item"])

    def list_sources(self) -> None:
        """Print a line a source, its fault below it, and the alarms last."""
        for source in Source.objects.all():
            state = "on" if source.is_enabled else "off"
            self.stdout.write(
                f"{source.slug:24} {source.connector:7} {state:4} last item {moment(source.last_item_at):18} {source}"
            )
            if source.last_error:
                self.stdout.write(f"    failed {source.failures} times: {source.last_error}")
        for quiet in quiet_sources(timezone.now()):
            self.stdout.write(str(quiet))

    def fetch(self, source: Source) -> None:
        """Collect from one source and print what became of each thing."""
        outcomes = collect(source)
        for outcome in outcomes:
            self.stdout.write(str(outcome))
        if source.last_error:
            raise CommandError(source.last_error)
        if not outcomes:
            self.stdout.write(f"{source}: nothing new")

    def try_source(self, source: Source) -> None:
        """Print what would arrive; exit code 1 if something would be refused."""
        trial = try_source(source)
        for line in trial.lines:
            self.stdout.write(line)
        counts = (
            f"{len(trial.items_found) + trial.more} items, {trial.pictures} pictures, {len(trial.refusals)} refused"
        )
        self.stdout.write(f"{source}: {counts}. Nothing was kept.")
        if trial.refusals:
            raise SystemExit(1)

    def make_key(self, source: Source, name: str) -> None:
        """Print a new key, and where to send."""
        self.stdout.write(make_key(source, name=name or "Made in the shell"))
        self.stderr.write(f"It is not shown again. Copy goes to {address_of(source)} by POST.")

    def show(self, name: str) -> None:
        """Print an item, its versions, what was lifted out of its text and what was noted while reading it."""
        found = WireItem.objects.filter(Q(guid=name) | Q(pk=int(name) if is_number(name) else 0))
        item = found.select_related("source", "section", "latest").first()
        if item is None:
            raise CommandError(f"No item has the number or guid “{name}”. The inbox shows both beside each item.")
        facts = {
            "item": f"{item.pk}  {item.guid}",
            "source": item.source,
            "status": item.get_pubstatus_display(),
            "headline": item.headline,
            "slugline": item.slugline,
            "byline": item.byline,
            "section": item.section,
            "embargoed until": moment(item.embargoed_until) if item.embargoed_until else "",
            "words": item.word_count,
        }
        for label, value in facts.items():
            if value:
                self.stdout.write(f"{label:16} {value}")
        self.show_versions(item)

    def show_versions(self, item: WireItem) -> None:
        """Print the versions, the newest marked, and the record of the newest."""
        for version in item.versions.select_related("payload").defer("payload__raw", "content"):
            mark = "*" if version.pk == item.latest_id else " "
            self.stdout.write(
                f"{mark} version {version.version}, {version.pubstatus}, {version.format}, "
                f"received {moment(version.received_at)}, sha256 {version.payload}"
            )
        if item.latest:
            for lifted in item.latest.news_item.lifted:
                self.stdout.write(f"lifted {lifted.what}: {lifted.text}")
            for note in item.latest.news_item.notes:
                self.stdout.write(f"note: {note}")


def find_source(name: str) -> Source:
    """Find a source by its short name or its long one."""
    found = Source.objects.filter(slug=name).first() or Source.objects.filter(name=name).first()
    if found is None:
        raise CommandError(f"No source is called “{name}”. See their names with: broadsheet wire list")
    return found


def moment(when: Any) -> str:
    """Give a moment in the publication's time, or say that there was none."""
    return date_format(timezone.localtime(when), "j M Y H:i") if when else "never"


def is_number(name: str) -> bool:
    """Say whether a name can be an item's number."""
    return name.isascii() and name.isdigit() and len(name) < 19
