"""Editors' search on SQLite, at the cost of what is shown.

Wagtail's own backend searches the whole index once more for each page that matches, to know how well: a word that
stands in a thousand stories of a large archive takes minutes. We rank the newest matches, in one pass; if filters leave
too few of them we look further back. A search that matches fewer than MOST[0] pages finds what Wagtail's would.
"""

from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import Case, FloatField, QuerySet, Value, When
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.query import MatchAll, Not, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import SQLiteFTSIndexEntry

MOST = (1_000, 10_000)
ENOUGH = 50
Ranked = dict[Any, float]


@cache
def newest_first(compiler: type[Any]) -> type[Any]:
    """Give a compiler of searches that ranks the newest matches."""
    return type(f"Newest{compiler.__name__}", (NewestMatches, compiler), {})


class NewestMatches:
    """The part of a search that finds and ranks matches."""

    query: Any
    queryset: Any
    fields: Any
    order_by_relevance: bool

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.looked: Ranked | None = None

    def search(self: Any, config: Any, start: int | None, stop: int | None, score_field: str | None = None) -> Any:
        """Give the objects that match, the best first or in the order asked for."""
        if isinstance(normalize(self.query), MatchAll | Not):
            return super().search(config, start, stop, score_field)  # type: ignore[misc]  # of the class this joins
        ranked = self.found(config)
        if not self.order_by_relevance:
            found = among(self.queryset, ranked)
            return (found if found.query.order_by else found.order_by("-pk"))[start:stop]
        shown, name = dict(list(ranked.items())[start:stop]), score_field or "_score"
        return among(self.queryset, shown).annotate(**{name: scores(shown)}).order_by(name, "-pk")

    def found(self: Any, config: Any) -> Any:
        """Look once for what is counted, filtered and shown."""
        if self.looked is None:
            self.looked = self.look(config)
        return self.looked

    def look(self: Any, config: Any) -> Ranked:
        """Give what matches and passes the filters, with a rank, the best first; the lower the rank the better."""
        words, ranked = self.build_search_query(normalize(self.query), config), Ranked()
        matches = self.matches(words, config) if words else []
        for most in MOST:
            newest: dict[str, float] = dict(matches[:most])
            kept = {str(pk): pk for pk in among(self.queryset.order_by(), newest).values_list("pk", flat=True)}
            ranked = {kept[key]: rank for key, rank in newest.items() if key in kept}
            if len(newest) < most or len(ranked) >= ENOUGH:
                break
        if self.order_by_relevance:
            ranked = dict(sorted(ranked.items(), key=lambda pair: pair[1]))
        return dict(islice(ranked.items(), MOST[0]))

    def matches(self: Any, words: Any, config: Any) -> Any:
        """Look up what matches, the newest first."""
        match = MatchExpression(self.fields or self.FTS_TABLE_FIELDS, words)
        kinds = get_descendants_content_types_pks(self.queryset.model)
        found = SQLiteFTSIndexEntry.objects.filter(match, index_entry__content_type__in=kinds)
        ranked = found.annotate(score=self._build_rank_expression(self.get_search_vectors(), config))
        return ranked.order_by("-pk").values_list("index_entry__object_id", "score")

    def build_search_query_content(self: Any, query: Any, config: Any = None) -> Any:
        """Leave out quotation marks, which Wagtail would pass on and SQLite would take for the end of a word."""
        if isinstance(query, PlainText):
            query = PlainText(query.query_string.replace('"', " "), operator=query.operator, boost=query.boost)
        elif isinstance(query, Phrase):
            query = Phrase(query.query_string.replace('"', " "))
        return super().build_search_query_content(query, config)  # type: ignore[misc]  # of the class this joins


def among(objects: QuerySet[Any, Any], ids: Iterable[Any]) -> QuerySet[Any, Any]:
    """Narrow a query to some ids.

    Wagtail asks for `id IN (the ids of all pages one may see)`. Of two such lists SQLite walks the first and takes any
    list for 25 rows, so ours, which is short, has to look like theirs and stand before it.
    """
    found = objects.filter(pk__in=objects.model._base_manager.filter(pk__in=list(ids)).values("pk"))
    conditions = found.query.where.children
    conditions.insert(0, conditions.pop())
    return found


def scores(ranked: Ranked) -> Any:
    """Say each object's rank in SQL."""
    if not ranked:
        return Value(0.0)
    return Case(*(When(pk=pk, then=Value(rank)) for pk, rank in ranked.items()), output_field=FloatField())
