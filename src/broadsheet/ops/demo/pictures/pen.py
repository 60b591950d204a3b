"""Write the shapes a picture is cut from, each as a piece of SVG.

Every function returns text and changes nothing, so a scene is a sentence of shapes joined from back to front.
Points are (x, y) in the picture's own pixels, y downwards.
"""

from collections.abc import Sequence
from html import escape
from zlib import crc32

Point = tuple[float, float]


def number(value: float) -> str:
    """Print a coordinate short: a tenth of a pixel, finer for motifs drawn small and scaled up."""
    return f"{value:.0f}" if abs(value) > 400 else f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"


def pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def rect(x: float, y: float, width: float, height: float, ink: str, *, round: float = 0) -> str:
    corner = f' rx="{number(round)}"' if round else ""
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{corner} fill="{ink}"/>'


def disc(x: float, y: float, radius: float, ink: str) -> str:
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{ink}"/>'


def oval(x: float, y: float, across: float, down: float, ink: str, *, turn: float = 0) -> str:
    turned = f' transform="rotate({number(turn)} {pair((x, y))})"' if turn else ""
    return (
        f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(across)}" ry="{number(down)}" fill="{ink}"{turned}/>'
    )


def ring(x: float, y: float, radius: float, width: float, ink: str) -> str:
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="none" '
        f'stroke="{ink}" stroke-width="{number(width)}"/>'
    )


def poly(ink: str, *points: Point) -> str:
    """Fill the straight-edged shape between `points`."""
    return f'<path d="M{"L".join(map(pair, points))}Z" fill="{ink}"/>'


def path(ink: str, d: str) -> str:
    return f'<path d="{d}" fill="{ink}"/>'


def stroke(ink: str, width: float, *points: Point, cap: str = "butt") -> str:
    """Draw a line with corners."""
    return _line(ink, width, f"M{'L'.join(map(pair, points))}", cap)


def curve(ink: str, width: float, *points: Point, cap: str = "round") -> str:
    """Draw a line that runs smoothly through every point."""
    return _line(ink, width, smooth(points), cap)


def blob(ink: str, *points: Point) -> str:
    """Fill the smooth closed shape that runs through every point."""
    return path(ink, smooth(points, closed=True))


def bank(ink: str, bottom: float, *points: Point) -> str:
    """Fill everything from a smooth upper edge down to `bottom`: hills, banks, waves, snow."""
    return path(ink, f"{smooth(points)}L{pair((points[-1][0], bottom))}L{pair((points[0][0], bottom))}Z")


def crag(ink: str, bottom: float, *points: Point) -> str:
    """Fill everything from a broken upper edge down to `bottom`: peaks, roofs, cliffs."""
    return poly(ink, *points, (points[-1][0], bottom), (points[0][0], bottom))


def group(*parts: str, at: Point = (0, 0), scale: float | Point = 1, turn: float = 0) -> str:
    """Move, scale and turn shapes together, about their own origin."""
    across, down = scale if isinstance(scale, tuple) else (scale, scale)
    place = f"translate({pair(at)})rotate({number(turn)})scale({across:.4f} {down:.4f})"
    return f'<g transform="{place}">{"".join(parts)}</g>'


def cut(shape: str, *parts: str) -> str:
    """Show `parts` only inside `shape`, as through a stencil."""
    name = f"c{crc32(shape.encode()):08x}"
    return f'<clipPath id="{name}">{shape}</clipPath><g clip-path="url(#{name})">{"".join(parts)}</g>'


def overprint(*parts: str) -> str:
    """Print shapes on top of the inks already there, so that both colours show, as on a press."""
    return f'<g style="mix-blend-mode:multiply">{"".join(parts)}</g>'


def veil(strength: float, *parts: str) -> str:
    """Thin the ink, for mist, glass and beams of light."""
    return f'<g opacity="{strength:.2f}">{"".join(parts)}</g>'


def words(
    x: float,
    y: float,
    text: str,
    size: float,
    ink: str,
    *,
    anchor: str = "start",
    turn: float = 0,
    weight: float = 0,
    space: float = 0,
) -> str:
    """Set a few words, for maps and charts alone; `weight` thickens the one cut of the typeface we have."""
    turned = f' transform="rotate({number(turn)} {pair((x, y))})"' if turn else ""
    bold = f' stroke="{ink}" stroke-width="{number(weight)}" stroke-linejoin="round"' if weight else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-family="Aileron" font-size="{number(size)}" fill="{ink}"'
        f' text-anchor="{anchor}" letter-spacing="{number(space)}"{bold}{turned}>{escape(text)}</text>'
    )


def smooth(points: Sequence[Point], *, closed: bool = False) -> str:
    """Turn points into a path of cubic curves through each of them (Catmull and Rom's way)."""
    count = len(points)
    steps = [f"M{pair(points[0])}"]
    for index in range(count if closed else count - 1):
        before, here, there, after = (_point(points, index + step, closed) for step in (-1, 0, 1, 2))
        leave = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        arrive = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        steps.append(f"C{pair(leave)} {pair(arrive)} {pair(there)}")
    return "".join(steps) + ("Z" if closed else "")


def _point(points: Sequence[Point], index: int, closed: bool) -> Point:
    return points[index % len(points)] if closed else points[max(0, min(index, len(points) - 1))]


def _line(ink: str, width: float, d: str, cap: str) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{number(width)}" '
        f'stroke-linecap="{cap}" stroke-linejoin="round"/>'
    )
