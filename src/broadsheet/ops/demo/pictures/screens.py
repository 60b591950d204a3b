"""Make half-tones from full inks: screens of dots and of lines, flat or graded.

A flat screen is a fill, used wherever an ink is: `rect(0, 0, 100, 100, tint(NAVY, 30))`.
`press` writes the pattern behind each fill it finds, so a scene need not declare any.
"""

import math
import re
from collections.abc import Callable, Iterator

from .pen import number

PITCH = 14
_FILL = re.compile(r"url\(#(dots|bars|rules)-([0-9A-F]{6})-(\d+)\)")


def tint(ink: str, percent: int) -> str:
    """Give the fill that covers `percent` of the paper with dots of `ink`."""
    return f"url(#dots-{ink[1:]}-{percent})"


def bars(ink: str, percent: int) -> str:
    """Give the fill of slanting lines, as an engraver shades."""
    return f"url(#bars-{ink[1:]}-{percent})"


def rules(ink: str, percent: int) -> str:
    """Give the fill of level lines, for still water, steel and glass."""
    return f"url(#rules-{ink[1:]}-{percent})"


def patterns(drawing: str) -> str:
    """Write the pattern behind every screened fill that a drawing uses."""
    fills = sorted(set(_FILL.findall(drawing)))
    return "".join(_PATTERNS[kind](ink, int(percent)) for kind, ink, percent in fills)


def graded(
    left: float, top: float, width: float, height: float, ink: str, *, start: float, end: float, pitch: float = 18
) -> str:
    """Cover a rectangle with dots that grow or shrink from coverage `start` at the top to `end` at the bottom."""
    return radiating(left, top, width, height, ink, lambda x, y: start + (end - start) * y, pitch=pitch)


def radiating(
    left: float,
    top: float,
    width: float,
    height: float,
    ink: str,
    coverage: Callable[[float, float], float],
    *,
    pitch: float = 18,
) -> str:
    """Cover a rectangle with dots whose size follows `coverage` of (x, y), both from 0 to 1 across it."""
    dots = "".join(
        _dot(left + x, top + y, _radius(coverage(x / width, y / height), pitch))
        for x, y in _lattice(width, height, pitch)
    )
    return f'<path d="{dots}" fill="{ink}"/>' if dots else ""


def _lattice(width: float, height: float, pitch: float) -> Iterator[tuple[float, float]]:
    """Walk a grid turned by 45 degrees, the angle at which the eye sees dots least."""
    half = pitch / math.sqrt(2)
    for row in range(int(height / half) + 1):
        y = (row + 0.5) * half
        for column in range(row % 2, int(width / half) + 1, 2):
            yield (column + 0.5) * half, y


def _radius(coverage: float, pitch: float) -> float:
    return pitch * math.sqrt(max(0.0, min(coverage, 1.0)) / math.pi)


def _dot(x: float, y: float, radius: float) -> str:
    if radius < 0.7:
        return ""
    r, d = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z"


def _dots_pattern(ink: str, percent: int) -> str:
    radius = _radius(percent / 100, PITCH / math.sqrt(2))
    half = PITCH / 2
    spots = ((0, 0), (PITCH, 0), (0, PITCH), (PITCH, PITCH), (half, half))
    marks = "".join(f'<circle cx="{x}" cy="{y}" r="{radius:.2f}" fill="#{ink}"/>' for x, y in spots)
    return _pattern("dots", ink, percent, marks)


def _bars_pattern(ink: str, percent: int) -> str:
    width = PITCH * percent / 100 / math.sqrt(2)
    d = f"M-2 2L2 -2M-2 {PITCH + 2}L{PITCH + 2} -2M{PITCH - 2} {PITCH + 2}L{PITCH + 2} {PITCH - 2}"
    return _pattern("bars", ink, percent, f'<path d="{d}" stroke="#{ink}" stroke-width="{width:.2f}"/>')


def _rules_pattern(ink: str, percent: int) -> str:
    mark = f'<rect width="{PITCH}" height="{PITCH * percent / 100:.2f}" fill="#{ink}"/>'
    return _pattern("rules", ink, percent, mark)


def _pattern(kind: str, ink: str, percent: int, marks: str) -> str:
    return (
        f'<pattern id="{kind}-{ink}-{percent}" width="{PITCH}" height="{PITCH}" '
        f'patternUnits="userSpaceOnUse">{marks}</pattern>'
    )


_PATTERNS = {"dots": _dots_pattern, "bars": _bars_pattern, "rules": _rules_pattern}
