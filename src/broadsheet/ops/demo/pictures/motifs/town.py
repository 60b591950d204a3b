"""Houses, towers, windows, lamps and street furniture."""

from random import Random

from ..inks import SOOT
from ..pen import Point, curve, disc, oval, poly, rect, stroke
from ..screens import tint


def windows(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    columns: int,
    rows: int,
    ink: str,
    lit: str = "",
    seed: int = 1,
    chance: float = 0.4,
    fill: Point = (0.5, 0.55),
) -> str:
    """A grid of windows, some of them lit; `fill` is the share of each cell that is glass, across and down."""
    dice = Random(seed)
    cell = (width / columns, height / rows)
    panes = []
    for row in range(rows):
        for column in range(columns):
            glow = lit if lit and dice.random() < chance else ink
            left = x + (column + (1 - fill[0]) / 2) * cell[0]
            top = y + (row + (1 - fill[1]) / 2) * cell[1]
            panes.append(rect(left, top, cell[0] * fill[0], cell[1] * fill[1], glow) if glow else "")
    return "".join(panes)


def tower(
    x: float,
    base: float,
    width: float,
    height: float,
    ink: str,
    shade: str,
    *,
    lit: str = "",
    glass: str = "",
    seed: int = 1,
    side: float = 0.28,
    chance: float = 0.4,
) -> str:
    """An office block of two faces with rows of windows."""
    turn = width * (1 - side)
    rows, columns = max(2, round(height / 34)), max(2, round(turn / 30))
    face = rect(x, base - height, turn, height, ink)
    flank = poly(
        shade, (x + turn, base - height), (x + width, base - height + width * 0.07), (x + width, base), (x + turn, base)
    )
    panes = windows(
        x + 8,
        base - height + 16,
        turn - 16,
        height - 24,
        columns=columns,
        rows=rows,
        ink=glass,
        lit=lit,
        seed=seed,
        chance=chance,
    )
    return face + flank + panes


def skyline(
    seed: int,
    ink: str,
    *,
    base: float,
    height: Point,
    width: Point = (50, 120),
    x: Point = (-20, 1820),
    lit: str = "",
    chance: float = 0.2,
) -> str:
    """Blocks far off, shoulder to shoulder, in one ink."""
    dice = Random(seed)
    parts = []
    left = x[0]
    while left < x[1]:
        wide, tall = dice.uniform(*width), dice.uniform(*height)
        parts.append(rect(left, base - tall, wide + 2, tall, ink))
        parts.append(_roof(dice, left, base - tall, wide, ink))
        if lit:
            parts.append(
                windows(
                    left + 6,
                    base - tall + 10,
                    wide - 12,
                    tall - 10,
                    columns=max(2, int(wide / 20)),
                    rows=max(2, int(tall / 26)),
                    ink="",
                    lit=lit,
                    seed=dice.randrange(999),
                    chance=chance,
                    fill=(0.4, 0.4),
                )
            )
        left += wide + dice.choice((0, 0, 8, 16))
    return "".join(parts)


def _roof(dice: Random, left: float, top: float, wide: float, ink: str) -> str:
    kind = dice.choice(("flat", "flat", "gable", "mast", "tank"))
    if kind == "gable":
        return poly(ink, (left, top + 1), (left + wide / 2, top - wide * 0.35), (left + wide + 2, top + 1))
    if kind == "mast":
        return rect(left + wide * 0.6, top - 40, 4, 42, ink) + rect(left + wide * 0.3, top - 12, wide * 0.4, 14, ink)
    return rect(left + wide * 0.2, top - 16, wide * 0.3, 18, ink) if kind == "tank" else ""


def house(
    x: float,
    base: float,
    width: float,
    height: float,
    *,
    wall: str,
    roof: str,
    shade: str,
    door: str,
    pane: str,
    frame: str = "",
    chimney: bool = True,
    floors: int = 2,
    gable: bool = False,
) -> str:
    """A narrow town house, two windows to a floor."""
    top = base - height
    parts = [rect(x, top, width, height, wall), rect(x + width * 0.86, top, width * 0.14, height, shade)]
    if chimney:
        parts += [rect(x + width * 0.7, top - width * 0.62, width * 0.15, width * 0.4, shade)]
    parts.append(
        _gable(x, top, width, wall, roof)
        if gable
        else poly(
            roof,
            (x - 6, top),
            (x + width * 0.12, top - width * 0.42),
            (x + width * 0.88, top - width * 0.42),
            (x + width + 6, top),
        )
    )
    storey = height / floors
    for floor in range(floors):
        for column in (0, 1):
            if floor == floors - 1 and column == 0:
                continue
            parts.append(
                _window(
                    x + width * (0.14 + 0.46 * column),
                    top + storey * (floor + 0.2),
                    width * 0.24,
                    storey * 0.54,
                    pane,
                    frame or shade,
                )
            )
    parts.append(_door(x + width * 0.13, base, width * 0.26, storey * 0.78, door, frame or shade))
    return "".join(parts)


