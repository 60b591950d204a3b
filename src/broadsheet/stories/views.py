"""What the story form asks for while somebody types."""

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.text import slugify

from broadsheet.taxonomy.models import Place, Topic

KINDS = {"topics": Topic, "places": Place}


def terms(request: HttpRequest, kind: str) -> JsonResponse:
    """Suggest names that contain what was typed, those that begin with it first."""
    if kind not in KINDS:
        raise Http404
    q = request.GET.get("q", "").strip()
    if not q:
        return JsonResponse({"terms": []})
    found = KINDS[kind].objects.filter(name__icontains=q).values("id", "name")[:200]  # type: ignore[attr-defined]
    begins = slugify(q)
    ordered = sorted(found, key=lambda term: (not slugify(term["name"]).startswith(begins), term["name"]))
    return JsonResponse({"terms": ordered[:12]})
