"""Dress the shoulders."""

from ..inks import NAVY, PLUM, SOOT, STONE, UMBER
from ..pen import blob, curve, cut, disc, path, poly, rect, stroke
from ..screens import tint
from .sitter import Face


def shoulders(face: Face) -> str:
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


def collar(face: Face) -> str:
    dark = {NAVY: SOOT, SOOT: NAVY, PLUM: SOOT, UMBER: SOOT}.get(face.coat, SOOT)
    shirt_v = poly(face.shirt, (-78, 236), (0, 330), (78, 236), (110, 280), (30, 760), (-30, 760), (-110, 280))
    scoop = path(face.shirt, "M-110 262Q0 400 110 262L30 760H-30Z")
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
        "open": lambda: shirt_v + lapels + points,
        "jacket": lambda: scoop + lapels,
        "rollneck": lambda: (
            poly(face.coat, (-84, 190), (84, 190), (96, 290), (-96, 290))
            + stroke(dark, 5, (-84, 206), (0, 220), (84, 206))
            + curve(dark, 5, (-96, 280), (0, 300), (96, 280))
        ),
        "crew": lambda: curve(face.shirt, 20, (-100, 252), (-50, 300), (0, 314), (50, 300), (100, 252)),
        "blouse": lambda: points + "".join(disc(0, 420 + 80 * k, 8, dark) for k in range(4)),
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
