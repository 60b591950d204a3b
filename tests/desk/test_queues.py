"""What waits for an answer or a hand, and who may lend it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from broadsheet.desk import queries
from broadsheet.desk.services.answer import answer_enquiry
from broadsheet.desk.services.roles import PUBLISHER
from broadsheet.desk.tasks import send_answer
from broadsheet.jobs.models import Job, State
from broadsheet.readers.models import Enquiry
from broadsheet.tips.models import Tip
from tests import factories


@pytest.fixture
def petra(site_tree):
    """Petra runs the paper."""
    return factories.make_user("Petra", groups=(Group.objects.get(name=PUBLISHER),))


@pytest.fixture
def enquiry(db):
    """Cleo found a mistake."""
    return Enquiry.objects.create(
        kind="correction", email="cleo@reader.example", subject="Wrong figure", message="It was 99.\nNot 100."
    )


def test_open_enquiries_are_listed_by_kind(enquiry, sign_in, ada):
    Enquiry.objects.create(kind="licensing", email="x@y.example", subject="Reprint", message="?", state="closed")
    desk, address = sign_in(ada), reverse("desk_enquiries")

    def subjects(**asked):
        return [row.subject for row in desk.get(address, asked).context["enquiries"]]

    assert subjects() == ["Wrong figure"]
    assert subjects(state="closed") == ["Reprint"]
    assert subjects(kind="licensing") == []


def test_reporters_do_not_read_enquiries(enquiry, sign_in, ben):
    assert sign_in(ben).get(reverse("desk_enquiries")).status_code in (302, 403)
    assert sign_in(ben).get(reverse("desk_enquiry", args=[enquiry.number])).status_code in (302, 403)


def test_an_answer_is_sent_with_its_number(enquiry, sign_in, ada, mailoutbox):
    form = {"answer": "You are right; it is corrected.", "state": "received", "send": "1"}

    sign_in(ada).post(reverse("desk_enquiry", args=[enquiry.number]), form)

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.handled_by) == ("answered", ada)
    job = Job.objects.get(task__endswith="send_answer")
    send_answer.func(*job.args)
    letter = mailoutbox[0]
    assert letter.to == ["cleo@reader.example"]
    assert letter.subject == f"Re: Wrong figure ({enquiry.number})"
    assert letter.body.startswith("You are right; it is corrected.")
    assert "> It was 99.\n> Not 100." in letter.body


def test_a_subject_with_a_line_break_cannot_forge_a_header(enquiry, mailoutbox, ada):
    Enquiry.objects.update(subject="Hello\nBcc: all@example.org")

    answer_enquiry(enquiry, answer="Yes.", by=ada)
    send_answer.func(enquiry.pk)

    assert mailoutbox[0].subject == f"Re: Hello Bcc: all@example.org ({enquiry.number})"
    assert mailoutbox[0].bcc == []


def test_an_answer_without_words_is_refused(enquiry, sign_in, ada):
    address = reverse("desk_enquiry", args=[enquiry.number])

    for form in ({"answer": " ", "send": "1"}, {"answer": "", "state": "answered"}):
        page = sign_in(ada).post(address, form, follow=True).content.decode()
        assert "has no answer yet" in page
    enquiry.refresh_from_db()
    assert enquiry.state == "received"


def test_a_tip_is_handed_out_sealed_as_it_came(sign_in, petra, ada):
    tip = Tip.objects.create(sealed=b"age-encryption.org/v1\nsealed")
    address = reverse("desk_tip", args=[tip.pk])

    answer = sign_in(petra).get(address)

    assert answer.content == b"age-encryption.org/v1\nsealed"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "private key" in sign_in(petra).get(reverse("desk_tips")).content.decode()
    assert sign_in(ada).get(address).status_code in (302, 403)


def test_a_dead_job_runs_again_at_a_button(sign_in, petra, ada):
    job = Job.objects.create(
        task="broadsheet.wire.tasks.poll", state=State.DEAD, done_at=timezone.now(), error_class="OSError"
    )
    again = reverse("desk_job_retry", args=[job.pk])
    assert "OSError" in sign_in(petra).get(reverse("desk_jobs")).content.decode()

    sign_in(ada).post(again)
    job.refresh_from_db()
    assert job.state == State.DEAD

    sign_in(petra).post(again)
    job.refresh_from_db()
    assert job.state == State.READY


def test_sources_that_fail_or_have_gone_quiet_are_named_first(sign_in, petra):
    now = timezone.now()
    feed = {"connector": "feed", "idle_after_minutes": 720}
    factories.make_source("Well", last_item_at=now, **feed)
    factories.make_source("Quiet", last_item_at=now - timedelta(minutes=721), **feed)
    factories.make_source("Failing", last_error="503 from https://wire.example", **feed)
    factories.make_source("Off", last_error="503", is_enabled=False, **feed)

    rows = sign_in(petra).get(reverse("desk_sources")).context["rows"]

    assert [row["source"].name for row in rows if row["is_ailing"]] == ["Failing", "Quiet"]
    assert [row["source"].name for row in rows][:2] == ["Failing", "Quiet"]


def test_the_dashboard_counts_what_a_person_may_see(enquiry, sign_in, petra, ben):
    Tip.objects.create(sealed=b"sealed")

    assert {line["name"]: line["count"] for line in queries.queues_for(petra)} == {
        "recalls": 0,
        "enquiries": 1,
        "tips": 1,
        "quarantine": 0,
        "sources": 0,
        "jobs": 0,
    }
    assert [line["name"] for line in queries.queues_for(ben)] == ["quarantine"]
    page = sign_in(petra).get("/desk/").content.decode()
    assert "Enquiries unanswered" in page
    assert "Sealed tips" in page


def test_a_state_that_is_none_changes_nothing(enquiry, sign_in, ada):
    answer = sign_in(ada).post(reverse("desk_enquiry", args=[enquiry.number]), {"state": "lost", "answer": ""})

    assert answer.status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.state == "received"
