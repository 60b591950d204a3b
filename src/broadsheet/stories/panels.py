"""The form of a story, laid out in the order the work is done: words first, then where it goes, then what binds it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel, TitleFieldPanel

from broadsheet.basepage.models import BasePage
from broadsheet.stories.widgets import HeadlineInput, TermPicker

CONTENT: list[Panel] = [
    FieldPanel("kicker"),
    TitleFieldPanel("title", widget=HeadlineInput, heading=_("Headline"), classname=""),
    FieldPanel("standfirst"),
    MultiFieldPanel(
        [
            InlinePanel("bylines", label=_("name")),
            FieldPanel("byline_text", help_text=_("Replaces the names above, such as “Staff and agencies”.")),
        ],
        heading=_("Byline"),
        icon="user",
    ),
    MultiFieldPanel([FieldPanel("lead_picture"), FieldPanel("lead_caption")], heading=_("Lead picture"), icon="image"),
    FieldPanel("dateline"),
    FieldPanel("body"),
    MultiFieldPanel(
        [
            FieldPanel("topics", widget=TermPicker(kind="topics")),
            FieldPanel("places", widget=TermPicker(kind="places")),
        ],
        heading=_("About"),
        icon="tag",
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("kind"), FieldPanel("urgency")]), FieldPanel("slugline"), FieldPanel("language")],
        heading=_("On the list"),
        icon="list-ul",
    ),
    MultiFieldPanel(
        [FieldPanel("source_name"), FieldPanel("source_url"), FieldPanel("source_license")],
        heading=_("Originally appeared on"),
        icon="link-external",
    ),
    MultiFieldPanel([FieldPanel("ednote")], heading=_("Note to editors"), icon="comment", classname="collapsed"),
    MultiFieldPanel(
        [FieldPanel("embargoed_until")],
        heading=_("Embargo"),
        help_text=_("The source’s order. To publish at a time of our own, set a schedule in the status panel."),
        icon="lock",
        classname="collapsed",
    ),
    MultiFieldPanel(
        [FieldPanel("usage_terms"), FieldPanel("sponsor")],
        heading=_("Usage terms and sponsor"),
        icon="form",
        classname="collapsed",
    ),
    MultiFieldPanel([FieldPanel("slug")], heading=_("Address"), icon="link", classname="collapsed"),
    BasePage.sharing_panel,
]
