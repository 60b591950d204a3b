"""Build a head and shoulders from parts: skull, hair, glasses, beard, clothes. One light, from the left.

The head is drawn around (0, 0), between the eyes, 300 units from crown to chin; `portraits` places it.
"""

from dataclasses import dataclass

from .inks import CLAY, NAVY, PALE, PAPER, PLUM, ROSE, SEPIA, SOOT, STONE, UMBER
from .pen import Point, blob, curve, cut, disc, group, oval, path, poly, rect, ring, stroke
from .screens import tint

SHADE = {ROSE: CLAY, CLAY: UMBER, UMBER: SEPIA, PALE: ROSE}


@dataclass(frozen=True, slots=True)
class Face:
    """One person: the shape of the head and all that makes it theirs."""

    skin: str = ROSE
    jaw: float = 84
    chin: float = 150
    cheek: float = 104
    hair: str = SOOT
    style: str = "short"
    brow: str = ""
    brow_tilt: float = 0
    eyes: str = SOOT
    mouth: float = 1
    smile: float = 6
    lips: str = ""
    nose: float = 1
    glasses: str = ""
    beard: str = ""
    beard_style: str = "full"
    lines: bool = False
    earrings: str = ""
    dress: str = "suit"
    coat: str = NAVY
    shirt: str = PAPER
    extra: str = ""


def bust(face: Face) -> str:
    """Draw the whole person from back to front."""
    return "".join(
        (
            _hair_behind(face),
            group(_shoulders(face), at=(0, -46)),
            _neck(face),
            group(_collar(face), at=(0, -46)),
            _ears(face),
            _skull(face),
            _beard(face),
            _features(face),
            _hair(face),
            _glasses(face),
            _earrings(face),
        )
    )


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


def _skull(face: Face) -> str:
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


def _neck(face: Face) -> str:
    low, tip = (206, 240) if face.dress in {"rollneck", "crew", "scarf"} else (262, 330)
    throat = poly(face.skin, (-60, 60), (60, 60), (66, 200), (100, low), (0, tip), (-100, low), (-66, 200))
    chin = face.chin
    shade = path(
        SHADE[face.skin],
        f"M-60 {chin - 26:.0f}Q0 {chin + 64:.0f} 62 {chin - 50:.0f}L66 210L110 340L40 340Q40 220 -60 {chin + 4:.0f}Z",
    )
    return throat + cut(throat, shade)


def _ears(face: Face) -> str:
    c = face.cheek
    return (
        oval(-c - 4, 6, 17, 32, face.skin, turn=-8)
        + oval(c + 4, 6, 17, 32, SHADE[face.skin], turn=8)
        + curve(SHADE[face.skin], 4, (-c - 10, -8), (-c - 2, 2), (-c - 8, 16))
    )


def _features(face: Face) -> str:
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


def _glasses(face: Face) -> str:
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


def _earrings(face: Face) -> str:
    if not face.earrings:
        return ""
    return "".join(disc(side * (face.cheek + 4), 50, 12, face.earrings) for side in (-1, 1))


# Hair: what falls behind the head, then what lies over the forehead.


