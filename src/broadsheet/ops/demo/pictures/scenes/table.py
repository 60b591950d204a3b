"""Food and drink: what is cooked, baked, sold and poured."""

import math

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SEPIA, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import hills
from ..motifs.people import Person, crowd, person
from ..pen import blob, curve, cut, disc, group, oval, path, poly, rect, ring, stroke
from ..scene import IBSEN, scene
from ..screens import tint


@scene(
    "kitchen-still-life",
    alt="A blue jug, lemons, a cut loaf, a bottle of oil and a string of onions stand on a table in strong window light.",
    subject="From the kitchen of Low Tide",
    focal=(0.48, 0.58),
)
def kitchen_still_life() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, AMBER),
            poly(STRAW, (0, 0), (760, 0), (1500, 820), (420, 820), (0, 400)),
            poly(AMBER, (300, 0), (345, 0), (980, 820), (930, 820)),
            rect(0, 800, 1800, 400, PAPER),
            *(rect(x, 800, 46, 400, MIST) for x in range(0, 1800, 138)),
            rect(0, 1110, 1800, 90, UMBER),
            *(
                poly(tint(NAVY, 55), (x, y), (x + w, y), (x + w + 330, y + 90), (x + 200, y + 110))
                for x, y, w in ((420, 980, 290), (860, 960, 130), (1130, 1010, 330))
            ),
            _jug(560, 990),
            _bottle(930, 980, 560),
            _onions(1500, 170),
            _loaf(1110, 1030),
            *(_lemon(x, y, s, t) for x, y, s, t in ((330, 1000, 84, -14), (200, 1050, 90, 20), (700, 1060, 80, 8))),
            disc(450, 1080, 78, STRAW)
            + disc(450, 1080, 64, PAPER)
            + disc(450, 1080, 56, STRAW)
            + "".join(
                stroke(PAPER, 5, (450, 1080), (450 + 54 * math.cos(a), 1080 + 54 * math.sin(a)))
                for a in (0.2, 0.98, 1.76, 2.55, 3.33, 4.1, 4.9, 5.7)
            ),
            group(
                rect(0, -12, 150, 24, UMBER, round=10),
                poly(STONE, (150, -14), (420, -14), (470, 6), (150, 14)),
                at=(820, 1110),
                turn=-5,
            ),
        )
    )


def _jug(x: float, base: float) -> str:
    body = path(
        BLUE,
        f"M{x - 110} {base - 470}Q{x - 60} {base - 380} {x - 140} {base - 250}Q{x - 190} {base - 100} {x - 110} {base}H{x + 110}Q{x + 190} {base - 100} {x + 140} {base - 250}Q{x + 70} {base - 380} {x + 96} {base - 480}L{x - 60} {base - 450}Z",
    )
    handle = f'<path d="M{x + 92} {base - 420}C{x + 270} {base - 440} {x + 260} {base - 200} {x + 140} {base - 170}" fill="none" stroke="{NAVY}" stroke-width="34"/>'
    shade = path(
        NAVY,
        f"M{x + 20} {base - 466}Q{x + 30} {base - 360} {x + 60} {base - 250}Q{x + 90} {base - 100} {x + 30} {base}H{x + 110}Q{x + 190} {base - 100} {x + 140} {base - 250}Q{x + 70} {base - 380} {x + 96} {base - 480}Z",
    )
    bands = "".join(
        curve(
            PAPER,
            9,
            (x - 150 - k * 8, base - 220 + 50 * k),
            (x, base - 190 + 50 * k),
            (x + 150 + k * 8, base - 220 + 50 * k),
        )
        for k in (0, 1)
    )
    stems = "".join(
        curve(MOSS, 10, (x - 10 + dx * 0.1, base - 440), (x + dx * 0.5, base - 600), (x + dx, base - 440 - dy))
        + _bloom(x + dx, base - 440 - dy, ink)
        for dx, dy, ink in ((-170, 260, RED), (-60, 350, PAPER), (70, 300, RED), (180, 220, PAPER))
    )
    leaves = "".join(
        blob(TEAL, (x, base - 450), (x + d * 60, base - 540), (x + d * 190, base - 560), (x + d * 90, base - 480))
        for d in (-1, 1)
    )
    return stems + leaves + handle + body + shade + bands


