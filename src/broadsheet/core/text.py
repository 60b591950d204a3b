"""Read words out of markup."""

from lxml import html as lxml_html


def plain(markup: str) -> str:
    """Give the words of some markup.

    >>> plain("<p>Rain &amp; <b>wind</b></p>")
    'Rain & wind'
    """
    if "<" not in markup and "&" not in markup:
        return markup
    return str(lxml_html.fragment_fromstring(markup, create_parent="div").text_content()).strip()