def _hair_behind(face: Face) -> str:
    c = face.cheek
    behind = {
        "bob": blob(
            face.hair,
            (0, -196),
            (c + 34, -130),
            (c + 56, 0),
            (c + 50, 130),
            (c - 10, 158),
            (-c + 10, 158),
            (-c - 50, 130),
            (-c - 56, 0),
            (-c - 34, -130),
        ),
        "long": blob(
            face.hair,
            (0, -196),
            (c + 36, -130),
            (c + 50, 20),
            (c + 66, 190),
            (c + 60, 330),
            (40, 360),
            (-40, 360),
            (-c - 60, 330),
            (-c - 66, 190),
            (-c - 50, 20),
            (-c - 36, -130),
        ),
        "wavy": blob(
            face.hair,
            (0, -200),
            (c + 40, -140),
            (c + 44, -50),
            (c + 80, 30),
            (c + 50, 110),
            (c + 84, 200),
            (c + 30, 270),
            (-c - 30, 270),
            (-c - 84, 200),
            (-c - 50, 110),
            (-c - 80, 30),
            (-c - 44, -50),
            (-c - 40, -140),
        ),
        "bun": disc(0, -212, 66, face.hair)
        + blob(face.hair, (0, -190), (c + 22, -120), (c + 20, 10), (-c - 20, 10), (-c - 22, -120)),
        "afro": blob(
            face.hair,
            (0, -262),
            (110, -240),
            (190, -150),
            (200, -40),
            (150, 60),
            (-150, 60),
            (-200, -40),
            (-190, -150),
            (-110, -240),
        ),
        "braids": blob(face.hair, (0, -200), (c + 30, -130), (c + 34, 40), (-c - 34, 40), (-c - 30, -130))
        + "".join(
            curve(
                face.hair,
                26,
                (side * (c + 4 + 14 * k), -20),
                (side * (c + 22 + 18 * k), 130),
                (side * (c + 10 + 14 * k), 290 - 20 * k),
            )
            for side in (-1, 1)
            for k in (0, 1, 2)
        ),
        "curls": "".join(
            disc(x, y, 52, face.hair)
            for x, y in (
                (-130, -40),
                (-140, 30),
                (-120, 90),
                (130, -40),
                (140, 30),
                (120, 90),
                (-110, -110),
                (110, -110),
                (-60, -165),
                (0, -180),
                (60, -165),
            )
        ),
        "scarf": blob(
            face.coat if face.extra == "" else face.extra,
            (0, -200),
            (c + 40, -130),
            (c + 46, 20),
            (c + 20, 130),
            (90, 260),
            (-90, 260),
            (-c - 20, 130),
            (-c - 46, 20),
            (-c - 40, -130),
        ),
    }
    return behind.get(face.style, "")