def _bloom(x: float, y: float, ink: str) -> str:
    return "".join(
        oval(x + 34 * math.cos(a), y + 34 * math.sin(a), 34, 22, ink, turn=math.degrees(a))
        for a in (0, 1.05, 2.1, 3.14, 4.2, 5.25)
    ) + disc(x, y, 22, SOOT if ink == RED else AMBER)


def _bottle(x: float, base: float, height: float) -> str:
    h = height
    glass = path(
        TEAL,
        f"M{x - 62} {base}V{base - h * 0.55:.0f}Q{x - 58} {base - h * 0.68:.0f} {x - 22} {base - h * 0.76:.0f}V{base - h:.0f}H{x + 22}V{base - h * 0.76:.0f}Q{x + 58} {base - h * 0.68:.0f} {x + 62} {base - h * 0.55:.0f}V{base}Z",
    )
    return (
        glass
        + cut(
            glass,
            rect(x - 62, base - h * 0.5, 124, h * 0.5, MOSS),
            rect(x + 16, base - h, 60, h, NAVY),
            rect(x - 46, base - h * 0.62, 14, h * 0.5, PAPER),
        )
        + rect(x - 62, base - h * 0.36, 124, h * 0.2, PAPER)
        + disc(x, base - h * 0.26, 34, MOSS)
        + rect(x - 26, base - h * 1.06, 52, h * 0.08, CLAY)
    )


def _onions(x: float, top: float) -> str:
    parts = [stroke(UMBER, 12, (x, -10), (x, top + 40))]
    for k, (dx, dy) in enumerate(((-60, 60), (60, 90), (-70, 180), (66, 210), (-56, 300), (54, 330), (0, 400))):
        cx, cy = x + dx, top + dy
        parts.append(
            blob(
                CLAY if k % 2 else RED,
                (cx, cy - 84),
                (cx + 30, cy - 40),
                (cx + 66, cy + 6),
                (cx + 40, cy + 60),
                (cx, cy + 72),
                (cx - 40, cy + 60),
                (cx - 66, cy + 6),
                (cx - 30, cy - 40),
            )
            + curve(UMBER, 5, (cx, cy - 80), (cx + 34, cy), (cx + 6, cy + 70))
            + curve(UMBER, 5, (cx, cy - 80), (cx - 30, cy), (cx - 4, cy + 70))
            + blob(
                PLUM, (cx + 10, cy - 60), (cx + 66, cy + 6), (cx + 40, cy + 60), (cx + 10, cy + 70), (cx + 44, cy + 10)
            )
        )
    return "".join(parts)


def _loaf(x: float, base: float) -> str:
    return "".join(
        (
            rect(x - 50, base - 14, 520, 34, UMBER, round=10),
            path(
                CLAY,
                f"M{x + 40} {base - 16}Q{x - 10} {base - 190} {x + 130} {base - 220}Q{x + 340} {base - 240} {x + 420} {base - 150}Q{x + 450} {base - 60} {x + 410} {base - 16}Z",
            ),
            path(
                UMBER,
                f"M{x + 250} {base - 16}Q{x + 330} {base - 130} {x + 300} {base - 224}Q{x + 400} {base - 200} {x + 426} {base - 130}Q{x + 446} {base - 60} {x + 410} {base - 16}Z",
            ),
            *(
                curve(
                    STRAW,
                    12,
                    (x + 170 + 70 * k, base - 206),
                    (x + 200 + 70 * k, base - 170),
                    (x + 200 + 66 * k, base - 120),
                )
                for k in range(3)
            ),
            oval(x + 60, base - 110, 74, 100, PAPER, turn=8),
            f'<ellipse cx="{x + 60}" cy="{base - 110}" rx="74" ry="100" fill="none" stroke="{UMBER}" stroke-width="12" transform="rotate(8 {x + 60} {base - 110})"/>',
            *(
                oval(x + 60 + dx, base - 110 + dy, 9, 7, STRAW)
                for dx, dy in ((-20, -30), (16, -50), (24, 10), (-18, 40), (10, 60), (-36, 6))
            ),
        )
    )


