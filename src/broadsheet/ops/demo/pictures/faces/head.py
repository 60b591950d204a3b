"""Draw the skull, the neck, the features and what is worn on the face."""

from ..inks import PAPER, SOOT
from ..pen import Point, blob, curve, cut, disc, oval, path, poly, ring, stroke
from ..screens import tint
from .sitter import SHADE, Face


def _outline(face: Face) -> tuple[Point, ...]:
    c, j, h = face.cheek, face.jaw, face.chin
    return (
        (0, -158),
        (c * 0.78, -128),
        (c * 1.02, -50),
        (c, 20),
        (c * 0.93, 66),
        (j * 0.82, h * 0.76),
        (j * 0.36, h * 0.98),
        (0, h * 1.02),
        (-j * 0.36, h * 0.98),
        (-j * 0.82, h * 0.76),
        (-c * 0.93, 66),
        (-c, 20),
        (-c * 1.02, -50),
        (-c * 0.78, -128),
    )


def skull(face: Face) -> str:
    shape = blob(face.skin, *_outline(face))
    dark = SHADE[face.skin]
    side = blob(
        dark,
        (face.cheek * 0.5, -170),
        (face.cheek * 0.62, -60),
        (face.cheek * 0.5, -4),
        (face.cheek * 0.66, 40),
        (face.cheek * 0.42, 84),
        (face.jaw * 0.34, face.chin * 0.86),
        (face.jaw * 0.1, face.chin * 1.1),
        (180, face.chin * 1.1),
        (190, -170),
    )
    return shape + cut(shape, side)


def neck(face: Face) -> str:
    low, tip = (206, 240) if face.dress in {"rollneck", "crew", "scarf"} else (236, 338)
    throat = poly(face.skin, (-60, 60), (60, 60), (66, 190), (80, low), (0, tip), (-80, low), (-66, 190))
    chin = face.chin
    shade = path(
        SHADE[face.skin],
        f"M-60 {chin - 26:.0f}Q0 {chin + 64:.0f} 62 {chin - 50:.0f}L66 210L110 340L40 340Q40 220 -60 {chin + 4:.0f}Z",
    )
    return throat + cut(throat, shade)


def ears(face: Face) -> str:
    c = face.cheek
    return (
        oval(-c - 4, 6, 17, 32, face.skin, turn=-8)
        + oval(c + 4, 6, 17, 32, SHADE[face.skin], turn=8)
        + curve(SHADE[face.skin], 4, (-c - 10, -8), (-c - 2, 2), (-c - 8, 16))
    )


def features(face: Face) -> str:
    return _eyes(face) + _brows(face) + _nose(face) + _mouth(face) + (_lines(face) if face.lines else "")


def _eyes(face: Face) -> str:
    parts = []
    for side in (-1, 1):
        x = side * 46
        white = f"M{x - 25} 2Q{x} -18 {x + 25} 2Q{x} 17 {x - 25} 2Z"
        eye = path(PAPER, white)
        parts.append(
            eye + cut(eye, disc(x + 1, 0, 11.5, face.eyes), disc(x + 1, 0, 5, SOOT), disc(x - 3, -4, 2.6, PAPER))
        )
        parts.append(curve(SOOT, 5, (x - 26, 3), (x - 10, -9), (x + 10, -9), (x + 27 * side * side, 3)))
        parts.append(curve(SHADE[face.skin], 3.4, (x - 20, -19), (x, -25), (x + 20, -18)))
    return "".join(parts)


def _brows(face: Face) -> str:
    ink = face.brow or face.hair
    t = face.brow_tilt
    return "".join(
        curve(ink, 9, (side * 20, -34 + t), (side * 46, -46), (side * 76, -34 - t * 0.5)) for side in (-1, 1)
    )


def _nose(face: Face) -> str:
    n, dark = face.nose, SHADE[face.skin]
    plane = path(
        dark, f"M8 -22Q4 10 {20 * n:.0f} 48Q{22 * n:.0f} 62 4 64Q{-8 * n:.0f} 63 {-20 * n:.0f} 58Q2 56 2 44Q0 8 -4 -20Z"
    )
    return plane + curve(SOOT, 4, (-21 * n, 56), (-10, 63), (0, 61)) + curve(SOOT, 4, (4, 62), (13, 63), (23 * n, 54))


