"""Addresses readers meet; whatever is not listed here is looked up in the read model."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter

from broadsheet.public.views import counting, forms, lists, live, machines, me, pictures, search, stories


class YearConverter(IntConverter):
    """Four digits."""

    regex = "[0-9]{4}"


class TwoDigitConverter(IntConverter):
    """One or two digits, written with two."""

    regex = "[0-9]{1,2}"

    def to_url(self, value: str | int) -> str:
        """Write with two digits."""
        return f"{int(value):02d}"


register_converter(YearConverter, "year")
register_converter(TwoDigitConverter, "two")

urlpatterns = [
    path("", stories.front, name="front"),
    path("latest/", lists.latest, name="latest"),
    path("trending/", lists.trending_page, name="trending"),
    path("search/", search.search_page, name="search"),
    path("topic/<slug:slug>/", lists.topic, name="topic"),
    path("place/<slug:slug>/", lists.place, name="place"),
    path("author/<slug:slug>/", lists.author, name="author"),
    path("archive/", lists.archive, name="archive"),
    path("archive/<year:year>/", lists.archive, name="archive-year"),
    path("archive/<year:year>/<two:month>/", lists.archive, name="archive-month"),
    path("archive/<year:year>/<two:month>/<two:day>/", lists.archive, name="archive-day"),
    path(
        "pictures/<int:picture_id>/<slug:key>/<slug:crop>-<int:width>.<slug:extension>",
        pictures.picture,
        name="picture",
    ),
    re_path(r"^feed\.(?P<extension>xml|atom|json)$", machines.site_feed, name="feed"),
    re_path(r"^(?P<kind>topic|place|author)/(?P<slug>[-\w]+)/feed\.(?P<extension>xml|atom|json)$", machines.named_feed),
    re_path(r"^(?P<path>.+)/feed\.(?P<extension>xml|atom|json)$", machines.section_feed, name="section-feed"),
    re_path(r"^(?P<path>.+)/story\.ninjs$", machines.story_ninjs, name="ninjs"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", machines.sitemap_pages),
    path("sitemap-news.xml", machines.sitemap_news),
    path("sitemap-<year:year>-<two:month>.xml", machines.sitemap_month),
    path("sitemap-<year:year>-<two:month>-<int:part>.xml", machines.sitemap_month),
    path("robots.txt", machines.robots),
    path("license.xml", machines.license_file),
    re_path(r"^(?P<name>ads|trust)\.txt$", machines.text_file),
    path(".well-known/security.txt", machines.security),
    re_path(rf"^(?P<slug>{'|'.join(forms.ENQUIRIES)})/$", forms.enquiry, name="enquiry"),
    path("send-a-news-tip/", forms.tip_without_cookies, name="tip"),
    path("cookie-settings/", forms.cookie_settings, name="cookie-settings"),
    path("ad-choices/", forms.ad_choices, name="ad-choices"),
    path("_me", me.me, name="me"),
    path("_live", live.nobody_listens, name="live"),
    path("_viewed", counting.viewed, name="viewed"),
    path("_edge/views", counting.from_edge, name="edge-views"),
    re_path(r"^(?P<path>.+)$", stories.address, name="address"),
]
