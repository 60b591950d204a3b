"""Declare every setting once: its name, type, default and what it is for; read it from `BROADSHEET_*`.

A value that cannot be used stops the start and names the variable. `docs/reference/settings.md` is made from this list.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from broadsheet.core.errors import BroadsheetError


class BadSetting(BroadsheetError):
    """A setting whose value cannot be used; the message names the variable, the value and what was expected."""

    code = "bad-setting"

    def __init__(self, variable: str, value: str, expected: str) -> None:
        super().__init__(f"{variable}={value!r} cannot be used. Expected {expected}. Change or unset {variable}.")


def text(value: str) -> str:
    """Take any text."""
    return value


def words(value: str) -> list[str]:
    """Take a list separated by commas."""
    return [word.strip() for word in value.split(",") if word.strip()]


def yes_or_no(value: str) -> bool:
    """Take yes or no."""
    answers = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    if value.lower() not in answers:
        raise ValueError("yes or no")
    return answers[value.lower()]


def whole_number(value: str) -> int:
    """Take a whole number from 1 up."""
    if not value.isdecimal() or int(value) < 1:
        raise ValueError("a whole number from 1 up")
    return int(value)


def time_zone(value: str) -> str:
    """Take the name of a time zone in the IANA database."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError) as error:
        raise ValueError("a time zone such as Europe/Oslo") from error
    return value


def web_address(value: str) -> str:
    """Take an absolute http or https address; the slash at its end is dropped."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("an address such as https://news.example")
    return value.rstrip("/")


def web_addresses(value: str) -> list[str]:
    """Take absolute addresses separated by commas."""
    return [web_address(word) for word in words(value)]


def folder(value: str) -> Path:
    """Take a path, relative ones from where the command was started."""
    return Path(value).expanduser().absolute()


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: `parse` raises ValueError with what it expects; `default` is text, read as if it had been given."""

    variable: str
    parse: Callable[[str], Any]
    default: str
    sentence: str

    def read(self, environment: Mapping[str, str]) -> Any:
        """Give the value in force, or refuse by name."""
        value = environment.get(self.variable, self.default)
        try:
            return self.parse(value)
        except ValueError as error:
            raise BadSetting(self.variable, value, str(error)) from error


OPTIONS = [
    Option(
        "BROADSHEET_HOME",
        folder,
        "var",
        "Folder for everything Broadsheet writes: database, pictures, search index, keys.",
    ),
    Option(
        "BROADSHEET_DATABASE_URL",
        text,
        "",
        "Database, such as postgresql://user@host/name; empty means SQLite in the home folder.",
    ),
    Option(
        "BROADSHEET_STATISTICS_URL",
        text,
        "",
        "Database for view counts; empty means a SQLite file of its own in the home folder, or the main PostgreSQL.",
    ),
    Option(
        "BROADSHEET_SECRET_KEY",
        text,
        "",
        "Key that signs sessions and links; empty means one made at the first start and kept in the home folder.",
    ),
    Option(
        "BROADSHEET_BASE_URL",
        web_address,
        "http://127.0.0.1:8000",
        "Public address of the site, used in feeds, sitemaps and mail.",
    ),
    Option(
        "BROADSHEET_HOSTS",
        words,
        "127.0.0.1,localhost,[::1]",
        "Host names the site answers to, besides the one in BROADSHEET_BASE_URL.",
    ),
    Option(
        "BROADSHEET_PUBLICATION", text, "Broadsheet", "Name of the publication until an editor enters one in the desk."
    ),
    Option(
        "BROADSHEET_TIME_ZONE",
        time_zone,
        "UTC",
        "Time zone of the publication: dates in addresses, day headings, schedules.",
    ),
    Option("BROADSHEET_LANGUAGE", text, "en", "Language of the interface, such as en or es."),
    Option("BROADSHEET_DEBUG", yes_or_no, "no", "Show errors in the browser; never on a public machine."),
    Option("BROADSHEET_EMAIL_URL", text, "console:", "Where mail goes: console: or smtp://user:password@host:587."),
    Option("BROADSHEET_MAIL_FROM", text, "newsroom@localhost", "Sender of mail to readers and staff."),
    Option(
        "BROADSHEET_TIP_KEYS",
        words,
        "",
        "age public keys that tips are encrypted to; without one the tip form is closed and says so.",
    ),
    Option(
        "BROADSHEET_PURGE_URLS",
        web_addresses,
        "",
        "Caches in front, such as http://127.0.0.1:6081: pages then bear tags, and those that changed are purged.",
    ),
    Option(
        "BROADSHEET_EDGES", whole_number, "1", "Edge processes of `broadsheet serve`, which answer readers from memory."
    ),
    Option(
        "BROADSHEET_EDGE_MEMORY", whole_number, "128", "Megabytes in which each edge process keeps pages and pictures."
    ),
    Option(
        "BROADSHEET_PROXIES",
        words,
        "127.0.0.1,::1",
        "Addresses of proxies in front that may say who the client is and whether it came by https.",
    ),
    Option(
        "BROADSHEET_BEHIND_EDGE",
        yes_or_no,
        "no",
        "Set by `broadsheet serve` for its own application: requests come from the edge and no one else.",
    ),
    Option("BROADSHEET_PORT", whole_number, "8000", "Port that `broadsheet serve` listens on."),
    Option("BROADSHEET_BIND", text, "127.0.0.1", "Address that `broadsheet serve` listens on."),
    Option("BROADSHEET_WORKERS", whole_number, "2", "Application processes of `broadsheet serve`."),
    Option(
        "BROADSHEET_DROP_FOLDER",
        text,
        "",
        "Folder watched by the source “Drop folder”; other watched folders must lie in it. Empty means none.",
    ),
    Option(
        "BROADSHEET_SECRETS_FOLDER",
        text,
        "",
        "Folder with a file for each password or key that a source names, such as /run/secrets. Empty means none.",
    ),
]


def read(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read all settings, keyed by name without the prefix, in lower case."""
    return {option.variable.removeprefix("BROADSHEET_").lower(): option.read(environment) for option in OPTIONS}


def secret_key(given: str, home: Path) -> str:
    """Give the key in force; make one readable by its owner only if there is none yet."""
    if given:
        return given
    kept = home / "secret_key"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()


def mail(url: str) -> dict[str, Any]:
    """Turn a mail address such as smtp://user:password@host:587 into Django's settings."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting("BROADSHEET_EMAIL_URL", url, "console: or smtp://user:password@host:587")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": parts.username or "",
        "EMAIL_HOST_PASSWORD": parts.password or "",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and (parts.port or 587) == 587,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
