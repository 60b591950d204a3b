"""The headers of public pages: what a reader's browser may load and run, and how long anyone may keep the answer.

No inline script runs but one, named by its hash, and no nonce is used, so that a page is the same for all readers.
"""

import base64
import hashlib
from functools import cache

from django.http import HttpResponse

from broadsheet.theme.printing import printed


@cache
def content_security_policy() -> str:
    """Give the policy, with the hash of the inline script, the theme's `prepaint.js`."""
    directives = {
        "default-src": "'none'",
        "script-src": f"'self' {script_hash(printed('theme/prepaint.js'))}",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "media-src": "'self'",
        "frame-src": "https://www.youtube-nocookie.com https://player.vimeo.com",  # as in theme's pictures.frame
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def script_hash(body: str) -> str:
    """Give a script's source expression (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"


def with_policy(response: HttpResponse, *, max_age: int | None = 0) -> HttpResponse:
    """Set the headers of a public answer; `max_age` None means nobody may keep it."""
    response.headers["Content-Security-Policy"] = content_security_policy()
    response.headers["Cache-Control"] = "no-store" if max_age is None else f"public, max-age={max_age}"
    return response