def _lemon(x: float, y: float, size: float, turn: float) -> str:
    s = size
    shape = (
        (-s, 0),
        (-s * 0.8, -s * 0.42),
        (0, -s * 0.7),
        (s * 0.76, -s * 0.4),
        (s * 1.08, -s * 0.06),
        (s * 0.76, s * 0.42),
        (0, s * 0.66),
        (-s * 0.8, s * 0.4),
    )
    return group(
        blob(STRAW, *shape),
        blob(CLAY, (-s * 0.5, s * 0.4), (s * 0.3, s * 0.34), (s * 1.0, -s * 0.06), (s * 0.76, s * 0.42), (0, s * 0.66)),
        oval(-s * 0.3, -s * 0.3, s * 0.2, s * 0.09, PAPER, turn=-20),
        at=(x, y),
        turn=turn,
    )


@scene(
    "bread-oven",
    alt="A baker slides a long wooden peel of loaves into the glowing mouth of a brick oven before dawn.",
    subject="First bake at the Ropewalk bakery",
    focal=(0.55, 0.5),
    credit=IBSEN,
)
def bread_oven() -> str:
    bricks = "".join(
        rect(760 + 110 * i - (55 if j % 2 else 0), 62 * j, 104, 56, (UMBER, CLAY, UMBER, SEPIA)[(i * 2 + j * 3) % 4])
        for i in range(11)
        for j in range(15)
    )
    arch = "M1000 860V560Q1240 310 1480 560V860Z"
    mouth = path(AMBER, arch)
    return "".join(
        (
            rect(0, 0, 1800, 1200, SOOT),
            rect(700, 0, 1100, 930, SEPIA),
            cut(rect(740, 0, 1060, 930, SEPIA), bricks),
            *(
                group(poly(STONE, (-34, -358), (34, -358), (26, -290), (-26, -290)), at=(1240, 760), turn=a)
                for a in range(-66, 67, 17)
            ),
            mouth,
            cut(
                mouth,
                disc(1240, 900, 260, STRAW),
                disc(1240, 930, 150, PAPER),
                *(
                    blob(RED, (x, 880), (x + 20, 740), (x + 50, 800), (x + 80, 690), (x + 110, 880))
                    for x in (1010, 1360)
                ),
                *(
                    oval(x, 830, 66, 36, UMBER) + curve(STRAW, 6, (x - 36, 822), (x, 808), (x + 36, 822))
                    for x in (1150, 1310)
                ),
            ),
            rect(960, 856, 560, 40, STONE),
            poly(tint(AMBER, 60), (960, 896), (1520, 896), (1300, 1200), (300, 1200)),
            rect(60, 120, 420, 20, UMBER) + rect(60, 300, 420, 20, UMBER),
            *(
                oval(110 + 88 * i, y - 26, 42, 30, CLAY)
                + curve(STRAW, 5, (90 + 88 * i, y - 34), (110 + 88 * i, y - 44), (130 + 88 * i, y - 34))
                for i in range(5)
                for y in (120, 300)
            ),
            group(
                rect(-560, -14, 620, 26, CLAY, round=12),
                poly(CLAY, (40, -60), (330, -50), (330, 50), (40, 60)),
                *(
                    oval(110 + 96 * k, -40, 46, 34, STRAW)
                    + curve(UMBER, 6, (84 + 96 * k, -52), (110 + 96 * k, -62), (136 + 96 * k, -52))
                    for k in range(3)
                ),
                at=(820, 880),
                turn=-3,
            ),
            _baker(),
            rect(0, 1060, 330, 140, UMBER)
            + rect(0, 1050, 340, 22, CLAY)
            + blob(PAPER, (40, 1050), (70, 980), (150, 950), (240, 980), (280, 1050))
            + curve(STONE, 6, (90, 1000), (150, 980), (220, 1004)),
        )
    )


