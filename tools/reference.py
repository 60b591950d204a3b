"""Write the reference pages that can be read off the code: settings, commands, facts, error codes.

Run `python -m tools.reference` after a change to any of these; `tests/promises/test_docs.py` fails until the pages say
what the code says.
"""

import argparse
import importlib
import inspect
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "<!-- Made by `python -m tools.reference`; change the code instead, then run it again. -->"
NOT_IMPORTED = (".migrations", ".__main__", "config.wsgi")  # they do things when they are imported


def main() -> None:
    """Write every page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.config.settings")
    import django

    django.setup()
    for name, text in pages().items():
        (FOLDER / name).write_text(text)
        sys.stdout.write(f"{name} written\n")


def pages() -> dict[str, str]:
    """Give the text of each page by its file name. Django must be set up."""
    return {
        "settings.md": settings_page(),
        "commands.md": commands_page(),
        "facts.md": facts_page(),
        "error-codes.md": error_codes_page(),
    }


def settings_page() -> str:
    """Describe every setting."""
    from broadsheet.config.options import OPTIONS

    rows = [
        [
            code(option.variable),
            code(option.default) if option.default else "none",
            wants(option.parse),
            option.sentence,
        ]
        for option in OPTIONS
    ]
    return page(
        "Settings",
        "Module: `broadsheet.config.options`.",
        "Broadsheet runs with no settings at all. Each one below is read from the environment when a command starts. A "
        "value that cannot be used stops the start with one sentence that names the variable.",
        table(["variable", "default", "takes", "what it is for"], rows),
        "`PORT`, as hosting platforms set it, goes before `BROADSHEET_PORT`.",
    )


def wants(parse: Any) -> str:
    """Say what a setting takes, from the docstring of its parser."""
    return first_sentence(parse).removeprefix("Take ").rstrip(".")


def commands_page() -> str:
    """Describe every command of ours."""
    from django.core.management import get_commands, load_command_class

    ours = {name: app for name, app in get_commands().items() if app.startswith("broadsheet.")}
    parts = [command_part(name, app, load_command_class(app, name)) for name, app in sorted(ours.items())]
    return page(
        "Commands",
        "Modules: the `management/commands` folder of each app.",
        "Every command is a verb of `broadsheet`. Django’s and Wagtail’s own commands, such as `broadsheet migrate`, "
        "work as well; `broadsheet help` lists them all. A refusal is one sentence and exit code 2.",
        *parts,
    )


def command_part(name: str, app: str, command: Any) -> str:
    """Describe one command: what it does, what its exit code tells, its options."""
    parser = command.create_parser("broadsheet", name)
    rows = [[option_name(action), action.help or ""] for action in own_options(parser)]
    promise = inspect.getdoc(type(command)) or ""
    words = [f"## broadsheet {name}", command.help, promise, f"In `{app}`.", table(["option", "what it does"], rows)]
    return "\n\n".join(word for word in words if word)


def own_options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """List what a command adds to the options every command of Django has."""
    from django.core.management.base import BaseCommand

    stock = {action.dest for action in BaseCommand().create_parser("broadsheet", "any")._actions}
    return [action for action in parser._actions if action.dest not in stock]


def option_name(action: argparse.Action) -> str:
    """Write an option as it is typed."""
    if not action.option_strings:
        return code(action.dest.upper() + ("…" if action.nargs in ("*", "+") else ""))
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    return code(f"{action.option_strings[-1]}{value}")


def facts_page() -> str:
    """Describe every fact, and who listens."""
    from broadsheet.core.facts import Fact

    import_all()
    parts = []
    for module in [module for name, module in sorted(sys.modules.items()) if name.startswith("broadsheet.")]:
        found = [value for value in vars(module).values() if isinstance(value, Fact)]
        if module.__name__.endswith(".facts") and found:
            parts.append(facts_part(module, found))
    return page(
        "Facts",
        "Module: `broadsheet.core.facts`; each app declares its own in `facts.py`.",
        "A lower app announces a fact, higher apps listen. Listeners *in the transaction* can undo it by failing; "
        "those *after the commit* run each alone, and what must not be lost is never left to them.",
        *parts,
    )


def facts_part(module: ModuleType, facts: Iterable[Any]) -> str:
    """Describe the facts of one app."""
    rows = [
        [code(fact.name), ", ".join(map(code, fact.keys)), listeners(fact._joined), listeners(fact._following)]
        for fact in facts
    ]
    head = ["fact", "carries", "listeners in the transaction", "listeners after the commit"]
    return f"## {module.__name__}\n\n{first_sentence(module)}\n\n{table(head, rows)}"


def listeners(functions: Iterable[Any]) -> str:
    """Name functions by where they live."""
    names = [code(f"{f.__module__.removeprefix('broadsheet.')}.{f.__qualname__}") for f in functions]
    return ", ".join(names) or "none"


def error_codes_page() -> str:
    """Describe every refusal."""
    from broadsheet.core.errors import BroadsheetError

    import_all()
    found = sorted({kind for kind in below(BroadsheetError) if kind.__module__.startswith("broadsheet.")}, key=by_code)
    rows = [[code(kind.code), first_sentence(kind), code(f"{kind.__module__}.{kind.__name__}")] for kind in found]
    return page(
        "Error codes",
        "Modules: `errors.py` of each app, on the base in `broadsheet.core.errors`.",
        "A refusal says in words what happened, to which thing, what was expected and what to do next. The words may "
        "change; the code does not.",
        table(["code", "means", "class"], rows),
        "## Reasons to hold a story",
        "From `broadsheet.stories.rules`. A `story-held` lists all that apply, so that an editor mends everything in "
        "one pass.",
        table(["code", "what the editor reads"], [[code(why), sentence] for why, sentence in reasons().items()]),
    )


def reasons() -> Mapping[str, str]:
    """Give every reason to hold a story, by asking about one with every fault."""
    from broadsheet.stories.rules import StoryFacts, reasons_to_hold

    now = datetime(2026, 12, 1, 5, tzinfo=UTC)
    faulty = StoryFacts(
        headline="",
        bylines=[],
        has_body=False,
        has_lead_picture=True,
        lead_rights_expire_at=now,
        embargoed_until=now + timedelta(hours=1),
        is_killed=True,
    )
    return {refusal.code: refusal.sentence for refusal in reasons_to_hold(faulty, now=now)}


def below(kind: type[Any]) -> Iterator[type[Any]]:
    """Give every class derived from `kind`."""
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


def by_code(kind: Any) -> tuple[str, str]:
    """Sort refusals by their code."""
    return (kind.code, kind.__name__)


def import_all() -> list[ModuleType]:
    """Import every module of the package, so that everything it declares is known."""
    import broadsheet

    names = [module.name for module in pkgutil.walk_packages(broadsheet.__path__, "broadsheet.")]
    wanted = [name for name in names if not any(part in name for part in NOT_IMPORTED)]
    return [importlib.import_module(name) for name in wanted]


def first_sentence(thing: Any) -> str:
    """Give the first line of a docstring, on one line."""
    return (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ")


def page(title: str, *parts: str) -> str:
    """Put a page together."""
    return "\n\n".join([f"# {title}", MADE, *parts]) + "\n"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Write a table; nothing if it has no rows."""
    if not rows:
        return ""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(word: str) -> str:
    """Set a word as code."""
    return f"`{word}`"


if __name__ == "__main__":
    main()
