"""Stories and sections in Wagtail's page editor: the list, the kill order, and what may not be done to them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, NavigateToChildrenColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from broadsheet.basepage.indexes import ParentPath
from broadsheet.desk.errors import NotDeletable
from broadsheet.desk.templatetags.desk import desk_time
from broadsheet.people.models import User
from broadsheet.stories import doubts, rules
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.publish import now_of_database, story_facts
from broadsheet.taxonomy.models import SectionPage

ARRANGES = "taxonomy.change_sectionpage"
ANSWERED = "answered_doubts"


def may_kill(user: User, story: Page) -> bool:
    """Say whether somebody may kill a story: the right to kill, and the right to publish where it stands."""
    if not isinstance(story, StoryPage):
        return False
    out = bool(story.first_published_at) and not story.is_killed
    return out and user.has_perm("stories.kill_story") and story.permissions_for_user(user).can_publish()


class BylineColumn(Column):
    """Who signs."""

    def get_value(self, instance: Page) -> str:
        """Join the names; sections have none."""
        lines = instance.bylines.all() if isinstance(instance, StoryPage) else []
        return ", ".join(str(line) for line in lines)


class UpdatedColumn(Column):
    """When somebody last worked on it, as a desk tells time."""

    def get_value(self, instance: Page) -> str:
        """Give the hour, or day and hour."""
        return desk_time(instance.latest_revision_created_at)


def owners(request: HttpRequest) -> QuerySet[User]:
    """List whom pages belong to, asking for each account: Wagtail's own question reads the whole page table."""
    return User.objects.filter(Exists(Page.objects.order_by().filter(owner=OuterRef("pk"))))


class SectionFilters(PageFilterSet):
    """The filters beside the list."""

    owner = MultipleUserFilter(label=_("Owner"), queryset=owners, widget=CheckboxSelectMultiple)


class SectionIndex(ExplorableIndexView):
    """A section's stories, newest first."""

    default_ordering = "-latest_revision_created_at"
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Headline"), sort_key="title", classname="title"),
        Column("slugline", label=_("Slugline"), accessor=lambda page: getattr(page, "slugline", "")),
        BylineColumn("byline", label=_("Byline")),
        Column("urgency", label=_("Urgency"), accessor=lambda page: getattr(page, "urgency", "")),
        UpdatedColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
        NavigateToChildrenColumn("navigate"),
    ]

    @property
    def explorable_columns(self) -> list[Any]:  # type: ignore[override]
        """Show our columns as they are."""
        return self.base_columns

    def get_base_queryset(self) -> Any:
        """Read the newest of the section by index, as long as nothing is filtered or searched for."""
        if self.is_searching or self.is_filtering or not self.holds_for_all():
            return super().get_base_queryset()
        below = self.model._default_manager.alias(parent_path=ParentPath()).filter(parent_path=self.parent_page.path)
        return self.annotate_queryset(below)

    def holds_for_all(self) -> bool:
        """Say whether somebody may see everything here: a right on a section, or above it, is one on all below it."""
        may: bool = self.permission_policy.user_has_any_permission_for_instance(
            self.request.user, self.any_permission_required, self.parent_page
        )
        return may

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fetch all bylines of the screen at once."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        stories = [page for page in context["object_list"] if isinstance(page, StoryPage)]
        prefetch_related_objects(stories, "bylines__contributor")
        return context


class AddToSection(AddSubpageView):
    """Go straight to a new story, unless somebody may also arrange sections."""

    def dispatch(self, request: HttpRequest, parent_page_id: int, *args: Any, **kwargs: Any) -> Any:
        """Ask only those who have a choice."""
        if request.user.has_perm(ARRANGES):  # type: ignore[union-attr]
            return super().dispatch(request, parent_page_id, *args, **kwargs)
        return redirect("wagtailadmin_pages:add", "stories", "storypage", parent_page_id)


class SectionViewSet(PageViewSet):
    """How sections are shown."""

    model = SectionPage
    parent_models = (SectionPage,)
    index_view_class = SectionIndex
    filterset_class = SectionFilters
    add_subpage_view_class = AddToSection

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """List whatever a section holds: stories and sub-sections."""
        return dict(super().get_index_view_kwargs(**kwargs)) | {"model": Page}


@hooks.register("register_admin_viewset")
def section_viewset() -> SectionViewSet:
    """Use our list for sections."""
    return SectionViewSet("sections")


@hooks.register("construct_explorer_page_queryset")
def without_stories(parent_page: Page, pages: Any, request: HttpRequest) -> Any:
    """Keep stories out of the menu at the left: a section may hold a hundred thousand."""
    return pages.not_type(StoryPage) if "/api/" in request.path else pages


