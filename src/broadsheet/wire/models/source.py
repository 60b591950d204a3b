"""A source of wire copy: who sends, how we get it, on what terms, and how it has been doing."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

FILE_NAME = r"^[A-Za-z0-9_][A-Za-z0-9._-]*$"


class Source(models.Model):
    """One wire. Its connector fetches, watches or is sent to; every fault stays on the row until copy comes through."""

    class Connector(models.TextChoices):
        FEED = "feed", _("Feed (RSS, Atom, JSON Feed)")
        FOLDER = "folder", _("Watched folder")
        PUSH = "push", _("Pushed to us by HTTP")
        SFTP = "sftp", _("SFTP folder")
        FTP = "ftp", _("FTP folder")
        MAILBOX = "mailbox", _("Mailbox (IMAP)")
        HAND = "hand", _("By hand (broadsheet ingest)")

    class Act(models.TextChoices):
        HOLD = "hold", _("Hold it: readers are told that it is being checked")
        UNPUBLISH = "unpublish", _("Take it down")
        FLAG = "flag", _("Leave it and alert the desk")

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    connector = models.CharField(_("connector"), max_length=10, choices=Connector.choices, default=Connector.FEED)
    address = models.CharField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("A feed's address, a folder, or ftps://, sftp://, imaps:// and the host."),
    )
    login = models.CharField(_("user name"), max_length=200, blank=True)
    secret_name = models.CharField(
        _("name of the secret"),
        max_length=100,
        blank=True,
        validators=[RegexValidator(FILE_NAME, _("A file name of letters, digits, dots, hyphens and underscores."))],
        help_text=_("A file in the secrets folder that holds the password, the private key or the signing secret."),
    )
    host_key = models.CharField(
        _("host key"),
        max_length=400,
        blank=True,
        help_text=_("SFTP: the fingerprint the source gives, such as SHA256:…; without one nothing is fetched."),
    )
    done_folder = models.CharField(
        _("move taken files to"),
        max_length=200,
        blank=True,
        help_text=_("A folder at the source, from the address on. Empty leaves them where they are."),
    )
    every_seconds = models.PositiveIntegerField(_("fetch every (seconds)"), default=300)
    is_enabled = models.BooleanField(_("enabled"), default=True)
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("How the source is named to readers.")
    )
    usage_terms = models.TextField(_("licence terms"), blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True, help_text=_("Used when an item names none."))
    section = models.ForeignKey(
        "taxonomy.SectionPage",
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Used when no subject of an item is mapped."),
    )
    idle_after_minutes = models.PositiveIntegerField(
        _("alarm when quiet for (minutes)"),
        default=0,
        help_text=_("0: by itself, from what it sent at this hour in the last seven days."),
    )
    is_home = models.BooleanField(_("our own staff"), default=False)
    on_recall = models.CharField(
        _("when it kills, withholds or embargoes copy"),
        max_length=10,
        choices=Act.choices,
        default=Act.HOLD,
        help_text=_("What happens at once to a story that used it. The desk decides the rest."),
    )
    on_correction = models.CharField(
        _("when it corrects copy"),
        max_length=10,
        choices=Act.choices,
        default=Act.FLAG,
    )
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    wished_seconds = models.PositiveIntegerField(default=0, editable=False)  # how long the feed asks to be left alone
    next_fetch_at = models.DateTimeField(null=True, editable=False)
    last_fetched_at = models.DateTimeField(null=True, editable=False)
    last_item_at = models.DateTimeField(null=True, editable=False)
    mail_validity = models.BigIntegerField(null=True, editable=False)  # the mailbox in which `mail_uid` counts
    mail_uid = models.BigIntegerField(default=0, editable=False)  # the last message taken in
    trial = models.JSONField(null=True, editable=False)  # what came of trying the source, for the desk
    trial_asked_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, editable=False)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("slug"), FieldPanel("credit"), FieldPanel("is_home")]),
        MultiFieldPanel(
            [
                FieldPanel("connector"),
                FieldPanel("address"),
                FieldPanel("login"),
                FieldPanel("secret_name"),
                FieldPanel("host_key"),
                FieldPanel("done_folder"),
                FieldPanel("every_seconds"),
                FieldPanel("is_enabled"),
            ],
            heading=_("Connection"),
        ),
        MultiFieldPanel([FieldPanel("section"), FieldPanel("language"), FieldPanel("usage_terms")], heading=_("Copy")),
        MultiFieldPanel(
            [FieldPanel("on_recall"), FieldPanel("on_correction")], heading=_("Stories that used its copy")
        ),
        FieldPanel("idle_after_minutes"),
    ]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
