"""Send copy where the live rules say, in the transaction that keeps it, and write down which rule did what."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.core.prepared import Prepared
from broadsheet.interchange.items import NewsItem
from broadsheet.people.models import User
from broadsheet.wire import rules
from broadsheet.wire.errors import NotTried
from broadsheet.wire.facts import wire_item_cleared
from broadsheet.wire.models import Alarm, Routing, RoutingRule, WireItem, WireTag, WireVersion
from broadsheet.wire.routing import Conditions, Decision, ItemFacts, Rule, Step, decide, facts_of, reasons_for
from broadsheet.wire.services.sections import NOWHERE, place_for, place_of

Outcome = Routing.Outcome
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MOST_TRIED = 5_000


ASKED = (
    "pk",
    "name",
    "source_id",
    "section__path",
    "subjects",
    "words",
    "words_absent",
    "urgency_most",
    "languages",
    "places",
    "desk_id",
    "desk__title",
    "tags",
    "raises_alarm",
    "publishes",
    "ends_routing",
)


@lru_cache(maxsize=512)
def made_of(*row: Any) -> Rule:
    """Make a rule of the columns `ASKED`; once for what they say, for every item asks for all rules."""
    said = dict(zip(ASKED, row, strict=True))
    return Rule(
        pk=said["pk"],
        name=said["name"],
        when=Conditions(
            source_id=said["source_id"],
            section=said["section__path"] or "",
            subjects=lines(said["subjects"]),
            words=lines(said["words"]),
            words_absent=lines(said["words_absent"]),
            urgency_most=said["urgency_most"],
            languages=tuple(said["languages"].replace(",", " ").split()),
            places=lines(said["places"]),
        ),
        desk_id=said["desk_id"],
        desk_name=said["desk__title"] or "",
        tags=tuple(dict.fromkeys(tag[:40] for tag in said["tags"].replace(",", " ").lower().split())),
        raises_alarm=bool(said["raises_alarm"]),
        publishes=bool(said["publishes"]),
        ends_routing=bool(said["ends_routing"]),
    )


LIVE = Prepared(
    lambda: RoutingRule.objects.filter(is_live=True).order_by("position", "pk").values_list(*ASKED),
    made_of,
)


def as_rule(row: RoutingRule) -> Rule:
    """Give a rule as plain values."""
    return made_of(*RoutingRule.objects.filter(pk=row.pk).values_list(*ASKED).get())


def lines(text: str) -> tuple[str, ...]:
    """Give the lines that say something."""
    return tuple(filter(None, map(str.strip, text.splitlines())))


def send(row: WireItem, version: WireVersion, item: NewsItem, *, is_first: bool) -> None:
    """Save an item where its subjects, its source and the live rules want it; `is_first` of its versions, or not."""
    home = place_for(item.subjects) or place_of(row.source.section)
    live = LIVE.all()
    decision = decide(live, facts_for(row, item, home.path)) if live else Decision()
    row.section_id = decision.desk_id or home.pk
    row.save()
    put_tags(row, decision.tags, is_first=is_first)
    record(decision, row, version)


def facts_for(row: WireItem, item: NewsItem, section: str) -> ItemFacts:
    """Gather what rules ask of an item that belongs to a section."""
    return facts_of(
        item,
        source_id=row.source_id,
        section=section,
        language=item.language or row.source.language,
        text=rules.plain_words_of(item),
    )


def record(decision: Decision, item: WireItem, version: WireVersion) -> None:
    """Write down what the rules did, a row for each, and, unless the item is killed, raise alarms and publish."""
    rows = Routing.objects.bulk_create([row_of(step, item, version) for step in decision.steps])
    if item.pubstatus == "canceled":
        return
    for why in decision.alarms:
        raise_alarm(item, why)
    for row in rows:
        if row.rule_id == decision.publishing:
            clear(row)


def row_of(step: Step, item: WireItem, version: WireVersion) -> Routing:
    """Say what one rule did."""
    said = {"rule_name": step.rule.name, "why": list(step.why), "did": list(step.did)}
    return Routing(item=item, version=version, rule_id=step.rule.pk, **said)


def put_tags(item: WireItem, tags: Sequence[str], *, is_first: bool) -> None:
    """Give an item these tags and no others."""
    if not is_first:
        WireTag.objects.filter(item=item).delete()
    WireTag.objects.bulk_create([WireTag(item=item, name=tag, received_at=item.received_at) for tag in tags])


def raise_alarm(item: WireItem, why: str) -> None:
    """Ask for somebody to look; once for each reason."""
    Alarm.objects.get_or_create(item=item, why=why[:300])


def see_alarm(alarm: Alarm, *, by: User) -> None:
    """Note that somebody has seen what an alarm is about; the first to say so stands."""
    Alarm.objects.filter(pk=alarm.pk, seen_at=None).update(seen_at=timezone.now(), seen_by=by)


def clear(row: Routing) -> None:
    """Clear an item for publishing and tell the desk, or say why it waits for somebody."""
    if reasons := rules.reasons_to_wait(row.version.pubstatus, row.item.embargoed_until, now=timezone.now()):
        settle(row, Outcome.HELD, " ".join(reasons))
        return
    settle(row, Outcome.OWED)
    wire_item_cleared.announce(routing_id=row.pk)


def settle(row: Routing, outcome: str, note: str = "") -> None:
    """Write down what came of publishing by rule; what did not go out raises an alarm."""
    row.outcome, row.outcome_note = outcome, note
    row.save(update_fields=["outcome", "outcome_note"])
    if outcome == Outcome.HELD:
        raise_alarm(row.item, _("{rule}: not published. {why}").format(rule=row.rule_name, why=note))


def has_reached_its_limit(rule: RoutingRule, *, now: datetime) -> bool:
    """Say whether a rule has published as much as it may within the last hour."""
    sent = Routing.objects.filter(rule=rule, outcome=Outcome.PUBLISHED, routed_at__gt=now - HOUR)
    return sent.count() >= rule.publish_most_an_hour


@dataclass(frozen=True, slots=True)
class Match:
    """An item that a rule would have applied to, and why."""

    item: WireItem
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have done: how much copy was asked, what it applies to, how much would go over its limit."""

    asked: int
    matches: list[Match]
    over_limit: int


