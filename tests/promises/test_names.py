"""We speak as the glossary says: no model field, class or function of ours bears a word of its “not” column."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from tools.reference import import_all

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "reference" / "glossary.md"
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
SPOKEN_BY_OTHERS = ("broadsheet.interchange", "broadsheet.migration")  # they speak the words of the formats they read

ALLOWED = {
    "basepage.views": "named after the Wagtail views they stand in for",
    "desk.admin.rows.DeleteFront": "a front that is deleted is gone from the desk; it is no story, so it is not killed",
    "desk.admin.rows.EditFront": "Wagtail's view for it is called EditView",
    "fronts.services.save.delete_front": "a front is deleted, not killed",
    "fronts.Container.layout": "how a container's row looks; the front itself is a front",
    "jobs.Job.priority": "the word of the django-tasks interface",
    "jobs.services.enqueue.cancel": "a job is cancelled; stories are withdrawn",
    "ops.demo.load.edit": "what an editor does all day, not a correction",
    "ops.demo.pictures.scenes.tech.data_centre": "a drawing of a building",
    "people.models.user.UserManager": "Django's name for what makes users",
    "public.services.project.remove_story": "takes rows out of the read model; the story is elsewhere",
    "public.structured": "schema.org's words: structured data, Person, Article",
    "public.views.lists.author": "readers know the address /author/, as on every news site",
    "public.views.machines.license_file": "the file is called license.xml by its standard (RSL)",
    "publication.Publication.copyright_holder": "the legal word, printed in the footer",
    "publication.Publication.rsl_license": "an RSL licence (https://rslstandard.org)",
    "stories.PublishEvent.revision_id": "the id of a Wagtail revision",
    "stories.StoryPage.source_license": "the licence the source names, such as CC BY 4.0; not what we may do",
    "stories.services.publish.publish_revision": "publishes a Wagtail revision",
    "theme.pictures.provider": "who hosts an embedded film; no wire",
}


def words_to_avoid() -> frozenset[str]:
    rows = [line.split("|") for line in GLOSSARY.read_text().splitlines() if line.startswith("| ")]
    return frozenset(word for row in rows for word in re.findall(r"`(\w+)`", row[3]))


def names_of_code() -> Iterator[str]:
    for module in import_all():
        if module.__name__.startswith(SPOKEN_BY_OTHERS):
            continue
        for name, value in vars(module).items():
            is_ours = getattr(value, "__module__", "") == module.__name__
            if is_ours and not name.startswith("_") and (inspect.isclass(value) or inspect.isfunction(value)):
                yield f"{module.__name__}.{name}"


def names_of_fields() -> Iterator[str]:
    for model in apps.get_models():
        if model.__module__.startswith("broadsheet.") and not model.__module__.startswith(SPOKEN_BY_OTHERS):
            own = [field for field in model._meta.local_fields if field.model is model]
            yield from (f"broadsheet.{model._meta.label}.{field.name}" for field in own)


def is_avoided(name: str, avoided: frozenset[str]) -> bool:
    own = name.rsplit(".", 1)[-1]
    return not avoided.isdisjoint(word.lower() for word in WORD.findall(own))


def reason_for(name: str) -> str | None:
    own = name.removeprefix("broadsheet.")
    return next((why for allowed, why in ALLOWED.items() if own == allowed or own.startswith(f"{allowed}.")), None)


@pytest.mark.parametrize("names", [names_of_code, names_of_fields], ids=["code", "fields"])
def test_names_are_the_newsroom_s(names):
    """A name that must bear such a word is listed above, with the reason."""
    avoided = words_to_avoid()
    found = [name for name in names() if is_avoided(name, avoided) and reason_for(name) is None]

    assert not found, f"The glossary has another word for these, or ALLOWED lacks their reason: {', '.join(found)}"


def test_every_exception_is_still_needed():
    names = [*names_of_code(), *names_of_fields()]
    avoided = words_to_avoid()
    needed = [name.removeprefix("broadsheet.") for name in names if is_avoided(name, avoided)]

    idle = [key for key in ALLOWED if not any(name == key or name.startswith(f"{key}.") for name in needed)]

    assert not idle, f"Nothing bears these names any more; take them off the list: {', '.join(idle)}"


def test_the_glossary_is_read():
    avoided = words_to_avoid()

    assert {"author", "delete", "license", "utils"} <= avoided
    assert is_avoided("broadsheet.stories.models.story.StoryAuthor", avoided)
    assert not is_avoided("broadsheet.stories.models.byline.Byline", avoided)