def _baker() -> str:
    return "".join(
        (
            blob(
                PAPER, (340, 1210), (360, 900), (390, 700), (480, 620), (600, 640), (660, 740), (670, 900), (660, 1210)
            ),
            poly(AMBER, (600, 650), (660, 740), (670, 900), (660, 1210), (610, 1210)),
            blob(BLUE, (400, 820), (640, 840), (668, 900), (660, 1210), (370, 1210)),
            poly(UMBER, (500, 560), (590, 560), (590, 650), (500, 660)),
            blob(
                CLAY,
                (470, 480),
                (480, 420),
                (560, 400),
                (620, 430),
                (632, 480),
                (650, 516),
                (630, 526),
                (622, 570),
                (570, 592),
                (500, 570),
            ),
            blob(SOOT, (460, 500), (456, 430), (520, 390), (600, 400), (620, 424), (540, 440), (510, 500), (500, 560)),
            blob(PAPER, (440, 420), (430, 320), (500, 280), (590, 290), (650, 340), (630, 420), (540, 400)),
            stroke(SOOT, 6, (596, 470), (620, 474)),
            curve(SOOT, 6, (600, 548), (614, 550), (624, 542)),
            stroke(PAPER, 84, (450, 740), (560, 890), (740, 880), cap="round"),
            disc(766, 878, 40, CLAY),
            stroke(PAPER, 70, (420, 760), (400, 900), (500, 920), cap="round"),
            disc(530, 912, 38, CLAY),
        )
    )


@scene(
    "fish-market",
    alt="Silver mackerel and red gurnard lie on crushed ice in blue crates; a fishmonger in yellow oilskins holds one up.",
    subject="Morning auction on the Port Sable quay",
    focal=(0.5, 0.6),
)
def fish_market() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, TEAL),
            *(rect(x, 0, 14, 500, NAVY) for x in range(60, 1800, 240)),
            rect(0, 90, 1800, 16, NAVY),
            *(
                poly(STRAW, (x - 50, 190), (x + 50, 190), (x + 26, 130), (x - 26, 130))
                + stroke(SOOT, 4, (x, 96), (x, 134))
                + poly(tint(STRAW, 30), (x - 46, 192), (x + 46, 192), (x + 250, 640), (x - 250, 640))
                for x in (330, 900, 1470)
            ),
            crowd(
                4,
                x=(40, 1760),
                y=(600, 640),
                height=(250, 280),
                rows=2,
                per_row=9,
                coats=(NAVY, PLUM, SOOT, RED),
                arms=("rest", "hold", "point"),
            ),
            person(900, 900, 640, Person(coat=STRAW, legs=AMBER, arms="raise", hat=STRAW, skin=CLAY, shade=AMBER)),
            _fish(1000, 230, 250, MIST, NAVY, -70),
            *(_crate(x, 700, 520) for x in (-60, 540, 1140)),
            *(_crate(x, 900, 640) for x in (-200, 520, 1240)),
        )
    )


