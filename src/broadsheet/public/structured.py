"""Say to machines what a page is (https://schema.org), as JSON that cannot end the script element it stands in."""

import json
from typing import Any

from broadsheet.public.selectors.site import SiteView
from broadsheet.public.shapes import StoryView
from broadsheet.stories.models import Byline

TYPES = {
    "news": "NewsArticle",
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "feature": "ReportageNewsArticle",
    "interview": "ReportageNewsArticle",
    "review": "ReviewNewsArticle",
    "obituary": "NewsArticle",
    "brief": "NewsArticle",
}
POLICIES = {
    "ethicsPolicy": "ethics",
    "correctionsPolicy": "corrections",
    "verificationFactCheckingPolicy": "verification",
    "unnamedSourcesPolicy": "sources",
}


def as_script(data: Any) -> str:
    """Write JSON that is safe inside a script element.

    >>> as_script({"a": "</script>"})
    '{"a": "\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def organisation(site: SiteView) -> dict[str, Any]:
    """Describe the publication and where its policies are."""
    policies = next((link.url for link in site.footer.get("company", ()) if "standards" in link.url), "")
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "@id": f"{site.base_url}/#organisation",
        "name": site.name,
        "url": f"{site.base_url}/",
        "sameAs": [link.url for link in site.follow if link.url.startswith("http")],
    }
    if site.logo_url:
        data["logo"] = site.absolute(site.logo_url)
    if site.raw.get("founded_on"):
        data["foundingDate"] = site.raw["founded_on"]
    if policies:
        data |= {name: site.absolute(f"{policies}#{anchor}") for name, anchor in POLICIES.items()}
        data["publishingPrinciples"] = site.absolute(policies)
    return data


def breadcrumbs(trail: Any, site: SiteView) -> dict[str, Any]:
    """Describe the way from home to the page."""
    items = [
        {"@type": "ListItem", "position": number, "name": link.name, "item": site.absolute(link.url)}
        for number, link in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def story_data(story: StoryView, site: SiteView) -> str:
    """Describe a story page."""
    return as_script(
        {
            "@context": "https://schema.org",
            "@graph": [article(story, site), breadcrumbs(story.breadcrumb, site), organisation(site)],
        }
    )


def article(story: StoryView, site: SiteView) -> dict[str, Any]:
    """Describe the story itself."""
    card = story.card
    data: dict[str, Any] = {
        "@type": TYPES.get(card.kind, "NewsArticle"),
        "@id": f"{story.absolute_url}#story",
        "url": story.absolute_url,
        "mainEntityOfPage": story.canonical_url,
        "headline": card.headline,
        "description": story.seo_description,
        "inLanguage": story.language,
        "datePublished": card.published_at.isoformat(),
        "dateModified": (card.updated_at or card.published_at).isoformat(),
        "author": authors(story, site),
        "publisher": {"@id": f"{site.base_url}/#organisation"},
        "articleSection": card.section.name if card.section else "",
        "wordCount": story.word_count,
        "isAccessibleForFree": True,
        "keywords": [topic.name for topic in story.topics],
    }
    if story.picture:
        data["image"] = [site.absolute(story.picture.crops[name].url) for name in ("wide", "lead", "square")]
    if story.dateline:
        data["dateline"] = story.dateline
    if story.source:
        data["isBasedOn"] = story.source.url or story.source.name
    if card.is_sponsored:
        data["sponsor"] = {"@type": "Organization", "name": card.sponsor}
    return data


def authors(story: StoryView, site: SiteView) -> list[dict[str, Any]]:
    """Describe who wrote it; the publication if nobody is named."""
    people = [
        {"@type": "Person", "name": row.name} | ({"url": site.absolute(row.url)} if row.url else {})
        for row in story.bylines
        if not row.role or row.role == str(Byline.Role.REPORTING.label)
    ]
    return people or [{"@type": "Organization", "name": story.byline_text or site.name}]


def person_data(name: str, url: str, title: str, biography: str, site: SiteView) -> str:
    """Describe a contributor's page."""
    person = {"@type": "Person", "name": name, "url": site.absolute(url), "jobTitle": title, "description": biography}
    return as_script(
        {
            "@context": "https://schema.org",
            "@type": "ProfilePage",
            "mainEntity": person | {"worksFor": organisation(site)},
        }
    )
