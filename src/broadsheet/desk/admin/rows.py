"""Editors for the rows that are no pages: people, topics, fronts, ads, notices, sources."""

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from broadsheet.desk.admin.breaking import header_buttons
from broadsheet.desk.admin.menu import Allowed
from broadsheet.fronts.models import Front
from broadsheet.fronts.services.save import delete_front, save_front
from broadsheet.people.models import Contributor
from broadsheet.publication.models import Opening, PressRelease
from broadsheet.revenue.models import HouseAd
from broadsheet.taxonomy.models import Place, Subject, Topic
from broadsheet.wire.models import RoutingRule, Source


class Contributors(SnippetViewSet):
    """Whoever may carry a byline."""

    model = Contributor
    icon = "user"
    list_display = ["name", "title", "desk", "on_masthead", UpdatedAtColumn()]
    list_filter = ["desk", "on_masthead"]
    list_per_page = 50


class Topics(SnippetViewSet):
    """What the paper follows."""

    model = Topic
    icon = "tag"
    list_display = ["name", "slug", UpdatedAtColumn()]
    list_per_page = 50


class Places(SnippetViewSet):
    """Where it reports from."""

    model = Place
    icon = "site"
    list_display = ["name", "slug", UpdatedAtColumn()]
    list_per_page = 50


class Subjects(SnippetViewSet):
    """Which section a subject of the wires goes to."""

    model = Subject
    icon = "redirect"
    list_display = ["code", "name", "section"]
    list_filter = ["section"]
    panels = [FieldPanel("code"), FieldPanel("name"), FieldPanel("section")]


class Sources(SnippetViewSet):
    """The wires: connection, terms, alarm."""

    model = Source
    icon = "rss"
    list_display = ["name", "connector", "is_enabled", "last_item_at", "last_error"]


class HouseAds(SnippetViewSet):
    """Advertisements of our own."""

    model = HouseAd
    icon = "media"
    list_display = ["headline", "slot", "is_on", "starts_on", "ends_on"]
    list_filter = ["slot", "is_on"]


class Openings(SnippetViewSet):
    """Jobs we offer."""

    model = Opening
    icon = "group"
    list_display = ["title", "place", "closes_at"]


class PressReleases(SnippetViewSet):
    """Statements to other media."""

    model = PressRelease
    icon = "doc-full"
    list_display = ["title", "released_at"]


@register_snippet
class Newsroom(SnippetViewSetGroup):
    """One place in the menu for all of them."""

    items = (Contributors, Topics, Places, Subjects, Sources, HouseAds, Openings, PressReleases)
    menu_label = _("Newsroom")
    menu_name = "newsroom"
    menu_icon = "form"
    menu_order = 7
    add_to_admin_menu = True

    def get_submenu_items(self) -> list[Any]:
        """Add the rules of the wire, which have a screen of their own."""
        routing = Allowed(
            _("Routing"),
            reverse_lazy("desk_rules"),
            right="wire.view_routingrule",
            name="routing",
            icon_name="redirect",
            order=100,
        )
        return [*super().get_submenu_items(), routing]


class ListOfFronts(generic.IndexView):
    """The fronts, with the way to the breaking strip."""

    @property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        """Offer the strip beside the list."""
        return [*super().header_more_buttons, *header_buttons(self.request)]


class CreateFront(generic.CreateView):
    """Save by the service, which announces it."""

    def save_instance(self) -> Any:
        """Save the front and tell the public site."""
        return save_front(super().save_instance)


class EditFront(generic.EditView):
    """Save by the service, which announces it."""

    def save_instance(self) -> Any:
        """Save the front and tell the public site."""
        return save_front(super().save_instance)


class DeleteFront(generic.DeleteView):
    """Delete by the service, which announces it."""

    def delete_action(self) -> None:
        """Take the arrangement away and tell the public site."""
        delete_front(self.object)


class Fronts(ModelViewSet):
    """The front page and the fronts of sections."""

    model = Front
    icon = "grid"
    menu_label = _("Fronts")
    menu_name = "fronts"
    menu_order = 3
    add_to_admin_menu = True
    list_display = ["__str__"]
    copy_view_enabled = False
    index_view_class = ListOfFronts
    add_view_class = CreateFront
    edit_view_class = EditFront
    delete_view_class = DeleteFront


@hooks.register("register_admin_viewset")
def fronts() -> Fronts:
    """Put the fronts into the menu."""
    return Fronts("fronts")


class CreateRule(generic.CreateView):
    """Show what a new rule would do."""

    def get_success_url(self) -> str:
        """Lead to the trial."""
        return reverse("desk_rule", args=[self.object.pk])


class ChangeRule(generic.EditView):
    """Show what a changed rule would do; it is no longer in force."""

    def get_success_url(self) -> str:
        """Lead to the trial."""
        return reverse("desk_rule", args=[self.object.pk])


class DropRule(generic.DeleteView):
    """Go back to the rules."""

    def get_success_url(self) -> str:
        """Lead to the list."""
        return reverse("desk_rules")


class RoutingRules(ModelViewSet):
    """Forms for the rules; the list is the screen “Routing”."""

    model = RoutingRule
    icon = "redirect"
    copy_view_enabled = False
    list_display = ["name", "position", "is_live"]
    add_view_class = CreateRule
    edit_view_class = ChangeRule
    delete_view_class = DropRule


@hooks.register("register_admin_viewset")
def routing_rules() -> RoutingRules:
    """Give the rules their forms."""
    return RoutingRules("routing_rules")
