"""The documentation is true: made pages are fresh, links lead somewhere, samples run, nothing public is left out.

A sample runs if its fence says `console runs` or `python runs`. In a console sample, lines that begin with `$ ` are
typed, the others are what comes back, and `…` stands for anything. A fence such as `json file=NAME` is a file that lies
there.
"""

import doctest
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from tools import reference

from broadsheet.config.options import OPTIONS
from broadsheet.core.facts import Fact

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
KINDS = ("tutorials", "how-to", "reference", "explanation", "decisions")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def samples(path: Path, info: str) -> list[str]:
    return [fence["body"] for fence in FENCE.finditer(path.read_text()) if fence["info"] == info]


def files(path: Path) -> Iterator[tuple[str, str]]:
    for fence in FENCE.finditer(path.read_text()):
        if found := re.fullmatch(r"\w+ file=([\w.-]+)", fence["info"]):
            yield found[1], fence["body"]


def having(info: str) -> list[Path]:
    return [path for path in PAGES if samples(path, info)]


def anchors(path: Path) -> set[str]:
    """Give the anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", ["settings.md", "commands.md", "facts.md", "error-codes.md"])
def test_pages_made_from_the_code_are_fresh(name):
    """Settings, commands, facts and error codes that are not documented fail here."""
    assert (DOCS / "reference" / name).read_text() == reference.pages()[name], "Run: python -m tools.reference"


def test_no_setting_command_or_fact_is_left_out():
    made = reference.pages()

    for option in OPTIONS:
        assert f"`{option.variable}`" in made["settings.md"]
    for command in (name for name, app in get_commands().items() if app.startswith("broadsheet.")):
        assert f"## broadsheet {command}\n" in made["commands.md"]
    for fact in Fact.all:
        assert f"`{fact}`" in made["facts.md"]


def test_every_variable_the_package_reads_is_a_setting():
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"BROADSHEET_[A-Z_]+[A-Z]", path.read_text())
    }

    assert read <= {option.variable for option in OPTIONS}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path):
    for link in LINK.finditer(FENCE.sub("", path.read_text())):
        target = (path.parent / link["path"]).resolve() if link["path"] else path
        assert target.exists(), f"{link[0]} leads nowhere"
        if link["anchor"]:
            assert link["anchor"] in anchors(target), f"{link[0]}: {named(target)} has no such heading"


@pytest.mark.parametrize("path", [path for path in PAGES if path.parent.name in KINDS], ids=named)
def test_every_page_names_its_module(path):
    assert re.search(r"^Modules?: ", path.read_text(), re.MULTILINE)


def test_the_reading_order_is_twelve_files_that_exist():
    listed = re.findall(r"^\d+\. \[`([^`]+)`\]", (DOCS / "reading-order.md").read_text(), re.MULTILINE)

    assert len(listed) == 12
    assert [path for path in listed if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("path", having("python runs"), ids=named)
def test_python_samples_run(path, db):
    for number, sample in enumerate(samples(path, "python runs")):
        test = doctest.DocTestParser().get_doctest(sample, {}, f"{named(path)} {number}", str(path), 0)
        said: list[str] = []

        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append)

        assert test.examples, "The sample has nothing to run"
        assert result.failed == 0, "".join(said)


def environment_at(folder: Path) -> dict[str, str]:
    """Give the environment of a fresh checkout's shell in `folder`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BROADSHEET_")}
    commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return own | {"PATH": commands, "BROADSHEET_HOME": str(folder / "var"), "PYTHONPATH": str(ROOT / "src")}


@pytest.mark.slow
@pytest.mark.parametrize("path", having("console runs"), ids=named)
def test_console_samples_run(path, tmp_path, migrated):
    """On a SQLite database of their own, in the order of the page."""
    (tmp_path / "var").mkdir()
    migrated.fill(tmp_path / "var")
    for name, content in files(path):
        (tmp_path / name).write_text(content)
    environment = environment_at(tmp_path)

    for sample in samples(path, "console runs"):
        for command, expected in typed(sample):
            said = run(command, tmp_path, environment)
            pattern = re.escape(expected.strip()).replace("…", ".*")
            assert re.fullmatch(pattern, said.strip(), re.DOTALL), f"$ {command}\n{said}\nthe page says:\n{expected}"


def typed(sample: str) -> Iterator[tuple[str, str]]:
    """Give each command of a sample with what should come back."""
    for part in re.split(r"^\$ ", sample, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Give all a command says; the log, in JSON, is not part of it."""
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return "\n".join(line for line in done.stdout.splitlines() if not line.startswith('{"at"'))


def modules_with_samples() -> list[str]:
    found = [path for path in (ROOT / "src").rglob("*.py") if ">>> " in path.read_text()]
    return sorted(".".join(path.relative_to(ROOT / "src").with_suffix("").parts) for path in found)


@pytest.mark.parametrize("name", modules_with_samples())
def test_samples_in_docstrings_run(name):
    module = importlib.import_module(name.removesuffix(".__init__"))

    assert doctest.testmod(module).failed == 0
