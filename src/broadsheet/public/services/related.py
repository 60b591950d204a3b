"""Choose what a reader of one story may want next, by content: shared topics, people and places, and the words of both.

Rare shared topics and rare shared words count more than common ones (inverse document frequency over the candidates),
and a story of last week counts more than one of last year.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models.functions import Left
from django.utils import timezone

from broadsheet.public.models import Card, CardBody, CardLink
from broadsheet.public.selectors.lists import ListKey, newest_ids
from broadsheet.public.tags import changed

Key = TypeVar("Key", bound=Hashable)
CANDIDATES_PER_LIST = 60
RELATED = 8
NEIGHBOURS = 3
HALF_LIFE_DAYS = 90
CHARACTERS = 3000  # of each text: what a story is about stands at its head
WORD = re.compile(r"[^\W\d_]{4,}")
WEIGHT: dict[str, float] = {
    CardLink.Kind.TOPIC: 2.0,
    CardLink.Kind.PLACE: 0.6,
    CardLink.Kind.CONTRIBUTOR: 0.3,
    CardLink.Kind.SECTION: 0.2,
}


class Bags:
    """The words of stories, each counted once; those of the headline count four times."""

    def __init__(self) -> None:
        self.known: dict[int, Counter[str]] = {}

    def of(self, cards: list[Card]) -> dict[int, Counter[str]]:
        """Give the words of these stories."""
        new = {card.story_id: card for card in cards if card.story_id not in self.known}
        texts = CardBody.objects.filter(pk__in=new).annotate(start=Left("words", CHARACTERS)).values_list("pk", "start")
        self.known |= {pk: bag(f"{(new[pk].headline + ' ') * 4}{new[pk].standfirst} {text}") for pk, text in texts}
        return {card.story_id: self.known.get(card.story_id, Counter()) for card in cards}


def bag(text: str) -> Counter[str]:
    """Count the words of a text.

    >>> bag("Rain, and rain again")
    Counter({'rain': 2, 'again': 1})
    """
    return Counter(WORD.findall(text.casefold()))


def relate(story_id: int, *, now: datetime | None = None) -> None:
    """Choose the related stories of a story anew, and those of the three most like it, now that it is there.

    All is chosen before anything is written, for nobody else can write to SQLite meanwhile; and written in the order of
    the stories' numbers: two workers that wrote the same cards in opposite orders would deadlock on PostgreSQL.
    """
    now, bags = now or timezone.now(), Bags()
    chosen = choose(story_id, bags, now=now)
    choices = {story_id: chosen} | {other: choose(other, bags, now=now) for other in chosen[:NEIGHBOURS]}
    with transaction.atomic():
        kept = dict(Card.objects.filter(pk__in=choices).values_list("pk", "related_ids"))
        for pk in sorted(pk for pk in kept if kept[pk] != choices[pk]):
            Card.objects.filter(pk=pk).update(related_ids=choices[pk])
            changed(f"story:{pk}")


def choose(story_id: int, bags: Bags, *, now: datetime) -> list[int]:
    """Give the stories most like one story; an empty list if it is not to be seen."""
    card = Card.objects.visible(now).filter(pk=story_id).prefetch_related("links").first()
    return best_of(card, candidates(card, now=now), bags) if card else []


def candidates(card: Card, *, now: datetime) -> list[Card]:
    """Read the newest visible stories that share anything with `card`."""
    keys = [ListKey(*link) for link in links_of(card)]
    found = newest_ids(dict.fromkeys(keys, CANDIDATES_PER_LIST), now=now)
    ids = {story_id for row in found.values() for story_id in row} - {card.story_id}
    return list(Card.objects.visible(now).filter(pk__in=ids).prefetch_related("links"))


def best_of(card: Card, others: list[Card], bags: Bags) -> list[int]:
    """Order the candidates by likeness and recency."""
    own = bags.of([card, *others])
    rarity = inverse_frequency(own.values())
    own_links = links_of(card)
    shared = inverse_frequency([dict.fromkeys(links_of(other), 1) for other in [card, *others]])

    def score(other: Card) -> float:
        words = cosine(own[card.story_id], own[other.story_id], rarity)
        links = sum(WEIGHT[kind] * shared[(kind, target)] for kind, target in own_links & links_of(other))
        age = abs((card.published_at - other.published_at).days)
        return float((4 * words + 0.25 * links) * 0.5 ** (age / HALF_LIFE_DAYS))

    return [other.story_id for other in sorted(others, key=lambda other: (-score(other), -other.story_id))[:RELATED]]


def links_of(card: Card) -> set[tuple[str, int]]:
    """List what a card is linked to."""
    return {(link.kind, link.target_id) for link in card.links.all() if link.kind in WEIGHT}


def inverse_frequency(bags: Iterable[Mapping[Key, int]]) -> dict[Key, float]:
    """Give each key its weight: the fewer bags it is in, the more it says."""
    bags = list(bags)
    seen = Counter(key for bag in bags for key in bag)
    return {key: math.log((1 + len(bags)) / (0.5 + count)) for key, count in seen.items()}


def cosine(a: Counter[str], b: Counter[str], rarity: dict[str, float]) -> float:
    """Compare two bags of words, 0 for nothing in common to 1 for the same."""
    return dot(a, b, rarity) / (math.sqrt(dot(a, a, rarity) * dot(b, b, rarity)) or 1.0)


def dot(a: Counter[str], b: Counter[str], rarity: dict[str, float]) -> float:
    """Multiply two bags, weighted by rarity; counts are damped."""
    return sum((1 + math.log(a[w])) * (1 + math.log(b[w])) * rarity[w] ** 2 for w in a.keys() & b.keys())
