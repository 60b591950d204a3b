"""Send copy where the live rules say, in the transaction that keeps it, and write down which rule did what."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.interchange.items import NewsItem
from broadsheet.people.models import User
from broadsheet.taxonomy.models import SectionPage
from broadsheet.wire import rules
from broadsheet.wire.errors import NotTried
from broadsheet.wire.facts import wire_item_cleared
from broadsheet.wire.models import Alarm, Routing, RoutingRule, WireItem, WireTag, WireVersion
from broadsheet.wire.routing import Conditions, Decision, ItemFacts, Rule, Step, decide, facts_of, reasons_for
from broadsheet.wire.services.sections import section_for

Outcome = Routing.Outcome
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MOST_TRIED = 5_000


def as_rule(row: RoutingRule) -> Rule:
    """Give a rule as plain values."""
    return Rule(
        pk=row.pk,
        name=row.name,
        when=Conditions(
            source_id=row.source_id,
            section=row.section.path if row.section else "",
            subjects=lines(row.subjects),
            words=lines(row.words),
            words_absent=lines(row.words_absent),
            urgency_most=row.urgency_most,
            languages=tuple(row.languages.replace(",", " ").split()),
            places=lines(row.places),
        ),
        desk_id=row.desk_id,
        desk_name=row.desk.title if row.desk else "",
        tags=tuple(dict.fromkeys(tag[:40] for tag in row.tags.replace(",", " ").lower().split())),
        raises_alarm=row.raises_alarm,
        publishes=row.publishes,
        ends_routing=row.ends_routing,
    )


def lines(text: str) -> tuple[str, ...]:
    """Give the lines that say something."""
    return tuple(filter(None, map(str.strip, text.splitlines())))


def live_rules() -> list[Rule]:
    """Give the rules in force, in their order, by one query."""
    rows = RoutingRule.objects.filter(is_live=True).select_related("section", "desk")
    return [as_rule(row) for row in rows]


def send(row: WireItem, version: WireVersion, item: NewsItem) -> None:
    """Save an item where its subjects, its source and the live rules want it."""
    row.section = section_for(item.subjects) or row.source.section
    live = live_rules()
    decision = decide(live, facts_for(row, item, row.section)) if live else Decision()
    row.section_id = decision.desk_id or row.section_id
    row.save()
    record(decision, row, version)


def facts_for(row: WireItem, item: NewsItem, section: SectionPage | None) -> ItemFacts:
    """Gather what rules ask of an item that belongs to a section."""
    return facts_of(
        item,
        source_id=row.source_id,
        section=section.path if section else "",
        language=item.language or row.source.language,
        text=rules.plain_words_of(item),
    )


def record(decision: Decision, item: WireItem, version: WireVersion) -> None:
    """Write down what the rules did: a row for each, tags, and, unless the item is killed, alarms and publishing."""
    put_tags(item, decision.tags)
    rows = [note_step(step, item, version) for step in decision.steps]
    if item.pubstatus == "canceled":
        return
    for why in decision.alarms:
        raise_alarm(item, why)
    for row in rows:
        if row.rule_id == decision.publishing and not row.outcome:
            clear(row)


def note_step(step: Step, item: WireItem, version: WireVersion) -> Routing:
    """Write down what one rule did, once."""
    more = {"item": item, "rule_name": step.rule.name, "why": list(step.why), "did": list(step.did)}
    return Routing.objects.get_or_create(version=version, rule_id=step.rule.pk, defaults=more)[0]


def put_tags(item: WireItem, tags: Sequence[str]) -> None:
    """Give an item these tags and no others."""
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
    section = (section_for(content.subjects) or item.source.section) if when.section else None
    why = reasons_for(when, facts_for(item, content, section))
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
