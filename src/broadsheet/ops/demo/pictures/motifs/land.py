"""Hills, peaks, trees and fields."""

import math
from collections.abc import Iterable
from random import Random

from ..pen import Point, bank, blob, crag, disc, group, poly, stroke


def hills(
    seed: int, ink: str, *, y: float, rise: float, bottom: float = 1200, left: float = -20, right: float = 1820
) -> str:
    """Old, worn hills."""
    dice = Random(seed)
    phases = [dice.uniform(0, 2 * math.pi) for _ in range(3)]
    count = 26
    points = []
    for step in range(count + 1):
        t = step / count * math.pi
        wave = math.sin(t * 2 + phases[0]) + 0.5 * math.sin(t * 4.3 + phases[1]) + 0.2 * math.sin(t * 9 + phases[2])
        points.append((left + (right - left) * step / count, y - rise * (0.5 + wave * 0.32)))
    return bank(ink, bottom, *points)


def ridge_points(
    seed: int, *, peaks: Iterable[Point], left: float, right: float, base: float, rough: float = 0.1
) -> list[Point]:
    """Break the straight lines between peaks into rock."""
    dice = Random(seed)
    line: list[Point] = [(left, base)]
    for peak in peaks:  # a valley before each peak, or the range looks like worn hills
        before = line[-1]
        if len(line) > 1:
            line.append(((before[0] + peak[0]) / 2, base - (base - max(before[1], peak[1])) * dice.uniform(0.45, 0.65)))
        line.append(peak)
    line.append((right, base))
    for _ in range(3):
        broken = [line[0]]
        for a, b in zip(line, line[1:], strict=False):
            off = (b[0] - a[0]) * rough * dice.uniform(-1, 1)
            broken += [((a[0] + b[0]) / 2 + off * 0.4, (a[1] + b[1]) / 2 + off), b]
        line = broken
    return line


def range_of_peaks(
    seed: int,
    ink: str,
    shade: str,
    *,
    peaks: list[Point],
    base: float,
    left: float = -100,
    right: float = 1900,
    snow: str = "",
) -> str:
    """Mountains lit from the left: each right flank in the shade, snow on top when asked."""
    line = ridge_points(seed, peaks=peaks, left=left, right=right, base=base)
    flanks = "".join(_flank(seed + i, peak, base, shade) for i, peak in enumerate(peaks))
    caps = "".join(_cap(seed + i, peak, base, snow) for i, peak in enumerate(peaks)) if snow else ""
    return crag(ink, base, *line) + flanks + caps


def _flank(seed: int, peak: Point, base: float, shade: str) -> str:
    dice = Random(seed)
    x, y = peak
    height = base - y
    edge = [
        (x + dice.uniform(-0.08, 0.1) * height + t * 0.1 * height, y + t * height)
        for t in (0.18, 0.34, 0.5, 0.68, 0.85)
    ]
    return poly(
        shade, peak, *edge, (x + 0.2 * height, base), (x + 0.62 * height, base), (x + 0.3 * height, y + 0.42 * height)
    )


def _cap(seed: int, peak: Point, base: float, snow: str) -> str:
    dice = Random(seed + 50)
    x, y = peak
    h = (base - y) * 0.3
    foot = [
        (x + h * (0.55 - t * 1.2), y + h * (0.95 if i % 2 else 0.5) * dice.uniform(0.8, 1.1))
        for i, t in enumerate((0.1, 0.28, 0.45, 0.6, 0.75))
    ]
    return poly(snow, (x - 2, y - 3), (x + h * 0.52, y + h * 0.62), *foot, (x - h * 0.46, y + h * 0.6))


def conifer(x: float, base: float, height: float, ink: str, shade: str = "") -> str:
    """A fir of four skirts; `shade` falls on its right."""
    tiers = 4
    parts = [stroke(shade or ink, height * 0.05, (x, base), (x, base - height * 0.2))]
    for tier in range(tiers):
        foot = base - height * (0.1 + tier * 0.2)
        half = height * (0.27 - tier * 0.052)
        top = foot - height * 0.34
        parts.append(poly(ink, (x - half, foot), (x, top), (x + half, foot), (x, foot - height * 0.03)))
        if shade:
            parts.append(poly(shade, (x, foot - height * 0.03), (x, top), (x + half, foot)))
    return "".join(parts)


def poplar(x: float, base: float, height: float, ink: str, shade: str = "") -> str:
    w = height * 0.13
    shape = (
        (x, base - height),
        (x + w * 0.8, base - height * 0.62),
        (x + w, base - height * 0.25),
        (x, base - height * 0.06),
        (x - w, base - height * 0.25),
        (x - w * 0.8, base - height * 0.62),
    )
    right = (
        (x, base - height),
        (x + w * 0.8, base - height * 0.62),
        (x + w, base - height * 0.25),
        (x + w * 0.1, base - height * 0.08),
        (x + w * 0.3, base - height * 0.4),
    )
    trunk = stroke(shade or ink, height * 0.035, (x, base), (x, base - height * 0.2))
    return trunk + blob(ink, *shape) + (blob(shade, *right) if shade else "")