def _mouth(face: Face) -> str:
    w, s = 36 * face.mouth, face.smile
    lips = face.lips or SHADE[face.skin]
    upper = path(
        lips,
        f"M{-w:.0f} {100 - s:.0f}Q-14 90 -8 92Q0 96 8 92Q14 90 {w:.0f} {100 - s:.0f}Q0 {104 + s:.0f} {-w:.0f} {100 - s:.0f}Z",
    )
    lower = (
        path(
            lips,
            f"M{-w * 0.8:.0f} {102 - s * 0.6:.0f}Q0 {126 + s:.0f} {w * 0.8:.0f} {102 - s * 0.6:.0f}Q0 {106 + s:.0f} {-w * 0.8:.0f} {102 - s * 0.6:.0f}Z",
        )
        if face.lips
        else curve(lips, 5, (-13, 121), (0, 124), (13, 121))
    )
    line = curve(
        SOOT,
        4.6,
        (-w - 4, 99 - s),
        (-w * 0.4, 101 + s * 0.3),
        (0, 101 + s * 0.5),
        (w * 0.4, 101 + s * 0.3),
        (w + 4, 99 - s),
    )
    return upper + lower + line


def _lines(face: Face) -> str:
    ink = SHADE[face.skin]
    folds = "".join(curve(ink, 4.5, (side * 32, 58), (side * 48, 78), (side * 50, 100)) for side in (-1, 1))
    bags = "".join(curve(ink, 4, (side * 28, 22), (side * 46, 28), (side * 66, 20)) for side in (-1, 1))
    crow = "".join(
        curve(ink, 3.4, (side * 80, -4 + 9 * k), (side * 92, -8 + 12 * k)) for side in (-1, 1) for k in (0, 1, 2)
    )
    return (
        folds
        + bags
        + crow
        + curve(ink, 4, (-44, -78), (0, -84), (44, -78))
        + curve(ink, 4, (-34, -98), (0, -103), (34, -98))
    )


def glasses(face: Face) -> str:
    if not face.glasses:
        return ""
    ink, kind = face.glasses.split(":")
    if kind == "round":
        rims = "".join(ring(side * 47, 0, 39, 7, ink) for side in (-1, 1))
    elif kind == "half":
        rims = "".join(
            path(
                ink,
                f"M{side * 47 - 36} 8H{side * 47 + 36}Q{side * 47 + 32} 40 {side * 47} 42Q{side * 47 - 32} 40 {side * 47 - 36} 8ZM{side * 47 - 30} 14Q{side * 47 - 26} 35 {side * 47} 36Q{side * 47 + 26} 35 {side * 47 + 30} 14Z",
            )
            for side in (-1, 1)
        )
    else:
        rims = "".join(
            f'<rect x="{side * 47 - 41}" y="-30" width="82" height="60" rx="{10 if kind == "square" else 26}" fill="none" stroke="{ink}" stroke-width="9"/>'
            for side in (-1, 1)
        )
    y = 12 if kind == "half" else -6
    bridge = curve(ink, 7, (-9, y), (0, y - 6), (9, y))
    arms = "".join(stroke(ink, 7, (side * 86, y), (side * (face.cheek + 2), y - 6)) for side in (-1, 1))
    return rims + bridge + arms


def earrings(face: Face) -> str:
    if not face.earrings:
        return ""
    return "".join(disc(side * (face.cheek + 4), 50, 12, face.earrings) for side in (-1, 1))


def beard(face: Face) -> str:
    if not face.beard:
        return ""
    c, j, h = face.cheek, face.jaw, face.chin
    shapes = {
        "full": lambda: blob(
            face.beard,
            (-c, 10),
            (-c + 14, 60),
            (-44, 80),
            (0, 76),
            (44, 80),
            (c - 14, 60),
            (c, 10),
            (c * 0.97, 80),
            (j * 0.8, h * 0.95),
            (0, h * 1.18),
            (-j * 0.8, h * 0.95),
            (-c * 0.97, 80),
        ),
        "goatee": lambda: blob(
            face.beard,
            (-48, 84),
            (0, 74),
            (48, 84),
            (50, 124),
            (30, h * 1.04),
            (0, h * 1.1),
            (-30, h * 1.04),
            (-50, 124),
        ),
        "moustache": lambda: blob(
            face.beard, (-56, 98), (-30, 76), (0, 74), (30, 76), (56, 98), (24, 92), (0, 90), (-24, 92)
        ),
        "stubble": lambda: blob(
            tint(face.beard, 34),
            (-c, 40),
            (-50, 80),
            (0, 72),
            (50, 80),
            (c, 40),
            (j * 0.84, h * 0.8),
            (0, h * 1.02),
            (-j * 0.84, h * 0.8),
        ),
    }
    return shapes[face.beard_style]()