def _gable(x: float, top: float, width: float, wall: str, roof: str) -> str:
    peak = (x + width / 2, top - width * 0.55)
    return poly(wall, (x, top + 1), peak, (x + width, top + 1)) + stroke(
        roof, width * 0.07, (x - width * 0.04, top + 4), peak, (x + width * 1.04, top + 4)
    )


def _window(x: float, y: float, width: float, height: float, pane: str, frame: str) -> str:
    bar = max(3, width * 0.07)
    return (
        rect(x - bar, y - bar, width + 2 * bar, height + 2 * bar, frame)
        + rect(x, y, width, height, pane)
        + rect(x + width / 2 - bar / 2, y, bar, height, frame)
        + rect(x, y + height * 0.45, width, bar, frame)
    )


def _door(x: float, base: float, width: float, height: float, door: str, frame: str) -> str:
    return (
        rect(x - 5, base - height - 5, width + 10, height + 5, frame)
        + rect(x, base - height, width, height, door)
        + rect(x, base - height, width, height * 0.16, frame)
        + disc(x + width * 0.82, base - height * 0.45, max(3, width * 0.05), frame)
    )


def lamp(x: float, base: float, height: float, ink: str, light: str, *, halo: str = "") -> str:
    """A street lamp with a lantern; `halo` is its glow in fog."""
    top = base - height
    head = height * 0.07
    glow = (
        disc(x, top - head * 0.8, head * 3.4, tint(halo, 28)) + disc(x, top - head * 0.8, head * 2, tint(halo, 55))
        if halo
        else ""
    )
    post = poly(
        ink,
        (x - height * 0.018, base),
        (x - height * 0.009, top),
        (x + height * 0.009, top),
        (x + height * 0.018, base),
    )
    lantern = poly(
        light,
        (x - head * 0.45, top),
        (x - head * 0.8, top - head * 1.7),
        (x + head * 0.8, top - head * 1.7),
        (x + head * 0.45, top),
    )
    cap = poly(ink, (x - head, top - head * 1.6), (x, top - head * 2.5), (x + head, top - head * 1.6))
    return glow + post + lantern + cap + rect(x - head * 0.7, top - 3, head * 1.4, 7, ink)


def umbrella(x: float, y: float, width: float, ink: str, shade: str) -> str:
    """An open umbrella whose handle ends at (x, y)."""
    rim = y - width * 0.62
    top = rim - width * 0.36
    dome = f'<path d="M{x - width / 2:.1f} {rim:.1f}Q{x - width * 0.42:.1f} {top:.1f} {x:.1f} {top:.1f}Q{x + width * 0.42:.1f} {top:.1f} {x + width / 2:.1f} {rim:.1f}Q{x + width * 0.25:.1f} {rim - width * 0.1:.1f} {x:.1f} {rim:.1f}Q{x - width * 0.25:.1f} {rim - width * 0.1:.1f} {x - width / 2:.1f} {rim:.1f}Z" fill="{ink}"/>'
    gore = f'<path d="M{x:.1f} {top:.1f}Q{x + width * 0.42:.1f} {top:.1f} {x + width / 2:.1f} {rim:.1f}Q{x + width * 0.25:.1f} {rim - width * 0.1:.1f} {x:.1f} {rim:.1f}Z" fill="{shade}"/>'
    return stroke(SOOT, max(2, width * 0.025), (x, top - width * 0.05), (x, y)) + dome + gore


def catenary(a: Point, b: Point, sag: float, ink: str, width: float = 2.5) -> str:
    return curve(ink, width, a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + sag), b)


def pool(x: float, y: float, width: float, ink: str, *, percent: int = 45) -> str:
    """Light that falls on the ground."""
    return oval(x, y, width / 2, width * 0.11, tint(ink, percent))


def column(x: float, base: float, width: float, height: float, ink: str, shade: str) -> str:
    """A fluted classical column lit from the left."""
    shaft = rect(x - width / 2, base - height, width, height, ink)
    flutes = rect(x + width * 0.1, base - height, width * 0.4, height, shade) + rect(
        x - width * 0.22, base - height, width * 0.07, height, shade
    )
    cap = rect(x - width * 0.72, base - height - width * 0.28, width * 1.44, width * 0.3, ink)
    foot = rect(x - width * 0.68, base - width * 0.24, width * 1.36, width * 0.24, ink)
    return shaft + flutes + cap + foot


def bunting(a: Point, b: Point, inks: tuple[str, ...], *, flags: int = 12, sag: float = 50, size: float = 34) -> str:
    parts = [catenary(a, b, sag, SOOT, 3)]
    for flag in range(flags):
        t = (flag + 0.5) / flags
        x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + 4 * sag * t * (1 - t)
        parts.append(poly(inks[flag % len(inks)], (x - size * 0.4, y), (x + size * 0.4, y), (x, y + size)))
    return "".join(parts)
