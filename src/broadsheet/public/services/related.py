"""Choose what a reader of one story may want next, by content: shared topics, people and places, and the words of both.

Rare shared topics and rare shared words count more than common ones, and a story of last week counts more than one of
last year. Words are compared by the cosine of their damped counts, those of the story itself weighted by their inverse
frequency among the candidates ("nnc.ltc" but for damping; Salton and Buckley 1988, "Term-weighting approaches in
automatic text retrieval").
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.db.models.functions import Left
from django.utils import timezone

from broadsheet.public.models import Card, CardLink
from broadsheet.public.selectors.lists import ListKey, newest_ids
from broadsheet.public.tags import changed

Key = TypeVar("Key")
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


class Text(NamedTuple):
    """What is compared of a story; `length` is that of its words as a vector."""

    story_id: int
    published_at: datetime
    links: frozenset[tuple[str, int]]
    words: dict[str, float]
    length: float


class Shelf:
    """The texts that readers may see, each read once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.known: dict[int, Text] = {}

    def of(self, ids: Iterable[int]) -> list[Text]:
        """Give those of these stories that may be seen."""
        ids = set(ids)
        if new := ids - self.known.keys():
            self.known |= {text.story_id: text for text in read(new, now=self.now)}
        return [self.known[pk] for pk in ids & self.known.keys()]


def read(ids: Collection[int], *, now: datetime) -> Iterable[Text]:
    """Read the beginnings of these stories, and what they are linked to."""
    links = defaultdict[int, set[tuple[str, int]]](set)
    for story_id, kind, target in CardLink.objects.filter(card_id__in=ids).values_list("card_id", "kind", "target_id"):
        if kind in WEIGHT:  # asked of the database, SQLite would read all links of these kinds
            links[story_id].add((kind, target))
    cards = Card.objects.visible(now).filter(pk__in=ids).annotate(start=Left("body__words", CHARACTERS))
    for pk, at, headline, standfirst, start in cards.values_list(
        "pk", "published_at", "headline", "standfirst", "start"
    ):
        words = bag(f"{(headline + ' ') * 4}{standfirst} {start}")
        yield Text(pk, at, frozenset(links[pk]), words, math.sqrt(sum(weight * weight for weight in words.values())))


def bag(text: str) -> dict[str, float]:
    """Weigh the words of a text by how often they come, damped.

    >>> bag("Rain, and rain again")
    {'rain': 1.6931471805599454, 'again': 1.0}
    """
    return {word: 1 + math.log(count) for word, count in Counter(WORD.findall(text.casefold())).items()}


def relate(story_id: int, *, now: datetime | None = None) -> None:
    """Choose the related stories of a story anew, and those of the three most like it, now that it is there."""
    shelf = Shelf(now or timezone.now())
    chosen = choose(story_id, shelf)
    keep({story_id: chosen} | {other: choose(other, shelf) for other in chosen[:NEIGHBOURS]})


def relate_many(story_ids: Iterable[int], *, now: datetime | None = None) -> None:
    """Choose the related stories of stories that came together; a text that several may be like is read once."""
    shelf = Shelf(now or timezone.now())
    keep({story_id: choose(story_id, shelf) for story_id in story_ids})


@transaction.atomic
def keep(choices: dict[int, list[int]]) -> None:
    """Write what was chosen. All is chosen before, for nobody else can write to SQLite meanwhile.

    It is written in the order of the stories' numbers: two workers that wrote the same cards in opposite orders would
    deadlock on PostgreSQL.
    """
    kept = dict(Card.objects.filter(pk__in=choices).values_list("pk", "related_ids"))
    new = sorted(pk for pk in kept if kept[pk] != choices[pk])
    for pk in new:
        Card.objects.filter(pk=pk).update(related_ids=choices[pk])
    changed(*(f"story:{pk}" for pk in new))


def choose(story_id: int, shelf: Shelf) -> list[int]:
    """Give the stories most like one story; an empty list if it is not to be seen."""
    return best_of(own[0], candidates(own[0], shelf)) if (own := shelf.of([story_id])) else []


def candidates(text: Text, shelf: Shelf) -> list[Text]:
    """Read the newest visible stories that share anything with a story."""
    keys = [ListKey(*link) for link in text.links]
    found = newest_ids(dict.fromkeys(keys, CANDIDATES_PER_LIST), now=shelf.now)
    return shelf.of({story_id for row in found.values() for story_id in row} - {text.story_id})


def best_of(own: Text, others: list[Text]) -> list[int]:
    """Order the candidates by likeness and recency."""
    all_texts = [own, *others]
    rarity = inverse_frequency(own.words, [text.words for text in all_texts])
    shared = inverse_frequency(own.links, [text.links for text in all_texts])
    wanted = {word: weight * rarity[word] for word, weight in own.words.items()}
    length = math.sqrt(sum(weight * weight for weight in wanted.values()))

    def score(other: Text) -> float:
        words = sum(wanted[word] * other.words[word] for word in wanted.keys() & other.words.keys())
        links = sum(WEIGHT[link[0]] * shared[link] for link in own.links & other.links)
        age = abs((own.published_at - other.published_at).days)
        return float((4 * words / (length * other.length or 1.0) + 0.25 * links) * 0.5 ** (age / HALF_LIFE_DAYS))

    best = sorted((-score(other), -other.story_id) for other in others)
    return [-negative for _, negative in best[:RELATED]]


def inverse_frequency(keys: Iterable[Key], bags: Collection[Container[Key]]) -> dict[Key, float]:
    """Give each key its weight: the fewer bags it is in, the more it says."""
    return {key: math.log((1 + len(bags)) / (0.5 + sum(key in bag for bag in bags))) for key in keys}
