"""Fill the story form as a browser would: take what the page offers, change some of it, send it back."""

from typing import Any

from django.test import Client
from lxml import html as lxml_html
from wagtail.test.utils.form_data import rich_text, streamfield

from broadsheet.publication.blocks import FEATURES, blocks_of
from broadsheet.stories.blocks import INLINE

WORDS = ["<p>The council votes on Monday.</p>"]


def offered(client: Client, address: str) -> dict[str, Any]:
    """Give the values the form at `address` stands with; the text is left to `text_of`, for scripts build it."""
    page = lxml_html.fromstring(client.get(address).content)
    form = page.xpath("//form[@id='page-edit-form']")[0]
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return {name: values for name, values in fields.items() if not name.startswith("action-")}


def text_of_page(markup: str) -> dict[str, str]:
    """Write the text of an information page as the editor's script sends it."""
    blocks = [
        (kind, rich_text(value, features=FEATURES) if kind == "text" else value) for kind, value in blocks_of(markup)
    ]
    return {f"body-{name}": value for name, value in flat(streamfield(blocks)).items()}


def text_of(paragraphs: list[str]) -> dict[str, str]:
    """Write paragraphs as the editor's script sends them."""
    blocks = streamfield([("paragraph", rich_text(words, features=INLINE)) for words in paragraphs])
    return {f"body-{name}": value for name, value in flat(blocks).items()}


def flat(nested: dict[str, Any]) -> dict[str, str]:
    """Join the names of nested values with hyphens."""
    joined: dict[str, str] = {}
    for name, value in nested.items():
        inner = flat(value) if isinstance(value, dict) else None
        joined |= {f"{name}-{key}": v for key, v in inner.items()} if inner is not None else {name: str(value)}
    return joined


def byline_of(name: str) -> dict[str, str]:
    """Sign with one name."""
    line = {"id": "", "role": "by", "contributor": "", "name": name, "ORDER": "1", "DELETE": ""}
    counts = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {f"bylines-0-{key}": value for key, value in line.items()} | {
        f"bylines-{key}": value for key, value in counts.items()
    }


def new_story(client: Client, section: Any, **changes: str) -> Any:
    """Send the form of a new story in a section; the answer, or the refusal to show the form at all."""
    address = f"/desk/pages/add/stories/storypage/{section.pk}/"
    shown = client.get(address)
    if shown.status_code != 200:
        return shown
    words = {"title": "Trams come back", "slug": "trams-come-back"} | text_of(WORDS) | byline_of("Ben Moss")
    return client.post(address, offered(client, address) | words | changes)


def edit_story(client: Client, story: Any, *, at: str = "", follow: bool = False, **changes: Any) -> Any:
    """Send the form of a story that is there, or the form `at` another address, with its own text."""
    address = at or f"/desk/pages/{story.pk}/edit/"
    shown = client.get(address)
    if shown.status_code != 200:
        return shown
    words = text_of([str(block.value.source) for block in draft_of(story).body])
    return client.post(address, offered(client, address) | words | changes, follow=follow)


def draft_of(story: Any) -> Any:
    """Give the newest draft of a story, as it stands in the database now."""
    return type(story).objects.get(pk=story.pk).get_latest_revision_as_object()