def _crate(x: float, y: float, width: float) -> str:
    ice = blob(
        PAPER,
        (x + 10, y + 90),
        (x + width * 0.2, y + 10),
        (x + width * 0.5, y - 12),
        (x + width * 0.8, y + 10),
        (x + width - 10, y + 90),
        (x + width * 0.5, y + 120),
    )
    chips = "".join(
        poly(MIST, (x + width * t, y + 40), (x + width * t + 22, y + 22), (x + width * t + 34, y + 48))
        for t in (0.12, 0.3, 0.52, 0.7, 0.85)
    )
    fish = "".join(
        _fish(
            x + width * (0.2 + 0.15 * k),
            y + 44 + (k % 2) * 22,
            width * 0.42,
            (MIST, RED, STONE, MIST, RED)[k],
            (NAVY, PLUM, BLUE, NAVY, PLUM)[k],
            -22,
        )
        for k in range(5)
    )
    return (
        ice
        + chips
        + fish
        + poly(BLUE, (x, y + 90), (x + width, y + 90), (x + width - 20, y + 250), (x + 20, y + 250))
        + rect(x - 8, y + 80, width + 16, 26, NAVY)
        + rect(x + width * 0.36, y + 140, width * 0.28, 34, NAVY, round=16)
    )


def _fish(x: float, y: float, length: float, belly: str, back: str, turn: float) -> str:
    u = length / 100
    body = blob(belly, (-48, 0), (-24, -13), (8, -15), (34, -6), (40, 0), (34, 6), (8, 13), (-24, 12))
    top = blob(back, (-46, -3), (-24, -13), (8, -15), (34, -6), (38, -2), (8, -5), (-20, -4))
    return group(
        poly(back, (36, 0), (54, -14), (49, 0), (54, 14)),
        body,
        top,
        poly(back, (-4, -14), (8, -22), (16, -13)),
        *(curve(PAPER, 1.2, (-14 + 10 * k, -11), (-10 + 10 * k, -6)) for k in range(4)),
        disc(-36, -3, 3.6, PAPER),
        disc(-36, -3, 1.9, SOOT),
        curve(back, 1.4, (-28, -9), (-25, 0), (-28, 8)),
        at=(x, y),
        scale=u,
        turn=turn,
    )


@scene(
    "tea-oranges",
    alt="A teapot, two steaming cups and a bowl of oranges on a round blue table beside a bright window.",
    subject="Tea with oranges",
    focal=(0.5, 0.55),
    credit=IBSEN,
)
def tea_oranges() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, ROSE),
            rect(1080, 60, 560, 640, PAPER)
            + rect(1110, 90, 500, 580, MIST)
            + disc(1440, 260, 80, STRAW)
            + hills(3, TEAL, y=650, rise=160, bottom=670, left=1110, right=1610)
            + rect(1350, 90, 20, 580, PAPER)
            + rect(1110, 360, 500, 20, PAPER)
            + rect(1060, 690, 600, 30, STONE),
            poly(PAPER, (1040, 40), (1180, 40), (1130, 400), (1060, 720), (1000, 740))
            + poly(STONE, (1100, 40), (1180, 40), (1130, 400), (1090, 500)),
            oval(900, 1010, 860, 250, NAVY),
            oval(900, 980, 860, 250, BLUE),
            poly(tint(NAVY, 55), (480, 960), (640, 940), (240, 1100), (160, 1060)),
            oval(1160, 950, 250, 48, NAVY),
            *(
                _orange(x, y, 86)
                for x, y in ((1050, 800), (1220, 790), (1130, 740), (1300, 830), (980, 840), (1140, 850))
            ),
            path(PAPER, "M900 830H1420Q1400 970 1250 980H1070Q920 970 900 830Z")
            + path(STONE, "M1240 830H1420Q1400 970 1250 980H1180Q1240 930 1240 830Z")
            + "".join(
                poly(TEAL, (940 + 80 * k, 870), (980 + 80 * k, 910), (940 + 80 * k, 950), (900 + 80 * k + 8, 910))
                for k in range(1, 6)
            ),
            _teapot(560, 950),
            *(_cup(x, y) for x, y in ((300, 1060), (840, 1120))),
            _orange(1480, 1040, 84),
            group(
                disc(0, 0, 76, AMBER),
                disc(0, 0, 64, PAPER),
                disc(0, 0, 57, AMBER),
                *(
                    stroke(PAPER, 6, (0, 0), (56 * math.cos(a), 56 * math.sin(a)))
                    for a in (0, 0.79, 1.57, 2.36, 3.14, 3.93, 4.71, 5.5)
                ),
                at=(1250, 1110),
                scale=(1, 0.7),
            ),
        )
    )


