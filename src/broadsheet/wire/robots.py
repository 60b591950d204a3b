"""Read a robots.txt as RFC 9309 says: the group that names us, else the one for all; the longest match decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

MOST_LINES = 5_000


@dataclass(slots=True)
class Group:
    """Some agents, in lower case, and the rules for them: a pattern and whether it allows."""

    agents: list[str] = field(default_factory=list)
    rules: list[tuple[str, bool]] = field(default_factory=list)


def is_allowed(robots: str, path: str, *, agent: str) -> bool:
    """Say whether `agent` may fetch `path`, its query included.

    >>> is_allowed("User-agent: *\\nDisallow: /private\\nAllow: /private/feed", "/private/feed.xml", agent="Broadsheet")
    True
    """
    path = unquote(path) or "/"
    matching = [(len(pattern), allows) for pattern, allows in rules_for(robots, agent.lower()) if fits(pattern, path)]
    return max(matching, default=(0, True))[1]  # of two that are equally long, the one that allows wins


def rules_for(robots: str, agent: str) -> list[tuple[str, bool]]:
    """Join the rules of every group that names the agent, or else of those for everybody."""
    groups = list(groups_in(robots))
    mine = [group for group in groups if agent in group.agents] or [group for group in groups if "*" in group.agents]
    return [rule for group in mine for rule in group.rules]


def groups_in(robots: str) -> Iterator[Group]:
    """Cut the file into groups; lines that are none of ours are passed over."""
    group = Group()
    for name, value in lines_of(robots.splitlines()):
        if name == "user-agent":
            if group.rules:
                yield group
                group = Group()
            group.agents.append(value.lower())
        elif value:  # an empty “Disallow:” forbids nothing
            group.rules.append((unquote(value), name == "allow"))
    yield group


def lines_of(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the lines that matter as name and value."""
    for line in islice(lines, MOST_LINES):
        name, _, value = line.partition("#")[0].partition(":")
        name = name.strip().lstrip("\ufeff").lower()
        if name in ("user-agent", "allow", "disallow"):
            yield name, value.strip()


def fits(pattern: str, path: str) -> bool:
    """Match from the start; `*` stands for anything, `$` for the end. Each part is sought once, so time stays linear.

    >>> fits("/*.xml$", "/news/feed.xml"), fits("/*.xml$", "/feed.xml?page=2")
    (True, False)
    """
    anchored = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if anchored and not parts:
        return path == first
    place = len(first)
    for part in parts[:-1] if anchored else parts:
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return not anchored or path.endswith(parts[-1], place)