def try_rule(row: RoutingRule, *, now: datetime) -> Trial:
    """Hold a rule against the copy of the last day, the newest 5,000 items; changes nothing."""
    items = WireItem.objects.filter(received_at__gt=now - DAY, latest__isnull=False).select_related("latest", "source")
    when = as_rule(row).when
    late = list(items.order_by("-received_at", "-pk")[:MOST_TRIED])
    matches = [match for item in late if (match := match_of(when, item))]
    publishable = [match.item.received_at for match in matches] if row.publishes else []
    return Trial(len(late), matches, over_limit(publishable, row.publish_most_an_hour))


def match_of(when: Conditions, item: WireItem) -> Match | None:
    """Hold an item's newest version against conditions."""
    if item.latest is None:
        return None
    content = item.latest.news_item
    home = (place_for(content.subjects) or place_of(item.source.section)) if when.section else NOWHERE
    why = reasons_for(when, facts_for(item, content, home.path))
    return Match(item, why) if why is not None else None


def over_limit(moments: Iterable[datetime], most: int) -> int:
    """Count what would have gone beyond so many in a clock hour."""
    hours = Counter(moment.replace(minute=0, second=0, microsecond=0) for moment in moments)
    return sum(max(0, count - most) for count in hours.values())


@transaction.atomic
def go_live(rule: RoutingRule, *, mark: str, now: datetime) -> None:
    """Put a rule in force. Raises NotTried unless `mark` is that of a trial of what the rule says now."""
    standing = RoutingRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if standing.mark != mark:
        raise NotTried(standing)
    RoutingRule.objects.filter(pk=rule.pk).update(is_live=True, tried_as=mark, tried_at=now)


def stand_down(rule: RoutingRule) -> None:
    """Take a rule out of force."""
    RoutingRule.objects.filter(pk=rule.pk).update(is_live=False)
