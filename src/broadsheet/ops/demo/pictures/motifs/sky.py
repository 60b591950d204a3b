"""Sun, moon, stars, cloud, rain, snow and birds."""

import math
from random import Random

from ..pen import Point, blob, curve, disc, group, oval, path, poly, rect, stroke
from ..screens import graded


def sky(ink: str, *, height: float = 1200) -> str:
    return rect(0, 0, 1800, height, ink)


def afterglow(ink: str, horizon: float, depth: float, *, strength: float = 0.6, pitch: float = 18) -> str:
    """Let a second ink come up from the horizon in growing dots: dawn, dusk, the lights of a town."""
    return graded(0, horizon - depth, 1800, depth, ink, start=0, end=strength, pitch=pitch)


def nightfall(ink: str, depth: float, *, strength: float = 0.6, pitch: float = 18) -> str:
    """Let a darker ink come down from the top of the sky."""
    return graded(0, 0, 1800, depth, ink, start=strength, end=0, pitch=pitch)


def stars(seed: int, ink: str, *, count: int = 90, height: float = 700) -> str:
    dice = Random(seed)
    return "".join(
        disc(dice.uniform(0, 1800), height * dice.random() ** 1.4, dice.choice((1.6, 2.2, 3.2)), ink)
        for _ in range(count)
    )


def crescent(x: float, y: float, radius: float, ink: str) -> str:
    r = f"{radius:.0f}"
    inner = f"{radius * 0.86:.0f}"
    top, foot = y - radius * 0.95, y + radius * 0.95
    return path(ink, f"M{x:.0f} {top:.0f}A{r} {r} 0 1 1 {x:.0f} {foot:.0f}A{inner} {inner} 0 1 0 {x:.0f} {top:.0f}Z")


def cloud(x: float, y: float, width: float, ink: str, *, seed: int = 1) -> str:
    """A fair-weather cloud: heaps over a level foot."""
    dice = Random(seed)
    heaps = ((0.14, 0.09), (0.32, 0.15), (0.54, 0.2), (0.74, 0.13), (0.89, 0.08))
    lumps = []
    for at, size in heaps:
        radius = width * size * dice.uniform(0.85, 1.15)
        lumps.append(
            f'<path d="M{x + width * at - radius:.0f} {y:.0f}a{radius:.0f} {radius * 0.92:.0f} 0 0 1 {2 * radius:.0f} 0Z" fill="{ink}"/>'
        )
    return "".join(lumps) + rect(x, y - width * 0.028, width, width * 0.03, ink, round=width * 0.015)


def streak(x: float, y: float, width: float, depth: float, ink: str) -> str:
    """A long thin cloud, pointed at both ends."""
    return blob(
        ink,
        (x, y),
        (x + width * 0.3, y - depth),
        (x + width * 0.62, y - depth * 0.5),
        (x + width, y + depth * 0.1),
        (x + width * 0.55, y + depth * 0.5),
    )


def rain(seed: int, ink: str, *, count: int = 260, length: float = 70, slant: float = 0.28, width: float = 2.4) -> str:
    dice = Random(seed)
    marks = []
    for _ in range(count):
        x, y, run = dice.uniform(-100, 1900), dice.uniform(-60, 1200), length * dice.uniform(0.5, 1.2)
        marks.append(f"M{x:.0f} {y:.0f}l{-run * slant:.0f} {run:.0f}")
    return f'<path d="{"".join(marks)}" stroke="{ink}" stroke-width="{width}" stroke-linecap="round" fill="none"/>'


def snow(seed: int, ink: str, *, count: int = 300) -> str:
    dice = Random(seed)
    flakes = []
    for _ in range(count):
        size = dice.choice((3, 4, 5, 7, 10))
        flakes.append(disc(dice.uniform(0, 1800), dice.uniform(0, 1200), size, ink))
    return "".join(flakes)


def gull(x: float, y: float, span: float, ink: str, *, turn: float = 0) -> str:
    """A gull far off: two wings and no more."""
    s = span / 100
    wing = blob(ink, (0, 0), (-24, -17), (-50, -6), (-25, -9))
    other = blob(ink, (0, 0), (22, -20), (50, -14), (24, -11))
    return group(wing, other, oval(0, 1, 7, 4, ink), at=(x, y), scale=s, turn=turn)


def flock(seed: int, ink: str, *, count: int, x: Point, y: Point, span: Point = (26, 70)) -> str:
    dice = Random(seed)
    return "".join(
        gull(dice.uniform(*x), dice.uniform(*y), dice.uniform(*span), ink, turn=dice.uniform(-14, 14))
        for _ in range(count)
    )


def rays(x: float, y: float, inner: float, outer: float, ink: str, *, count: int = 28, width: float = 0.35) -> str:
    """Beams round a sun or a lamp, as a poster shows them; `width` is the share each takes of its turn."""
    step = 2 * math.pi / count
    beams = []
    for beam in range(count):
        a, b = beam * step - step * width / 2, beam * step + step * width / 2
        middle = (a + b) / 2
        beams.append(
            poly(
                ink,
                (x + inner * math.cos(middle), y + inner * math.sin(middle)),
                (x + outer * math.cos(a), y + outer * math.sin(a)),
                (x + outer * math.cos(b), y + outer * math.sin(b)),
            )
        )
    return "".join(beams)


def smoke(x: float, y: float, height: float, width: float, ink: str, *, lean: float = 0.3) -> str:
    """A plume that widens as it drifts."""
    left: list[Point] = []
    right: list[Point] = []
    for step in range(7):
        t = step / 6
        middle = x + lean * height * t**1.6
        half = width * (0.18 + 0.82 * t) / 2 * (1 + 0.22 * math.sin(step * 2.3))
        left.append((middle - half, y - height * t))
        right.append((middle + half * 1.1, y - height * t + width * 0.12))
    return blob(ink, *left, *reversed(right))


def lightning(x: float, y: float, height: float, ink: str) -> str:
    h = height
    return stroke(ink, 7, (x, y), (x - h * 0.1, y + h * 0.35), (x + h * 0.03, y + h * 0.38), (x - h * 0.12, y + h))


def wind(x: float, y: float, width: float, ink: str) -> str:
    """Three drawn-out lines of moving air."""
    lines = ((0, 0, 1), (0.2, 26, 0.7), (0.05, 54, 0.85))
    return "".join(
        curve(
            ink,
            4,
            (x + dx * width, y + dy),
            (x + (dx + run / 2) * width, y + dy - 10),
            (x + (dx + run) * width, y + dy),
        )
        for dx, dy, run in lines
    )
