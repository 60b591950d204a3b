"""Pictures are cut on request, for whom they may be shown to, and only as pages ask for them."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from broadsheet.jobs.models import Job, State
from broadsheet.public.pictures import WIDTHS, one_url
from broadsheet.public.services import cuts
from broadsheet.stories.services.kill import kill_story
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictured(site_tree: Any) -> Any:
    """A draft with a lead picture, and the address of one cut of it."""
    story = factories.make_story(site_tree.politics, "Trams")
    story.lead_picture = factories.make_picture()
    story.save_revision()
    story.save()
    story.cut = one_url(story.lead_picture, "lead", 360)
    return story


def test_a_picture_of_a_draft_is_for_the_desk_alone(
    pictured: Any, client: Client, ada: Any, cleo: Any, sign_in: Any, jobs: Any
) -> None:
    """Readers and those signed in as readers get 404; the desk's answer may not be kept."""
    jobs()

    desk = sign_in(ada).get(pictured.cut)

    assert client.get(pictured.cut).status_code == 404
    assert sign_in(cleo).get(pictured.cut).status_code == 404
    assert (desk.status_code, desk["Cache-Control"]) == (200, "private, no-store")
    assert b"".join(desk)[:2] == b"\xff\xd8"


def test_a_published_picture_is_for_all_until_its_story_is_killed(pictured: Any, client: Client, ada: Any) -> None:
    """Nothing of a killed story is handed out any more."""
    published = factories.publish(pictured)
    before = client.get(pictured.cut)
    kind, cached = before.status_code, before["Cache-Control"]
    b"".join(before)

    kill_story(published, reason="Court order", by=ada)

    assert (kind, cached) == (200, "public, max-age=31536000, immutable")
    assert client.get(pictured.cut).status_code == 404


def test_a_picture_is_sent_as_it_is_with_its_length(pictured: Any, client: Client) -> None:
    """To compress it once more would cost much, save nothing, and hide from the reader how much is to come."""
    factories.publish(pictured)

    answer = client.get(pictured.cut, HTTP_ACCEPT_ENCODING="gzip, br")

    assert "Content-Encoding" not in answer.headers
    assert len(b"".join(answer)) == int(answer["Content-Length"])


@pytest.mark.parametrize("cut", ["lead-361", "lead-99999", "poster-360"])
def test_no_other_cuts_are_made(cut: str, pictured: Any, client: Client) -> None:
    """A stranger cannot have pictures cut to sizes of their own."""
    factories.publish(pictured)

    assert client.get(pictured.cut.replace("lead-360", cut)).status_code == 404


def test_what_a_first_reader_would_wait_for_is_cut_ahead_and_once(pictured: Any, jobs: Any) -> None:
    published = factories.publish(pictured)
    jobs()

    folder = pictured.cut.removeprefix("/pictures/").rpartition("/")[0]
    made = set(default_storage.listdir(f"cuts/{folder}")[1])
    assert made == {f"{name}-{widths[0]}.avif" for name, widths in WIDTHS.items()}

    published.title = "Trams again"
    factories.publish(published)
    assert not Job.objects.filter(task__endswith="cut_ahead", state=State.READY).exists()


def test_two_that_make_the_same_cut_leave_one_file(pictured: Any, monkeypatch: Any) -> None:
    """The other one is made while ours is being encoded, as when a front page is new and everybody comes."""
    found = pictured.lead_picture
    encode = cuts.cut

    def meanwhile(*what: Any) -> bytes:
        monkeypatch.setattr(cuts, "cut", encode)
        cuts.kept_cut(*what)
        return encode(*what)

    monkeypatch.setattr(cuts, "cut", meanwhile)
    name = cuts.kept_cut(found, "lead", 360, "avif")

    assert default_storage.listdir(name.rpartition("/")[0])[1] == ["lead-360.avif"]