def _hair(face: Face) -> str:
    c, ink = face.cheek, face.hair
    styles = {
        "short": lambda: blob(
            ink,
            (-c - 10, -10),
            (-c - 12, -90),
            (-74, -172),
            (10, -194),
            (88, -168),
            (c + 14, -90),
            (c + 10, -14),
            (c - 6, -60),
            (70, -104),
            (-30, -112),
            (-c + 10, -66),
        ),
        "parted": lambda: blob(
            ink,
            (-c - 8, 0),
            (-c - 16, -90),
            (-90, -170),
            (-40, -196),
            (60, -190),
            (c + 10, -130),
            (c + 10, -6),
            (c - 8, -70),
            (40, -100),
            (-34, -146),
            (-70, -100),
            (-c + 4, -60),
        ),
        "swept": lambda: blob(
            ink,
            (-c - 6, -10),
            (-c - 14, -100),
            (-100, -180),
            (-20, -226),
            (80, -214),
            (c + 20, -150),
            (c + 10, -20),
            (c - 4, -80),
            (60, -130),
            (-30, -128),
            (-c + 8, -70),
        ),
        "receding": lambda: (
            blob(ink, (-c - 8, 16), (-c - 16, -50), (-c + 4, -110), (-c + 18, -100), (-c + 12, -40))
            + blob(ink, (c + 8, 16), (c + 16, -50), (c - 4, -110), (c - 18, -100), (c - 12, -40))
            + blob(ink, (-60, -146), (0, -176), (64, -146), (40, -152), (0, -160), (-40, -152))
        ),
        "bald": lambda: (
            blob(ink, (-c - 6, 24), (-c - 12, -30), (-c + 6, -64), (-c + 6, -10))
            + blob(ink, (c + 6, 24), (c + 12, -30), (c - 6, -64), (c - 6, -10))
        ),
        "crop": lambda: blob(
            ink,
            (-c - 4, -20),
            (-c - 4, -90),
            (-66, -154),
            (0, -172),
            (66, -154),
            (c + 4, -90),
            (c + 4, -20),
            (c - 4, -74),
            (60, -116),
            (0, -124),
            (-60, -116),
            (-c + 4, -74),
        ),
        "bob": lambda: blob(
            ink,
            (-c - 20, 100),
            (-c - 34, -40),
            (-80, -170),
            (10, -198),
            (96, -170),
            (c + 34, -40),
            (c + 24, 104),
            (c - 2, 30),
            (c - 10, -50),
            (50, -84),
            (-40, -80),
            (-c + 6, -60),
            (-c + 6, 30),
        ),
        "long": lambda: blob(
            ink,
            (-c - 30, 180),
            (-c - 34, -40),
            (-84, -168),
            (-10, -198),
            (90, -172),
            (c + 34, -40),
            (c + 32, 190),
            (c + 4, 60),
            (c - 10, -50),
            (20, -140),
            (-60, -100),
            (-c + 6, -30),
            (-c - 2, 60),
        ),
        "wavy": lambda: blob(
            ink,
            (-c - 24, 70),
            (-c - 30, -60),
            (-90, -172),
            (20, -204),
            (100, -168),
            (c + 34, -60),
            (c + 24, 80),
            (c - 2, 0),
            (c - 16, -70),
            (0, -110),
            (-50, -140),
            (-c + 12, -60),
            (-c, 10),
        ),
        "bun": lambda: blob(
            ink,
            (-c - 8, 0),
            (-c - 16, -80),
            (-76, -166),
            (0, -188),
            (76, -166),
            (c + 16, -80),
            (c + 8, 0),
            (c - 8, -70),
            (30, -128),
            (-20, -134),
            (-c + 10, -70),
        ),
        "afro": lambda: blob(
            ink,
            (-c - 16, 30),
            (-c - 40, -80),
            (-90, -200),
            (0, -230),
            (90, -200),
            (c + 40, -80),
            (c + 16, 30),
            (c - 2, -50),
            (60, -112),
            (0, -120),
            (-60, -112),
            (-c + 2, -50),
        ),
        "braids": lambda: (
            blob(
                ink,
                (-c - 8, 10),
                (-c - 16, -80),
                (-76, -168),
                (0, -192),
                (76, -168),
                (c + 16, -80),
                (c + 8, 10),
                (c - 8, -66),
                (50, -120),
                (0, -130),
                (-50, -120),
                (-c + 8, -66),
            )
            + "".join(curve(PLUM, 4, (12 * k, -190), (34 * k, -124)) for k in (-2, -1, 0, 1, 2))
        ),
        "curls": lambda: "".join(
            disc(x, y, 40, ink)
            for x, y in (
                (-104, -70),
                (-80, -120),
                (-34, -140),
                (16, -138),
                (62, -126),
                (98, -84),
                (-50, -160),
                (40, -162),
            )
        ),
        "quiff": lambda: blob(
            ink,
            (-c - 4, 0),
            (-c - 8, -90),
            (-96, -150),
            (-70, -200),
            (0, -236),
            (90, -226),
            (110, -170),
            (c + 6, -90),
            (c + 4, -6),
            (c - 10, -80),
            (70, -120),
            (-20, -132),
            (-c + 10, -80),
        ),
        "fringe": lambda: blob(
            ink,
            (-c - 10, 20),
            (-c - 18, -80),
            (-76, -172),
            (0, -196),
            (76, -172),
            (c + 18, -80),
            (c + 10, 20),
            (c - 8, -40),
            (70, -60),
            (20, -54),
            (-40, -60),
            (-c + 10, -40),
        ),
        "scarf": lambda: path(
            face.extra or face.coat,
            f"M{-c - 20} 80Q{-c - 40} -190 0 -204Q{c + 40} -190 {c + 20} 80Q{c + 4} 10 {c - 16} -60Q40 -126 0 -126Q-40 -126 {-c + 16} -60Q{-c - 4} 10 {-c - 20} 80Z",
        ),
    }
    return styles[face.style]() + _sheen(face)


def _sheen(face: Face) -> str:
    """One cut of light across the hair, upper left."""
    if face.style in {"bald", "receding", "scarf", "curls", "afro"}:
        return ""
    light = {SOOT: NAVY, UMBER: CLAY, STONE: PAPER, PAPER: STONE}.get(face.hair, PAPER)
    return curve(light, 7, (-82, -120), (-60, -150), (-20, -168))


def _beard(face: Face) -> str:
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


# Clothes


