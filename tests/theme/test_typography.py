"""Promises about type and time."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import timezone as clock
from django.utils.translation import override

from broadsheet.theme import typography
from broadsheet.theme.typography import NO_BREAK

MONDAY_EVENING = datetime(2026, 11, 23, 18, 40, tzinfo=UTC)


def spaced(text: str) -> str:
    """Show spaces that do not break as tildes."""
    return text.replace(NO_BREAK, "~")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"We won," he said', "“We won,” he said"),
        ("Averin's 'modest' plan", "Averin’s ‘modest’ plan"),
        ("the '90s", "the ’90s"),
        ("He said: \"She said 'no'.\"", "He said: “She said ‘no’.”"),
        ("Fog - then sun", "Fog~– then sun"),
        ("seats 10-12", "seats 10–12"),
        ("Wait...", "Wait…"),
        ("40 million crowns", "40~million crowns"),
        ("Dr Orme and Mr Averin", "Dr~Orme and Mr~Averin"),
        ("1/2 a mile, 11/2 and 1/2/3", "½ a mile, 11/2 and 1/2/3"),
        ("“Already set” – and ‘so’", "“Already set”~– and ‘so’"),
        ("", ""),
    ],
)
def test_typed_text_is_set_as_a_compositor_would(typed, printed):
    assert spaced(typography.typeset(typed)) == printed


def test_other_languages_keep_the_quotes_they_came_with():
    assert typography.typeset('"so" - sagte sie...', "de") == f'"so"{NO_BREAK}– sagte sie…'


def test_setting_twice_changes_nothing():
    once = typography.typeset("\"It's over\" - 1/2 of Mr Averin's 40 million...")

    assert typography.typeset(once) == once


def test_a_headline_does_not_leave_its_last_short_word_alone():
    assert spaced(typography.bind("The strait is open again")) == "The strait is open~again"
    assert spaced(typography.bind("Constitutional amendments unenforceable")) == (
        "Constitutional amendments unenforceable"
    )
    assert typography.bind("Fire") == "Fire"


def test_a_time_says_day_clock_and_zone():
    with clock.override("Europe/Oslo"):
        assert spaced(typography.news_time(MONDAY_EVENING)) == "23~November 2026, 19:40 CET"
        assert spaced(typography.card_time(MONDAY_EVENING)) == "23~Nov,~19:40~CET"
        assert typography.clock(MONDAY_EVENING) == "19:40"


def test_a_second_time_on_the_same_day_does_not_repeat_the_day():
    with clock.override("UTC"):
        later = MONDAY_EVENING + timedelta(minutes=25)
        assert spaced(typography.news_time(later, MONDAY_EVENING)) == "19:05~UTC"
        next_day = MONDAY_EVENING + timedelta(hours=8)
        assert spaced(typography.news_time(next_day, MONDAY_EVENING)) == "24~November 2026, 02:40 UTC"


@pytest.mark.parametrize(("hours", "name"), [(3, "UTC+3"), (-3, "UTC-3"), (0, "UTC")])
def test_a_zone_without_letters_is_named_by_its_hours(hours, name):
    there = timezone(timedelta(hours=hours), f"{hours:+03d}" if hours else "UTC")

    assert typography.zone_of(MONDAY_EVENING.astimezone(there)) == name


def test_days_are_said_in_the_language_of_the_interface():
    with override("es"):
        assert typography.long_day(date(2026, 11, 23)) == "lunes, 23 de noviembre de 2026"
    assert typography.long_day(date(2026, 11, 23)) == "Monday, 23 November 2026"


def test_machines_get_offset_and_zone_name():
    with clock.override("Europe/Oslo"):
        assert typography.iso(MONDAY_EVENING) == "2026-11-23T19:40:00+01:00"
        assert typography.zone_name(MONDAY_EVENING) == "Europe/Oslo"
    assert typography.iso(date(2026, 11, 23)) == "2026-11-23"


def test_an_update_in_the_same_minute_is_none():
    assert not typography.is_later(None, MONDAY_EVENING)
    assert not typography.is_later(MONDAY_EVENING + timedelta(seconds=59), MONDAY_EVENING)
    assert typography.is_later(MONDAY_EVENING + timedelta(seconds=60), MONDAY_EVENING)


def test_json_cannot_end_the_script_it_stands_in():
    written = typography.inside_script('{"a": "</script><!-- & -->"}')

    assert not re.search(r"[<>&]", written)
    assert typography.inside_script(written) == written
