"""The kinds of page a reader can meet, each with an address in the paper of the journeys."""

from types import SimpleNamespace


def page_kinds(paper: SimpleNamespace) -> dict[str, str]:
    """Give an address for every kind of page."""
    day = f"{paper.story.dated:%Y/%m/%d}"
    return {
        "front": "/",
        "section": "/politics/",
        "story": paper.story.path_on_site,
        "topic": "/topic/trams/",
        "author": "/author/ada-lind/",
        "latest": "/latest/",
        "archive": "/archive/",
        "archive of a month": f"/archive/{day[:7]}/",
        "archive of a day": f"/archive/{day}/",
        "search": "/search/?q=trams",
        "search without results": "/search/?q=qqqqqq",
        "trending": "/trending/",
        "information": "/about-us/",
        "accessibility statement": "/accessibility-statement/",
        "privacy policy": "/privacy-policy/",
        "feeds": "/rss-terms/",
        "sitemap for people": "/sitemap/",
        "contact form": "/contact-us/",
        "correction form": "/request-a-correction/",
        "tip form": "/send-a-news-tip/",
        "cookie settings": "/cookie-settings/",
        "ad choices": "/ad-choices/",
        "sign in": "/account/login/",
        "create an account": "/account/signup/",
        "lost password": "/account/password/reset/",
        "not found": "/no-such-page/",
        "gone": paper.killed.path_on_site,
    }
