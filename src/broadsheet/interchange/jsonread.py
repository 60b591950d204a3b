"""Decode JSON behind bounds, one object at a time, so that each can be refused with its own line."""

import json
from collections.abc import Iterator
from typing import Any

from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.limits import DIGITS_PER_NUMBER, ITEMS_PER_PAYLOAD, check_json_depth

Object = dict[str, Any]


def _whole_number(digits: str) -> int:
    if len(digits) > DIGITS_PER_NUMBER:
        raise TooLarge(f"A number has {len(digits):,} digits. At most {DIGITS_PER_NUMBER} are read.")
    return int(digits)


def _no_constant(name: str) -> None:
    raise Unreadable(f"{name} is not a JSON value. Ask the source to send null instead.")


_DECODER = json.JSONDecoder(parse_int=_whole_number, parse_constant=_no_constant, strict=False)
_SPACE = " \t\r\n"


def objects(text: str) -> Iterator[tuple[Any, int]]:
    """Give each value of a list, or the one value there is, with the line it starts on."""
    check_json_depth(text.encode("utf-8", "replace"))
    start = _skip(text, 0)
    if text[start : start + 1] == "[":
        yield from _members(text, start + 1)
        return
    value, end = _decoded(text, start)
    yield value, _line(text, start)
    _expect_end(text, end)


def _members(text: str, at: int) -> Iterator[tuple[Any, int]]:
    at = _skip(text, at)
    count = 0
    while text[at : at + 1] != "]":
        count += 1
        if count > ITEMS_PER_PAYLOAD:
            raise TooLarge(f"The list has more than {ITEMS_PER_PAYLOAD:,} items.", line=_line(text, at))
        value, end = _decoded(text, at)
        yield value, _line(text, at)
        at = _after_comma(text, _skip(text, end))
    _expect_end(text, at + 1)


def _after_comma(text: str, at: int) -> int:
    if text[at : at + 1] == "]":
        return at
    if text[at : at + 1] != ",":
        raise Unreadable("The JSON list breaks off: expected a comma or a closing bracket.", line=_line(text, at))
    return _skip(text, at + 1)


def _decoded(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        reason = f"The JSON breaks off or is malformed: {error.msg.lower()} at column {error.colno}."
        raise Unreadable(reason, line=error.lineno, column=error.colno) from None
    except Unreadable as refusal:
        raise type(refusal)(refusal.reason, line=_line(text, at)) from None


def _expect_end(text: str, at: int) -> None:
    at = _skip(text, at)
    if at < len(text):
        raise Unreadable("There is more after the end of the JSON value.", line=_line(text, at))


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