def _orange(x: float, y: float, r: float) -> str:
    body = disc(x, y, r, AMBER)
    return (
        body
        + cut(
            body,
            path(
                RED,
                f"M{x + r * 0.3:.0f} {y - r:.0f}Q{x + r * 0.8:.0f} {y + r * 0.2:.0f} {x - r * 0.2:.0f} {y + r:.0f}H{x + r:.0f}V{y - r:.0f}Z",
            ),
        )
        + oval(x - r * 0.35, y - r * 0.4, r * 0.16, r * 0.1, STRAW, turn=-30)
        + blob(
            MOSS, (x, y - r * 0.9), (x + r * 0.3, y - r * 1.2), (x + r * 0.6, y - r * 1.1), (x + r * 0.25, y - r * 0.92)
        )
    )


def _teapot(x: float, base: float) -> str:
    return "".join(
        (
            f'<path d="M{x + 150} {base - 230}C{x + 330} {base - 250} {x + 300} {base - 60} {x + 150} {base - 60}" fill="none" stroke="{PLUM}" stroke-width="34"/>',
            path(
                RED,
                f"M{x - 150} {base - 120}Q{x - 250} {base - 130} {x - 290} {base - 270}L{x - 236} {base - 276}Q{x - 210} {base - 200} {x - 140} {base - 220}Z",
            ),
            blob(
                RED,
                (x - 190, base - 140),
                (x - 150, base - 250),
                (x, base - 290),
                (x + 150, base - 250),
                (x + 190, base - 140),
                (x + 130, base - 20),
                (x, base),
                (x - 130, base - 20),
            ),
            blob(
                PLUM,
                (x + 60, base - 284),
                (x + 150, base - 250),
                (x + 190, base - 140),
                (x + 130, base - 20),
                (x + 20, base),
                (x + 110, base - 130),
            ),
            path(RED, f"M{x - 100} {base - 272}Q{x} {base - 350} {x + 100} {base - 272}Z")
            + disc(x, base - 336, 26, STRAW)
            + stroke(PLUM, 8, (x - 104, base - 270), (x + 104, base - 270)),
            oval(x - 110, base - 190, 20, 46, ROSE, turn=24),
            *(
                curve(
                    PAPER,
                    9,
                    (x - 290 + d, base - 300),
                    (x - 320 + d, base - 380),
                    (x - 280 + d, base - 440),
                    (x - 310 + d, base - 520),
                )
                for d in (0, 44)
            ),
        )
    )


def _cup(x: float, y: float) -> str:
    steam = "".join(
        curve(PAPER, 7, (x - 20 + d, y - 110), (x - 40 + d, y - 160), (x - 6 + d, y - 200), (x - 26 + d, y - 250))
        for d in (0, 40)
    )
    return (
        oval(x, y + 30, 150, 34, PAPER)
        + oval(x, y + 30, 110, 22, STONE)
        + ring(x + 104, y - 40, 34, 14, PAPER)
        + path(
            PAPER,
            f"M{x - 100} {y - 80}H{x + 100}Q{x + 90} {y + 30} {x + 40} {y + 34}H{x - 40}Q{x - 90} {y + 30} {x - 100} {y - 80}Z",
        )
        + path(
            STONE,
            f"M{x + 30} {y - 80}H{x + 100}Q{x + 90} {y + 30} {x + 40} {y + 34}H{x + 10}Q{x + 40} {y} {x + 30} {y - 80}Z",
        )
        + oval(x, y - 80, 100, 22, PAPER)
        + oval(x, y - 78, 88, 16, AMBER)
        + steam
    )
