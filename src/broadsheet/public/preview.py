"""Show a draft as readers would get it; nothing of it is written to the read model."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from broadsheet.provenance.models import Credit
from broadsheet.public.models import Card, CardBody
from broadsheet.public.policy import with_policy
from broadsheet.public.render import render_blocks, words_of_story
from broadsheet.public.selectors.story import story_view
from broadsheet.public.services.project import bylines_of, card_values
from broadsheet.public.structured import story_data
from broadsheet.public.views.page import here
from broadsheet.stories.models import StoryPage
from broadsheet.theme.printing import printed


def render_preview(request: HttpRequest, story: StoryPage) -> HttpResponse:
    """Print a story that may not be saved, for the desk's own frame and for nobody else."""
    site, now = here(request, "popular")
    card = draft_card(story)
    view = story_view(card, site, now=now)
    view = replace(view, structured_data=story_data(view, site))
    body = printed("public/story.html", {"story": view, "ads": {}, "site": site, "is_preview": True})
    response = with_policy(HttpResponse(body), max_age=None)
    policy = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def draft_card(story: StoryPage) -> Card:
    """Flatten a draft as a card that is never saved."""
    words = words_of_story(story)
    due = Credit.objects.filter(story=story.pk).values_list("names", "offered", "is_whole").first() or ()
    values = card_values(story, Card.State.LIVE, words, bylines_of(story), due)
    values["published_at"] = values["published_at"] or timezone.now()
    card = Card(story_id=story.pk or 0, **values)
    card.body = CardBody(card=card, blocks=[[b.id, b.kind, b.html] for b in render_blocks(story)], words=words)
    return card
