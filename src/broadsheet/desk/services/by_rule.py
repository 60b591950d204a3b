"""Publish what a routing rule has cleared: whole, once, within its limit, and never over a person's work.

A newer version of copy that went out by a rule follows it, as long as nobody has touched the story. What does not go
out raises an alarm with the reason. How a rule comes to be in force: `wire.services.route`.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.desk.errors import NoSection
from broadsheet.desk.services.pickup import (
    Album,
    draft_of,
    keep_pictures,
    note_pickup,
    open_draft,
    section_for,
)
from broadsheet.desk.wire_pictures import read_picture
from broadsheet.provenance.models import Pickup, RecallCase
from broadsheet.provenance.services.recall import close_of_version
from broadsheet.stories.errors import StoryHeld
from broadsheet.stories.models import StoryPage
from broadsheet.wire import rules
from broadsheet.wire.models import Routing, RoutingRule, WireItem
from broadsheet.wire.services.route import Outcome, has_reached_its_limit, settle

PICTURES_WITHIN = timedelta(minutes=2)
TAKEN_OVER = (
    "title",
    "standfirst",
    "slugline",
    "dateline",
    "language",
    "urgency",
    "lead_picture",
    "lead_caption",
    "body",
    "bylines",
    "source_name",
    "source_url",
    "source_license",
    "usage_terms",
    "ednote",
    "embargoed_until",
)


def publish_cleared(routing: Routing) -> bool:
    """Publish a cleared version or settle why not; False if its pictures are still on their way, so ask again."""
    item, content = routing.item, routing.version.news_item
    album, missing = keep_pictures(content, item, partial(read_picture, item.source))
    if missing and rules.pictures_to_fetch(content) and timezone.now() < routing.routed_at + PICTURES_WITHIN:
        return False
    put_out(routing.pk, album=album, missing=missing)
    return True


@transaction.atomic
def put_out(routing_id: int, *, album: Album, missing: list[str]) -> None:
    """Publish under the lock of the item and of the rule, whose limit counts what other processes send."""
    routing = Routing.objects.select_related("version", "item__source").get(pk=routing_id)
    item = WireItem.objects.select_for_update(of=("self",)).select_related("latest", "source").get(pk=routing.item_id)
    rule = RoutingRule.objects.select_for_update(of=("self",)).filter(routings=routing).first()
    routing.refresh_from_db(fields=["outcome"])
    if routing.outcome != Outcome.OWED:
        return
    if item.latest_id != routing.version_id:
        settle(routing, Outcome.NONE, _("A newer version came before it went out."))
    elif reasons := reasons_against(item, rule, now=timezone.now()):
        settle(routing, Outcome.HELD, " ".join(reasons))
    else:
        send(routing, item, album=album, missing=missing)


def reasons_against(item: WireItem, rule: RoutingRule | None, *, now: datetime) -> list[str]:
    """List why an item may not go out by this rule now."""
    reasons = rules.reasons_to_wait(item.pubstatus, item.embargoed_until, now=now)
    if rule is None or not (rule.is_live and rule.publishes):
        reasons.append(_("The rule is no longer in force."))
    elif has_reached_its_limit(rule, now=now):
        limit = rule.publish_most_an_hour
        reasons.append(_("The rule may publish {n} an hour, and has.").format(n=limit))
    taken = Pickup.objects.filter(item=item).select_related("by", "story__latest_revision").order_by("pk")
    return reasons + [sentence for pickup in taken if (sentence := claim_on(pickup))]


def claim_on(pickup: Pickup) -> str:
    """Say whose the story of a pickup is; nothing if no person has had a hand in it."""
    story, revision = pickup.story, pickup.story.latest_revision
    if pickup.by_id:
        return _("{name} has taken it.").format(name=pickup.by)
    if story.is_killed:
        return _("“{story}” was killed.").format(story=story)
    if revision and revision.user_id:
        return _("{name} has edited “{story}”; a newer version is at hand.").format(name=revision.user, story=story)
    return "" if story.live else _("“{story}” was withdrawn, or waits for an editor.").format(story=story)


def send(routing: Routing, item: WireItem, *, album: Album, missing: list[str]) -> None:
    """Publish the version as a story, or as the next version of the story that its rule made."""
    before = Pickup.objects.filter(item=item).select_related("story").order_by("pk").last()
    try:
        story = renew(before.story, routing, item, album) if before else begin(routing, item, album, missing)
        with transaction.atomic():  # a draft that may not go out stays, for an editor
            story.get_latest_revision().publish(user=None)
    except (StoryHeld, NoSection) as refusal:
        settle(routing, Outcome.HELD, str(refusal))
        return
    close_of_version(story.pk, routing.version_id, RecallCase.State.CORRECTED, note=str(routing.rule_name))
    settle(routing, Outcome.PUBLISHED)


def begin(routing: Routing, item: WireItem, album: Album, missing: list[str]) -> StoryPage:
    """Open the draft of an item that no story has used."""
    section = section_for(item, routing.version.news_item)
    return open_draft(item, routing.version, section, by=None, album=album, missing=missing)


def renew(story: StoryPage, routing: Routing, item: WireItem, album: Album) -> StoryPage:
    """Give a story that nobody has touched the words of a newer version; its section, address and topics stay."""
    newer = draft_of(item, routing.version.news_item, album)
    for name in TAKEN_OVER:
        setattr(story, name, getattr(newer, name).all() if name == "bylines" else getattr(newer, name))
    story.save_revision(user=None, log_action=True)
    note_pickup(story, item, routing.version, by=None, album=album)
    return story