def _shoulders(face: Face) -> str:
    wide = blob(
        face.coat,
        (-330, 640),
        (-310, 400),
        (-240, 316),
        (-100, 256),
        (0, 246),
        (100, 256),
        (240, 316),
        (310, 400),
        (330, 640),
    )
    shape = wide + rect(-330, 560, 660, 200, face.coat)
    dark = {NAVY: SOOT, SOOT: NAVY}.get(face.coat, PLUM)
    fold = poly(tint(dark, 62), (70, 250), (240, 300), (330, 420), (340, 760), (150, 760))
    return shape + cut(wide, fold)


def _collar(face: Face) -> str:
    dark = {NAVY: SOOT, SOOT: NAVY, PLUM: SOOT, UMBER: SOOT}.get(face.coat, SOOT)
    shirt_v = poly(face.shirt, (-78, 236), (0, 330), (78, 236), (110, 280), (30, 760), (-30, 760), (-110, 280))
    lapels = (
        poly(face.coat, (-96, 246), (-150, 300), (-120, 420), (-10, 640), (-30, 480))
        + poly(face.coat, (96, 246), (150, 300), (120, 420), (10, 640), (30, 480))
        + stroke(dark, 5, (-96, 250), (-150, 310), (-118, 330), (-130, 400), (-8, 640))
        + stroke(dark, 5, (96, 250), (150, 310), (118, 330), (130, 400), (8, 640))
    )
    points = (
        poly(face.shirt, (-80, 228), (-20, 330), (-70, 350), (-110, 262))
        + poly(face.shirt, (80, 228), (20, 330), (70, 350), (110, 262))
        + stroke(STONE, 4, (-80, 232), (-20, 330), (-70, 350))
        + stroke(STONE, 4, (80, 232), (20, 330), (70, 350))
    )
    tie = poly(
        face.extra or PLUM, (-22, 326), (22, 326), (16, 366), (44, 620), (0, 680), (-44, 620), (-16, 366)
    ) + stroke(SOOT, 4, (-16, 366), (16, 366))
    kinds = {
        "suit": lambda: shirt_v + tie + lapels + points,
        "open": lambda: (
            poly(SHADE[face.skin], (-60, 236), (60, 236), (0, 360))
            + shirt_v.replace("M", "M", 1)
            + _open_neck(face)
            + lapels
            + points
        ),
        "jacket": lambda: shirt_v + _round_neck(face) + lapels,
        "rollneck": lambda: (
            poly(face.coat, (-84, 190), (84, 190), (96, 290), (-96, 290))
            + stroke(dark, 5, (-84, 206), (0, 220), (84, 206))
            + curve(dark, 5, (-96, 280), (0, 300), (96, 280))
        ),
        "crew": lambda: curve(face.shirt, 20, (-100, 252), (-50, 300), (0, 314), (50, 300), (100, 252)),
        "blouse": lambda: _open_neck(face) + points + "".join(disc(0, 420 + 80 * k, 8, dark) for k in range(4)),
        "scarf": lambda: (
            blob(
                face.extra or face.shirt,
                (-130, 250),
                (-60, 210),
                (0, 250),
                (60, 210),
                (130, 250),
                (120, 320),
                (0, 350),
                (-120, 320),
            )
            + poly(face.extra or face.shirt, (-60, 320), (20, 330), (40, 560), (-70, 560))
            + "".join(stroke(dark, 5, (-58, 380 + 50 * k), (26, 384 + 50 * k)) for k in range(4))
        ),
        "sport": lambda: (
            poly(face.shirt, (-110, 250), (0, 400), (110, 250), (70, 236), (0, 330), (-70, 236))
            + stroke(face.shirt, 20, (-230, 320), (-290, 420))
            + stroke(face.shirt, 20, (230, 320), (290, 420))
        ),
    }
    return kinds[face.dress]()


def _open_neck(face: Face) -> str:
    return poly(face.skin, (-64, 226), (64, 226), (0, 380)) + poly(SHADE[face.skin], (64, 226), (0, 380), (10, 250))


def _round_neck(face: Face) -> str:
    return blob(face.skin, (-72, 220), (72, 220), (64, 282), (0, 322), (-64, 282)) + blob(
        SHADE[face.skin], (30, 220), (72, 220), (64, 282), (10, 318), (34, 270)
    )
