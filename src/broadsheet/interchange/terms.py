"""Write controlled names one way, whichever of its three spellings a format uses."""

from broadsheet.interchange.items import Term
from broadsheet.interchange.text import one_line

# The vocabularies of the IPTC that sections and subjects are mapped by, and their usual aliases.
ALIASES = {
    "http://cv.iptc.org/newscodes/mediatopic/": "medtop",
    "http://cv.iptc.org/newscodes/subjectcode/": "subj",
    "http://cv.iptc.org/newscodes/genre/": "genre",
    "http://cv.iptc.org/newscodes/productgenre/": "prodgen",
}
SCHEMES = {alias: scheme for scheme, alias in ALIASES.items()}


def term(*, name: str = "", uri: str = "", code: str = "", scheme: str = "") -> Term:
    """Make a term from a full address, or from a code with or without its scheme; everyone’s aliases name theirs.

    >>> term(name="sport", uri="http://cv.iptc.org/newscodes/mediatopic/15000000").code
    'medtop:15000000'
    """
    if not scheme and uri and code and uri.endswith(code):
        scheme = uri[: -len(code)]
    for known, alias in ALIASES.items():
        bare = uri.removeprefix(known) if uri.startswith(known) else code if scheme == known else ""
        if bare:
            return Term(one_line(name), code=f"{alias}:{bare.removeprefix(alias + ':')}", scheme=known)
    return Term(one_line(name), code=code or uri, scheme=scheme or SCHEMES.get(code.partition(":")[0], ""))


def address_of(given: Term) -> str:
    """Give the full address of a term when its scheme or code tells, or nothing."""
    alias, _, bare = given.code.partition(":")
    if alias in SCHEMES and bare and given.scheme in ("", SCHEMES[alias]):
        return SCHEMES[alias] + bare
    if given.scheme and given.code:
        return given.scheme + given.code
    return given.code if "://" in given.code else ""
