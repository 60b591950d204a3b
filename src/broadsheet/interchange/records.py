"""Turn items into plain JSON values and back, without loss, so that a version can be kept as it was read."""

from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from broadsheet.interchange.items import NewsItem

Shape = TypeVar("Shape")
HINTS: dict[type, dict[str, Any]] = {}


def as_record(value: Any) -> Any:
    """Give JSON values for a dataclass, a tuple, an enum or a time; fields at their default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = ((f.name, getattr(value, f.name)) for f in fields(value))
        return {name: as_record(part) for name, part in kept if part not in ("", (), None)}
    if isinstance(value, tuple):
        return [as_record(part) for part in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def from_record(record: dict[str, Any]) -> NewsItem:
    """Give back the item that `as_record` was given."""
    return rebuild(NewsItem, record)


def rebuild(shape: type[Shape], record: dict[str, Any]) -> Shape:
    """Build one dataclass from its record."""
    hints = HINTS.setdefault(shape, {}) or HINTS[shape]
    if not hints:
        hints.update(get_type_hints(shape))
    return shape(**{name: value_as(hints[name], value) for name, value in record.items()})


def value_as(hint: Any, value: Any) -> Any:
    """Read one JSON value as the type it was."""
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return value_as(next(part for part in get_args(hint) if part is not type(None)), value)
    if origin is tuple:
        return tuple(value_as(get_args(hint)[0], part) for part in value)
    if is_dataclass(hint) and isinstance(hint, type):
        return rebuild(hint, value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value
