"""Tell the words of a caption from the credit that stands in the same line."""

import re

_NAMES = r"[^()\n]{2,120}"
_LABEL = r"(?:photo(?:graph)?s?|picture|image|illustration|credit|photo credit|graphic)"
_BRACKETED = re.compile(
    rf"^(?P<caption>.*?)\s*[(\[](?:(?:{_LABEL}(?:\s+by\b|\s*:)|©)\s*(?P<labelled>{_NAMES})"
    rf"|(?P<slashed>[^()/\n]{{2,80}}/[^()\n]{{2,80}}|[^()\n]{{2,80}}\svia\s[^()\n]{{2,60}}))[)\]]\.?$",
    re.IGNORECASE | re.DOTALL,
)
_TRAILING = re.compile(
    rf"^(?P<caption>|.*?[.!?”’\"|—–-])\s*(?:(?:{_LABEL}\s*:|{_LABEL}\s+by\b|©)\s*)(?P<credit>[^.\n]{{2,120}}?)\.?$",
    re.IGNORECASE | re.DOTALL,
)


def split_credit(text: str) -> tuple[str, str]:
    """Part a caption from the credit at its end; without a clear credit the caption stays whole.

    >>> split_credit("Fog on the quay. (Nils Ferro/NPA via CNS)")
    ('Fog on the quay.', 'Nils Ferro/NPA via CNS')
    >>> split_credit("Fog on the quay. Photo: Nils Ferro")
    ('Fog on the quay.', 'Nils Ferro')
    >>> split_credit("Fog (thick) on the quay")
    ('Fog (thick) on the quay', '')
    """
    text = text.strip()
    if len(text) > 5_000:
        return text, ""
    bracketed = _BRACKETED.match(text)
    if bracketed:
        return bracketed["caption"].strip(), (bracketed["labelled"] or bracketed["slashed"]).strip()
    trailing = _TRAILING.match(text)
    return (trailing["caption"].strip(" |—–-"), trailing["credit"].strip()) if trailing else (text, "")
