"""Promises of the second language of the interface."""

import re
from pathlib import Path

import polib
from django.template import engines
from django.utils.translation import override
from django.utils.translation.template import templatize

import broadsheet.theme
from tests.theme.test_pages import print_story

PACKAGE = Path(broadsheet.theme.__file__).parents[1]
CATALOGUE = PACKAGE / "theme/locale/es/LC_MESSAGES/django.po"
CALL = re.compile(r"(?:pgettext\(u?'[^']*', |gettext\()u?(['\"])(?P<words>.+?)\1(?=[,)])", re.DOTALL)


def words_of_templates() -> set[str]:
    """Every message the public templates ask to have translated."""
    words = set()
    for template in (PACKAGE / "theme/templates").rglob("*.html"):
        code = templatize(template.read_text(), origin=str(template))
        words |= {found["words"].replace("\\'", "'").replace("\\n", "\n") for found in CALL.finditer(code)}
    for template in (path for app in ("theme", "public") for path in (PACKAGE / app / "jinja2").rglob("*.html")):
        for _line, function, asked in engines["paper"].env.extract_translations(template.read_text()):
            words.add(asked if isinstance(asked, str) else asked[1 if function == "pgettext" else 0])
    return words


def test_every_word_of_the_public_pages_has_a_spanish_one():
    messages = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}

    asked = words_of_templates()
    assert len(asked) > 150
    assert not sorted(asked - messages)


def test_the_compiled_catalogue_is_that_of_the_text():
    written = {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in polib.pofile(str(CATALOGUE))}
    compiled = {
        (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    }

    assert compiled == written


def test_a_page_speaks_spanish_when_the_interface_does():
    with override("es"):
        page = print_story()

    assert 'aria-label="Compartir esta noticia"' in page
    assert "Publicado originalmente en The Falls Reporter" in page
