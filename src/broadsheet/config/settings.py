"""Django's settings, all derived from the options in `options.py`."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

from broadsheet.config import options
from broadsheet.config.database import database, statistics, use_bundled_sqlite
from broadsheet.edge.folder import run_folder

use_bundled_sqlite()

OPTIONS = options.read()
HOME: Path = OPTIONS["home"]
PACKAGE = Path(__file__).resolve().parents[1]
BASE_URL: str = OPTIONS["base_url"]
RUN_FOLDER: Path = run_folder(HOME)
BEHIND_EDGE: bool = OPTIONS["behind_edge"]
PURGE_URLS: list[str] = OPTIONS["purge_urls"]

DEBUG: bool = OPTIONS["debug"]
SECRET_KEY = options.secret_key(OPTIONS["secret_key"], HOME)
ALLOWED_HOSTS = [*OPTIONS["hosts"], urlsplit(BASE_URL).hostname]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "broadsheet.core",
    "broadsheet.jobs",
    "broadsheet.theme",
    "broadsheet.basepage",
    "broadsheet.people",
    "broadsheet.taxonomy",
    "broadsheet.media",
    "broadsheet.publication",
    "broadsheet.wire",
    "broadsheet.stories",
    "broadsheet.provenance",
    "broadsheet.fronts",
    "broadsheet.readers",
    "broadsheet.revenue",
    "broadsheet.tips",
    "broadsheet.statistics",
    "broadsheet.public",
    "broadsheet.desk",
    "broadsheet.migration",
    "broadsheet.ops",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "broadsheet.public.middleware.BehindEdge",
    "broadsheet.public.middleware.SpeakOneLanguage",
    "broadsheet.public.middleware.TagAnswers",
    "django.middleware.security.SecurityMiddleware",
    "broadsheet.public.middleware.CompressText",
    "csp.middleware.CSPMiddleware",
    "broadsheet.readers.middleware.MarkSignedIn",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "broadsheet.public.middleware.PaperAroundAccounts",
    "broadsheet.desk.middleware.TellWhyHeld",
]

ROOT_URLCONF = "broadsheet.config.urls"
WSGI_APPLICATION = "broadsheet.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "broadsheet.public.context.site",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "paper",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "broadsheet.theme.printing.environment"},
    },
]

DATABASES = {
    "default": database(OPTIONS["database_url"], HOME),
    "statistics": statistics(OPTIONS["statistics_url"], OPTIONS["database_url"], HOME),
}
DATABASE_ROUTERS = ["broadsheet.statistics.router.StatisticsRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"login": "broadsheet.readers.forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://")

TIME_ZONE: str = OPTIONS["time_zone"]
USE_TZ = True
LANGUAGE_CODE: str = OPTIONS["language"]
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "theme" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "broadsheet.basepage.search"}}
WAGTAIL_SITE_NAME: str = OPTIONS["publication"]
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Attachment"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nobody outside learns who works here
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = True
TAGGIT_CASE_INSENSITIVE = True

TASKS = {"default": {"BACKEND": "broadsheet.jobs.backend.JobsBackend"}}

DEFAULT_FROM_EMAIL: str = OPTIONS["mail_from"]
EMAIL = options.mail(OPTIONS["email_url"])
globals().update(EMAIL)

CSRF_FAILURE_VIEW = "broadsheet.public.views.errors.forbidden"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SILENCED_SYSTEM_CHECKS = ["treebeard.W001"]

# The desk is Wagtail's admin, which still has inline scripts and styles; public pages get a stricter policy of their
# own from the view layer (`public.policy`).
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": [],
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    },
}

BROADSHEET = OPTIONS
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "broadsheet.core.log.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "paramiko": {"level": "CRITICAL"},  # what a server does wrong is told at its source, in our words
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
