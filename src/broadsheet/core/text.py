"""Read words out of markup."""

from lxml import html as lxml_html


def plain(markup: str) -> str:
    """Give the words of some markup.

    >>> plain("<p>Rain &amp; <b>wind</b></p>")
    'Rain & wind'
    """
    if "<" not in markup and "&" not in markup:
        return markup
    if (words := words_of_paragraph(markup)) is not None:
        return words
    return str(lxml_html.fragment_fromstring(markup, create_parent="div").text_content()).strip()


def words_of_paragraph(markup: str) -> str | None:
    """Give the words of a paragraph that has no markup within, as most have, without a parser; None for any other.

    >>> words_of_paragraph("<p> Rain. </p>"), words_of_paragraph("<p>Rain &amp; <b>wind</b></p>")
    ('Rain.', None)
    """
    if not (markup.startswith("<p>") and markup.endswith("</p>")) or markup.count("<") != 2 or "&" in markup:
        return None
    return markup[3:-4].strip()
