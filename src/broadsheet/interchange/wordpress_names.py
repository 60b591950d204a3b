"""What WordPress calls things, and what becomes of them: blocks, shortcodes, and the sites whose frames we know.

A name that stands in none of these tables belongs to a plug-in: its words are kept and the report says so.
"""

from urllib.parse import urlsplit


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Their own markup says all there is to say; the converter of plain HTML does the rest.
PLAIN_BLOCKS = _names(
    """paragraph heading list list-item quote pullquote table image audio video code preformatted verse separator group
    columns column cover cover-image media-text buttons button text-columns subhead freeform math missing
    accordion accordion-item accordion-heading accordion-panel"""
)

# They say nothing to a reader and stand only for where the page breaks or breathes.
PASSED_BLOCKS = _names("more nextpage spacer")

# WordPress fills these in when the page is asked for, so the export has no words of theirs.
_LISTS = _names(
    """latest-posts archives categories tag-cloud rss calendar query page-list terms-query term-template term-name
    term-count post-template query-pagination query-pagination-next query-pagination-previous query-pagination-numbers
    query-no-results query-title query-total"""
)
_FURNITURE = _names(
    """search navigation navigation-link navigation-submenu home-link site-logo site-title site-tagline loginout
    social-links social-link avatar post-title post-content post-date post-excerpt post-terms post-featured-image
    post-author post-author-name post-author-biography post-navigation-link post-time-to-read read-more
    term-description breadcrumbs template-part"""
)
_COMMENTS = _names(
    """latest-comments comments comment-template comments-title comments-pagination comments-pagination-next
    comments-pagination-previous comments-pagination-numbers comment-author-name comment-author-avatar comment-date
    comment-edit-link comment-reply-link comment-content post-comments post-comments-form post-comments-count
    post-comments-link post-comment"""
)
_ELSEWHERE = _names("block pattern widget-group legacy-widget footnotes playlist playlist-track")
DROPPED_BLOCKS = {
    **dict.fromkeys(_LISTS, "It lists other posts when the page is asked for; section fronts and tags do that here."),
    **dict.fromkeys(_FURNITURE, "It is furniture of the page, not of the story; our pages have their own."),
    **dict.fromkeys(_COMMENTS, "Comments are carried over with the post, not with its text."),
    **dict.fromkeys(_ELSEWHERE, "Its words are kept elsewhere in WordPress, not in this text. Paste them in by hand."),
}

SOUND_SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "wma", "flac")
FILM_SOURCES = ("src", "mp4", "m4v", "webm", "ogv", "wmv", "flv")
KNOWN_SHORTCODES = _names("caption wp_caption gallery audio video embed playlist youtube vimeo")

# Sites whose posts, films, maps and charts may be shown in a frame. All others become links, or go.
FRAMED_SITES = _names(
    """youtube.com youtu.be youtube-nocookie.com vimeo.com dailymotion.com dai.ly wordpress.tv videopress.com ted.com
    twitch.tv twitter.com x.com instagram.com facebook.com fb.watch threads.net tiktok.com bsky.app mastodon.social
    reddit.com tumblr.com pinterest.com flickr.com flic.kr imgur.com soundcloud.com spotify.com mixcloud.com
    audioboom.com podcasts.apple.com music.apple.com bandcamp.com speakerdeck.com slideshare.net scribd.com issuu.com
    documentcloud.org datawrapper.dwcdn.net flo.uri.sh public.flourish.studio infogram.com openstreetmap.org
    kickstarter.com"""
)
_MAPS = ("/maps/embed", "/maps/d/embed")


def is_framed_site(href: str) -> bool:
    """Say whether an address is on a site whose frames we show.

    >>> is_framed_site("https://www.youtube.com/watch?v=abcdef12345"), is_framed_site("https://youtube.com.evil.example/")
    (True, False)
    """
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https"):
        return False
    if host == "www.google.com":
        return parts.path.startswith(_MAPS)
    return any(host == site or host.endswith("." + site) for site in FRAMED_SITES)
