"""Find the cut of a picture that a place on the page asks for, and the frame that plays an embed."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "x.com": "X",
    "twitter.com": "X",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
    "bsky.app": "Bluesky",
    "soundcloud.com": "SoundCloud",
    "spotify.com": "Spotify",
}


def cut(picture: Any, name: str) -> Any:
    """Give the crop called `name`, or the lead, or whatever there is; nothing only when there is no crop at all."""
    crops = picture.crops if picture else {}
    return crops.get(name) or crops.get("lead") or next(iter(crops.values()), None)


def host_of(href: str) -> str:
    """Give the host of an address without `www.`, `m.` or `open.` in front."""
    host = (urlsplit(href).hostname or "").lower()
    for prefix in ("www.", "m.", "open.", "player."):
        host = host.removeprefix(prefix)
    return host


def provider(href: str) -> str:
    """Name who is behind an embed: the service's own name, else its host."""
    host = host_of(href)
    return PROVIDERS.get(host, host)


def frame(href: str) -> str:
    """Give the address that plays an embed in a frame, of the providers whose frames we know; else nothing."""
    parts = urlsplit(href)
    host, path = host_of(href), parts.path.strip("/")
    if host == "youtube.com" and path == "watch":
        path = (parse_qs(parts.query).get("v") or [""])[0]
    elif host == "youtube.com" and path.startswith(("embed/", "shorts/")):
        path = path.split("/")[1]
    elif host not in ("youtu.be", "vimeo.com"):
        return ""
    if not path.removeprefix("video/").replace("-", "").replace("_", "").isalnum():
        return ""
    start = "https://player.vimeo.com/video/" if host == "vimeo.com" else "https://www.youtube-nocookie.com/embed/"
    return start + path.removeprefix("video/")
