"""Make the desks and the roles: groups with rights on their section of the page tree.

A desk is two groups on one section. A role is one group with rights on everything, or on one kind of thing. All of it
may be run again at any time; rights given by hand in the settings stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from broadsheet.publication.models import HomePage
from broadsheet.taxonomy.models import SectionPage

FRONT_EDITORS, STANDARDS, PUBLISHER = "Front editors", "Standards", "Publisher"

ADMITTED = ["wagtailadmin.access_admin"]
REPORTING = [*ADMITTED, "people.view_contributor", "taxonomy.view_topic", "taxonomy.view_place"]
EDITING = [
    *REPORTING,
    "people.add_contributor",
    "people.change_contributor",
    "taxonomy.add_topic",
    "taxonomy.change_topic",
    "taxonomy.add_place",
    "taxonomy.change_place",
    "stories.kill_story",
    "provenance.view_recallcase",
    "provenance.decide_recallcase",
    "fronts.raise_breaking",
    "wire.view_source",
    "wire.view_routingrule",
    "readers.view_enquiry",
    "readers.change_enquiry",
]
FRONTS = [*(f"fronts.{verb}_front" for verb in ("view", "add", "change", "delete")), "fronts.raise_breaking"]
WATCHING = ["tips.view_tip", "jobs.view_job", "jobs.change_job"]
OUR_APPS = (
    "people",
    "taxonomy",
    "media",
    "publication",
    "stories",
    "wire",
    "provenance",
    "fronts",
    "readers",
    "revenue",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """The two groups of a section's desk."""

    reporters: Group
    editors: Group


@transaction.atomic
def open_desk(section: SectionPage) -> Desk:
    """Give a section its reporters, who file, its editors, who publish, and the workflow between them."""
    reporters = group(f"{section.title} reporters", permissions=REPORTING)
    editors = group(f"{section.title} editors", permissions=EDITING)
    allow_on_page(reporters, section, "add")
    allow_on_page(editors, section, "add", "change", "publish", "lock", "unlock")
    allow_media(reporters, "add", "choose")
    allow_media(editors, "add", "choose", "change")
    open_workflow(section, editors)
    return Desk(reporters, editors)


@transaction.atomic
def ensure_roles() -> None:
    """Make the roles that belong to no desk, and a desk for every top section."""
    drop_stock_roles()
    home = HomePage.objects.first()
    group(FRONT_EDITORS, permissions=[*REPORTING, *FRONTS])
    standards = group(STANDARDS, permissions=[*EDITING, *WATCHING])
    publisher = group(PUBLISHER, permissions=[*EDITING, *FRONTS, *WATCHING])
    publisher.permissions.add(*everything())
    for role in (standards, publisher):
        allow_media(role, "add", "choose", "change")
    if home:
        allow_on_page(standards, home, "change", "publish", "lock", "unlock")
        allow_on_page(publisher, home, "add", "change", "publish", "lock", "unlock")
        for section in SectionPage.objects.child_of(home):
            open_desk(section)


def group(name: str, *, permissions: Iterable[str]) -> Group:
    """Find or make a group, and give it rights by name (`app.codename`)."""
    found, _ = Group.objects.get_or_create(name=name)
    found.permissions.add(*named(permissions))
    return found


def named(permissions: Iterable[str]) -> QuerySet[Permission]:
    """Find permissions by their names."""
    pairs = [name.split(".", 1) for name in permissions]
    either = Q()
    for app, codename in pairs:
        either |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(either)


def everything() -> QuerySet[Permission]:
    """Find every right over our own rows, over accounts, groups and the settings of the site."""
    ours = Q(content_type__app_label__in=OUR_APPS)
    settings = Q(content_type__app_label__in=["auth", "wagtailcore", "wagtailimages", "wagtaildocs"])
    return Permission.objects.filter(ours | settings)


def allow_on_page(role: Group, page: Page, *verbs: str) -> None:
    """Let a group do things on a page and all below it."""
    for permission in named(f"wagtailcore.{verb}_page" for verb in verbs):
        GroupPagePermission.objects.get_or_create(group=role, page_id=page.pk, permission=permission)


def allow_media(role: Group, *verbs: str) -> None:
    """Let a group do things with pictures and documents."""
    root = Collection.get_first_root_node()
    names = [
        *(f"wagtailimages.{verb}_image" for verb in verbs),
        *(f"wagtaildocs.{verb}_document" for verb in verbs),
    ]
    for permission in named(names):
        GroupCollectionPermission.objects.get_or_create(group=role, collection=root, permission=permission)


def open_workflow(section: SectionPage, editors: Group) -> None:
    """Set up draft, review, publish: whoever files in the section asks its editors."""
    name = f"{section.title}: review"
    task = GroupApprovalTask.objects.filter(name=name).first() or GroupApprovalTask.objects.create(name=name)
    task.groups.set([editors])
    workflow, _ = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page_id=section.pk, defaults={"workflow": workflow})


def drop_stock_roles() -> None:
    """Take away the groups and the workflow Wagtail is born with, as long as nobody is in them."""
    Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()
    WorkflowPage.objects.filter(page__depth=1, workflow__name="Moderators approval").delete()
    unused = Workflow.objects.filter(name="Moderators approval", active=True, workflow_pages=None)
    unused.update(active=False)
