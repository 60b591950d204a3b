"""Give the demo newsroom rules for its wires, and searches worth keeping."""

from typing import Any

from django.utils import timezone

from broadsheet.people.models import User
from broadsheet.taxonomy.models import SectionPage
from broadsheet.wire.models import Preset, RoutingRule
from broadsheet.wire.services.route import go_live

RULES: list[dict[str, Any]] = [
    {"name": "Flash and bulletin", "position": 10, "urgency_most": 1, "tags": "flash", "raises_alarm": True},
    {
        "name": "The harbour question",
        "position": 20,
        "words": "harbour\ndeep-water port\nquay*",
        "words_absent": "recipe",
        "tags": "harbour",
    },
    {"name": "Courts", "position": 30, "words": "court\nverdict\nappeal judges", "tags": "courts"},
]
KEPT = [("Urgent", "urgency=3"), ("Harbour", "tag=harbour"), ("Courts", "tag=courts"), ("Not taken", "state=new")]


def write_rules(sections: dict[str, SectionPage]) -> None:
    """Put the rules in force before any copy comes in."""
    rules = [*RULES, {"name": "Sport results", "position": 40, "words": "full time", "desk": sections["sports"]}]
    for fields in rules:
        rule, is_new = RoutingRule.objects.get_or_create(name=fields["name"], defaults=fields)
        if is_new:
            go_live(rule, mark=RoutingRule.objects.get(pk=rule.pk).mark, now=timezone.now())


def keep_searches() -> None:
    """Keep searches for everybody, in the publisher's name."""
    owner = User.objects.get(email="publisher@courier.example")
    for name, query in KEPT:
        Preset.objects.get_or_create(owner=owner, name=name, defaults={"query": query, "is_shared": True})