def tree(x: float, base: float, height: float, ink: str, shade: str, *, trunk: str = "", seed: int = 1) -> str:
    """A broad tree: a crown of lumps, dark below and to the right."""
    dice = Random(seed)
    r = height * 0.3
    centre = (x, base - height + r)
    parts = [
        poly(
            trunk or shade,
            (x - height * 0.035, base),
            (x - height * 0.02, base - height * 0.5),
            (x + height * 0.02, base - height * 0.5),
            (x + height * 0.035, base),
        )
    ]
    parts += [blob(shade, *_crown(centre, r, dice))]
    parts += [blob(ink, *_crown((centre[0] - r * 0.16, centre[1] - r * 0.16), r * 0.8, dice))]
    return "".join(parts)


def _crown(centre: Point, radius: float, dice: Random) -> list[Point]:
    lumps = 11
    return [
        (
            centre[0] + radius * 1.08 * dice.uniform(0.86, 1.1) * math.cos(2 * math.pi * lump / lumps),
            centre[1] + radius * dice.uniform(0.86, 1.1) * math.sin(2 * math.pi * lump / lumps),
        )
        for lump in range(lumps)
    ]


def bare_tree(x: float, base: float, height: float, ink: str, *, seed: int = 1) -> str:
    """A winter tree that forks until its twigs are too thin to print."""
    dice = Random(seed)
    parts: list[str] = []

    def grow(at: Point, angle: float, length: float, width: float) -> None:
        tip = (at[0] + length * math.sin(angle), at[1] - length * math.cos(angle))
        parts.append(stroke(ink, width, at, tip, cap="round"))
        if width < 2:
            return
        for side in (-1, 1):
            grow(tip, angle + side * dice.uniform(0.2, 0.55), length * dice.uniform(0.68, 0.82), width * 0.62)

    grow((x, base), 0, height * 0.28, height * 0.045)
    return "".join(parts)


def furrows(
    ink: str,
    *,
    horizon: float,
    vanish: float,
    bottom: float = 1200,
    count: int = 16,
    width: float = 0.5,
    spread: float = 260,
) -> str:
    """Ploughed rows that meet on the horizon."""
    rows = []
    for row in range(-count, count + 1):
        x = vanish + row * spread
        half = spread * width / 2
        rows.append(poly(ink, (vanish + row * 6, horizon), (x + half, bottom), (x - half, bottom)))
    return "".join(rows)


def grass(
    seed: int, ink: str, *, y: float, x: Point = (0, 1800), count: int = 90, height: float = 60, width: float = 4
) -> str:
    dice = Random(seed)
    blades = []
    for _ in range(count):
        left, tall = dice.uniform(*x), height * dice.uniform(0.5, 1.2)
        lean = tall * dice.uniform(-0.35, 0.35)
        blades.append(poly(ink, (left - width, y), (left + lean, y - tall), (left + width, y)))
    return "".join(blades)


def bush(x: float, base: float, width: float, ink: str, *, seed: int = 1) -> str:
    dice = Random(seed)
    lumps = [
        disc(x + width * t, base - width * 0.16 * dice.uniform(0.6, 1.2), width * 0.17, ink)
        for t in (0.12, 0.32, 0.5, 0.7, 0.88)
    ]
    return "".join(lumps) + poly(
        ink,
        (x, base),
        (x + width, base),
        (x + width * 0.95, base - width * 0.15),
        (x + width * 0.05, base - width * 0.15),
    )


def wood(
    seed: int, ink: str, shade: str, *, y: float, x: Point = (-40, 1840), count: int = 40, height: Point = (90, 170)
) -> str:
    """A row of firs, none the same height."""
    dice = Random(seed)
    step = (x[1] - x[0]) / count
    return "".join(
        conifer(x[0] + step * (i + dice.uniform(-0.3, 0.3)), y + dice.uniform(0, 14), dice.uniform(*height), ink, shade)
        for i in range(count)
    )


def rock(x: float, base: float, width: float, height: float, ink: str, light: str) -> str:
    """A boulder with a lit face on the left."""
    shape = ((0, 0), (0.08, -0.5), (0.3, -0.9), (0.55, -1), (0.85, -0.62), (1, 0))
    lit = ((0.08, -0.5), (0.3, -0.9), (0.55, -1), (0.42, -0.55), (0.2, -0.3))
    return group(poly(ink, *shape), poly(light, *lit), at=(x, base), scale=(width, height))
