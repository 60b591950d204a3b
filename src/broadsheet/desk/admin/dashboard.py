"""The first page after signing in: what I have open, what waits for me, what is taken, what piles up."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from broadsheet.desk import queries

LINES = 12
QUEUES = {
    "recalls": (_("Stories whose source took something back"), "desk_recalls", ""),
    "enquiries": (_("Enquiries unanswered"), "desk_enquiries", ""),
    "tips": (_("Sealed tips"), "desk_tips", ""),
    "quarantine": (_("In quarantine"), "desk_inbox", "?state=quarantine"),
    "sources": (_("Sources ailing"), "desk_sources", ""),
    "jobs": (_("Jobs given up"), "desk_jobs", ""),
}


class RecallsPanel(Component):
    """What a source took back and nobody has decided on, before everything else."""

    template_name = "desk/panels/recalls.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Give the open cases to those who may see them."""
        may_see = user_in(parent_context).has_perm("provenance.view_recallcase")
        return {"cases": queries.recalls()[:LINES] if may_see else []}


class AlarmsPanel(Component):
    """What came in that wants to be seen now."""

    template_name = "desk/panels/alarms.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Give the alarms nobody has seen to."""
        return {"alarms": queries.unseen_alarms()[:LINES]}


class DraftsPanel(Component):
    """Stories of mine that wait."""

    template_name = "desk/panels/drafts.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Give my drafts."""
        return {"drafts": queries.drafts_of(user_in(parent_context))[:LINES]}


class TakenPanel(Component):
    """What the newsroom took from the wires today."""

    template_name = "desk/panels/taken.html"
    order = 300

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Give today's pickups."""
        return {"pickups": queries.taken_today(LINES)}


class QueuesPanel(Component):
    """What piles up, as far as I may see it."""

    template_name = "desk/panels/queues.html"
    order = 400

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Give a count for each queue."""
        counts = queries.queues_for(user_in(parent_context))
        lines = [(QUEUES[line["name"]], line["count"]) for line in counts]
        return {
            "queues": [{"label": label, "url": reverse(url) + query, "count": n} for (label, url, query), n in lines]
        }


def user_in(context: Mapping[str, Any] | None) -> Any:
    """Find who is looking."""
    return (context or {})["request"].user


@hooks.register("construct_homepage_panels", order=1000)
def panels(request: HttpRequest, shown: list[Component]) -> None:
    """Show our panels, and what waits for my review, which is Wagtail's."""
    reviews = [panel for panel in shown if isinstance(panel, WorkflowObjectsToModeratePanel)]
    shown[:] = [RecallsPanel(), AlarmsPanel(), DraftsPanel(), *reviews, TakenPanel(), QueuesPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def summary(request: HttpRequest, items: list[Any]) -> None:
    """Count no pages, pictures and files: nobody asked."""
    items[:] = []