@hooks.register("register_page_header_buttons")
def kill_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the kill order beside the other orders."""
    if may_kill(user, page.specific):
        yield Button(
            _("Kill"),
            reverse("desk_kill", args=[page.pk]),
            icon_name="cross",
            priority=65,
        )


@hooks.register("insert_editor_js")
def editor_scripts() -> SafeString:
    """Let a key open the kill order, orders wait for the draft being kept, and blocks say where they are from."""
    sources = [(static(f"desk/{name}.js"),) for name in ("kill", "order")]
    scripts = format_html_join("", '<script src="{}"></script>', sources)
    return scripts + format_html('<script type="module" src="{}"></script>', static("desk/lineage.js"))


@hooks.register("register_page_listing_more_buttons")
def kill_line(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Offer the kill order in lists."""
    yield from kill_button(page, user, "index", next_url)


def arranging(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to change a section unless somebody may arrange the paper."""
    if not isinstance(page.specific, SectionPage) or request.user.has_perm(ARRANGES):  # type: ignore[union-attr]
        return None
    messages.error(
        request, _("Sections are arranged by the publisher. Ask them to change “%(name)s”.") % {"name": page}
    )
    return redirect("wagtailadmin_explore", page.pk)


for moment in ("edit", "delete", "unpublish", "copy", "publish"):
    hooks.register(f"before_{moment}_page", arranging)


@hooks.register("before_move_page")
def before_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Hold sections where they are."""
    return arranging(request, page)


@hooks.register("before_create_page")
def before_create(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Open new sections only for those who arrange the paper."""
    if issubclass(page_class, SectionPage) and not request.user.has_perm(ARRANGES):  # type: ignore[union-attr]
        messages.error(request, _("New sections are opened by the publisher."))
        return redirect("wagtailadmin_explore", parent.pk)
    return None


@hooks.register("after_create_page")
def open_its_desk(request: HttpRequest, page: Page) -> None:
    """Give a new top section its desk."""
    from broadsheet.desk.services.roles import open_desk
    from broadsheet.publication.models import HomePage

    if isinstance(page, SectionPage) and isinstance(page.get_parent().specific, HomePage):
        open_desk(page)


@hooks.register("before_delete_page")
def keep_what_was_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete what readers have seen."""
    refused = undeletable([page])
    if refused:
        messages.error(request, str(NotDeletable(refused[0])))
        return redirect("wagtailadmin_explore", refused[0].get_parent().pk)
    return None


def undeletable(pages: list[Page]) -> list[Page]:
    """List the stories among and below `pages` that readers have seen."""
    seen: list[Page] = []
    for page in pages:
        below = StoryPage.objects.descendant_of(page, inclusive=True)
        seen += below.exclude(first_published_at=None)[:5]
    return seen


def held(pages: list[Page]) -> list[tuple[StoryPage, list[Any]]]:
    """List the stories among `pages` whose newest draft may not go out, each with its reasons."""
    found = []
    for page in pages:
        draft = page.get_latest_revision_as_object() if isinstance(page.specific, StoryPage) else None
        if draft and (reasons := rules.reasons_to_hold(story_facts(draft), now=now_of_database())):
            found.append((draft, reasons))
    return found


@hooks.register("before_bulk_action")
def before_bulk(request: HttpRequest, action: str, objects: list[Any], view: Any) -> HttpResponse | None:
    """Hold a bulk order back as a whole, and say of each page why."""
    pages = [page for page in objects if isinstance(page, Page)]
    refusals = [str(NotDeletable(page)) for page in undeletable(pages)] if action == "delete" else []
    if action == "publish":
        refusals = [f"“{story.title}” is held. " + " ".join(map(str, why)) for story, why in held(pages)]
    sections = [page for page in pages if isinstance(page.specific, SectionPage)]
    if sections and not request.user.has_perm(ARRANGES):  # type: ignore[union-attr]
        refusals.append(str(_("Sections are arranged by the publisher.")))
    for refusal in refusals:
        messages.error(request, refusal)
    questions = unanswered(request, pages) if action == "publish" and not refusals else []
    for question in questions:
        messages.warning(request, question)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk) if refusals or questions else None


def unanswered(request: HttpRequest, pages: list[Page]) -> list[str]:
    """List what is doubtful about the newest drafts among `pages`; the same order given again is the answer."""
    drafts = [page.get_latest_revision_as_object() for page in pages if isinstance(page.specific, StoryPage)]
    found = [(draft, doubt) for draft in drafts for doubt in doubts.doubts_of_draft(draft)]
    answer = doubts.answer_to([doubt for _draft, doubt in found])
    if request.session.pop(ANSWERED, "") == answer:
        return []
    request.session[ANSWERED] = answer
    return [f"“{draft.title}”: {doubts.put(doubt)}" for draft, doubt in found]


@hooks.register("before_copy_page")
def start_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse copies that would be out at once: they would go round the rules."""
    if not isinstance(page.specific, StoryPage) or not {"publish_copies", "alias"} & request.POST.keys():
        return None
    messages.error(
        request, _("A copy of a story starts as a draft. Copy it without publishing, then publish the copy.")
    )
    return redirect("wagtailadmin_pages:copy", page.pk)
