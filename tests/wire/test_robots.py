"""robots.txt as RFC 9309 says."""

import pytest

from broadsheet.wire.robots import fits, is_allowed

EXAMPLE = """\ufeffUser-Agent: *
Disallow: /private/   # not for machines
Disallow: /*.gif$
Allow: /private/feed
Disallow:
Sitemap: https://wire.example/sitemap.xml

User-agent: badbot
User-agent: Worsebot
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/feed.xml", True),
        ("/private/page", False),
        ("/private", True),
        ("/private/feed.xml", True),
        ("/%70rivate/page", False),
        ("/a/b.gif", False),
        ("/a/b.gif?size=2", True),
        ("", True),
    ],
)
def test_the_longest_match_decides(path, allowed):
    assert is_allowed(EXAMPLE, path, agent="Broadsheet") is allowed


@pytest.mark.parametrize(("agent", "allowed"), [("BadBot", False), ("worsebot", False), ("Broadsheet", True)])
def test_a_group_that_names_us_goes_before_the_one_for_all(agent, allowed):
    assert is_allowed(EXAMPLE, "/feed.xml", agent=agent) is allowed


def test_several_groups_for_one_agent_count_as_one():
    robots = (
        "User-agent: broadsheet\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: Broadsheet\nDisallow: /b"
    )

    assert [is_allowed(robots, path, agent="Broadsheet") for path in ("/a", "/b", "/c")] == [False, False, True]


def test_of_two_rules_equally_long_the_kinder_wins():
    assert is_allowed("User-agent: *\nDisallow: /feed\nAllow: /feed", "/feed", agent="Broadsheet")


@pytest.mark.parametrize("robots", ["", "\0\xff\n:::\n", "<html>404</html>", "Disallow: /"])
def test_what_is_no_robots_file_forbids_nothing(robots):
    """A rule before any agent is nobody's."""
    assert is_allowed(robots, "/feed.xml", agent="Broadsheet")


@pytest.mark.parametrize(
    ("pattern", "path", "fit"),
    [
        ("/a*b*c", "/a1b2c3", True),
        ("/a*b*c$", "/a1b2c3", False),
        ("/a*b*c$", "/a1b2c3c", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/a*a$", "/a", False),
        ("*", "/anything", True),
        ("*$", "/anything", True),
        ("/*" * 5_000 + "x", "/" * 5_000, False),
    ],
)
def test_stars_and_ends(pattern, path, fit):
    assert fits(pattern, path) is fit
