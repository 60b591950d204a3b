"""What waits for an answer or a hand: readers' enquiries, sealed tips, jobs given up."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from broadsheet.core.errors import BroadsheetError
from broadsheet.desk import queries
from broadsheet.desk.forms import AnswerForm
from broadsheet.desk.services.answer import answer_enquiry, set_state
from broadsheet.desk.views.screen import Screen
from broadsheet.jobs.models import Job
from broadsheet.jobs.queries import counts_by_state, dead_jobs
from broadsheet.jobs.services.retry import retry_job
from broadsheet.readers.models import Enquiry
from broadsheet.tips.models import Tip

LINES = 100


class Enquiries(Screen):
    """Messages of readers, open ones first asked for."""

    template_name = "desk/queues/enquiries.html"
    page_title = _("Enquiries")
    header_icon = "comment"
    permission_required = "readers.view_enquiry"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the newest of the kind and state asked for; the open ones if nothing was."""
        kind, state = self.request.GET.get("kind", ""), self.request.GET.get("state", "open")
        rows = Enquiry.objects.select_related("handled_by")
        if kind in Enquiry.Kind.values:
            rows = rows.filter(kind=kind)
        if state in Enquiry.State.values:
            rows = rows.filter(state=state)
        elif state == "open":
            rows = rows.filter(state__in=queries.OPEN_STATES)
        shown = {"enquiries": rows[:LINES], "kind": kind, "state": state}
        choices = {"kinds": Enquiry.Kind.choices, "states": [("open", _("Open")), *Enquiry.State.choices]}
        return super().get_context_data(**kwargs) | shown | choices


class EnquiryScreen(Screen):
    """One message, its state, and the answer."""

    template_name = "desk/queues/enquiry.html"
    page_title = _("Enquiry")
    header_icon = "comment"
    permission_required = "readers.change_enquiry"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the message and the form."""
        enquiry = self.kwargs["enquiry"]
        form = AnswerForm(initial={"state": enquiry.state, "answer": enquiry.answer})
        form.fields["state"].choices = Enquiry.State.choices  # type: ignore[attr-defined]
        # A stranger wrote the address: what is none on the web stays words.
        link = enquiry.story_url if enquiry.story_url.startswith(("https://", "http://")) else ""
        return super().get_context_data(**kwargs) | {"enquiry": enquiry, "form": form, "story_link": link}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the message by its number."""
        self.kwargs["enquiry"] = get_object_or_404(Enquiry, number=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the answer, or only keep the state."""
        enquiry, answer = self.kwargs["enquiry"], request.POST.get("answer", "")
        try:
            if "send" in request.POST:
                answer_enquiry(enquiry, answer=answer, by=request.user)  # type: ignore[arg-type]
                messages.success(request, _("The answer to %(n)s is on its way.") % {"n": enquiry.number})
            else:
                asked = request.POST.get("state", "")
                state = asked if asked in Enquiry.State.values else enquiry.state
                set_state(enquiry, state=state, answer=answer, by=request.user)  # type: ignore[arg-type]
                messages.success(request, _("%(n)s is kept.") % {"n": enquiry.number})
        except BroadsheetError as refusal:
            messages.error(request, str(refusal))
            return redirect("desk_enquiry", enquiry.number)
        return redirect("desk_enquiries")


class Tips(Screen):
    """Sealed files, and the day they came. Nothing here can open them."""

    template_name = "desk/queues/tips.html"
    page_title = _("Tips")
    header_icon = "key"
    permission_required = "tips.view_tip"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the newest."""
        return super().get_context_data(**kwargs) | {"tips": Tip.objects.defer("sealed")[:LINES]}


@permission_required("tips.view_tip", raise_exception=True)
def sealed_tip(request: HttpRequest, pk: Any) -> HttpResponse:
    """Hand out the sealed file as it came."""
    tip = get_object_or_404(Tip, pk=pk)
    name = f"tip-{tip.received_on:%Y-%m-%d}-{str(tip.pk)[:8]}.age"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(bytes(tip.sealed), content_type="application/octet-stream", headers=headers)


class Jobs(Screen):
    """Work that was given up, with what went wrong."""

    template_name = "desk/queues/jobs.html"
    page_title = _("Jobs")
    header_icon = "tasks"
    permission_required = "jobs.view_job"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the dead jobs, newest first, and how many there are in each state."""
        return super().get_context_data(**kwargs) | {"jobs": dead_jobs()[:LINES], "counts": counts_by_state()}


@require_POST
@permission_required("jobs.change_job", raise_exception=True)
def retry(request: HttpRequest, pk: Any) -> HttpResponse:
    """Queue a dead job again."""
    job = get_object_or_404(Job, pk=pk)
    try:
        retry_job(job)
    except BroadsheetError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(task)s runs again.") % {"task": job.task})
    return redirect("desk_jobs")
