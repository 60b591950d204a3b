"""The paper's own advertisements, without a word in them: a puzzle, a letter, a volume, a Saturday."""

from ..inks import (
    AMBER,
    BLUE,
    CLAY,
    MIST,
    MOSS,
    NAVY,
    PALE,
    PAPER,
    PLUM,
    RED,
    ROSE,
    SEPIA,
    SOOT,
    STONE,
    STRAW,
    TEAL,
    UMBER,
)
from ..motifs.land import hills
from ..motifs.ships import yacht
from ..motifs.sky import rays
from ..motifs.water import glitter, ripples
from ..pen import bank, blob, curve, disc, group, oval, path, poly, rect, ring, stroke
from ..scene import DRAWN, HOUSE_AD, scene
from ..screens import tint


@scene(
    "ad-crossword",
    alt="A half-filled crossword grid with a red pencil lying across it and a coffee cup at the corner.",
    subject="The Courier crossword",
    focal=(0.45, 0.5),
    credit=DRAWN,
    size=HOUSE_AD,
)
def ad_crossword() -> str:
    blocks = {
        (0, 3),
        (1, 1),
        (1, 5),
        (1, 7),
        (2, 3),
        (3, 0),
        (3, 5),
        (3, 6),
        (4, 2),
        (4, 6),
        (5, 2),
        (5, 3),
        (5, 8),
        (6, 5),
        (7, 1),
        (7, 3),
        (7, 7),
        (8, 5),
    }
    cells = "".join(
        rect(82 * i, 82 * j, 78, 78, SOOT if (j, i) in blocks else STRAW if j == 4 else PAPER)
        for i in range(9)
        for j in range(9)
    )
    marks = "".join(
        group(_scribble((i * 3 + j) % 5), at=(82 * i + 39, 82 * j + 41))
        for i, j in (
            (0, 4),
            (1, 4),
            (3, 4),
            (4, 4),
            (5, 4),
            (4, 0),
            (4, 1),
            (4, 2),
            (4, 3),
            (0, 0),
            (1, 0),
            (2, 0),
            (8, 0),
            (8, 1),
            (8, 2),
            (6, 2),
            (7, 2),
        )
        if (j, i) not in blocks
    )
    return "".join(
        (
            rect(0, 0, 1200, 1000, TEAL),
            *(poly(NAVY, (x, 0), (x + 90, 0), (x - 500, 1000), (x - 590, 1000)) for x in range(100, 2000, 300)),
            group(rect(18, 22, 760, 760, SOOT), rect(-16, -16, 770, 770, SOOT), cells, marks, at=(180, 150), turn=-6),
            disc(1010, 200, 160, NAVY)
            + disc(1000, 186, 160, PAPER)
            + disc(1000, 186, 116, STONE)
            + disc(1000, 186, 104, RED)
            + disc(1000, 186, 88, UMBER)
            + oval(970, 160, 34, 14, CLAY, turn=-30),
            group(
                rect(10, 14, 560, 44, SOOT),
                rect(0, 0, 560, 22, RED),
                rect(0, 22, 560, 22, PLUM),
                rect(-60, 0, 62, 44, ROSE, round=10),
                rect(-12, 0, 30, 44, STONE),
                poly(PALE, (560, 0), (640, 22), (560, 44)),
                poly(SOOT, (616, 15), (640, 22), (616, 29)),
                at=(430, 900),
                turn=-38,
            ),
        )
    )


def _scribble(kind: int) -> str:
    """A pencilled mark in a square: letter-like, yet no letter of any alphabet."""
    marks = (
        ((-16, 18), (0, -22), (16, 18)),
        ((-14, -18), (14, -18), (-14, 18), (14, 18)),
        ((16, -14), (-8, -22), (-16, 4), (8, 20), (18, 8)),
        ((-14, 20), (-14, -20), (14, 20), (14, -20)),
        ((-16, -20), (0, 4), (16, -20), (0, 4), (0, 22)),
    )
    return stroke(NAVY, 7, *marks[kind], cap="round")


@scene(
    "ad-newsletter",
    alt="An open envelope with a letter rising from it like a sun, beside a steaming cup of coffee.",
    subject="The morning newsletter",
    focal=(0.5, 0.55),
    credit=DRAWN,
    size=HOUSE_AD,
)
def ad_newsletter() -> str:
    return "".join(
        (
            rect(0, 0, 1200, 1000, AMBER),
            rays(540, 500, 200, 1100, STRAW, count=26, width=0.5),
            rect(0, 800, 1200, 200, RED) + rect(0, 800, 1200, 14, PLUM),
            poly(tint(SOOT, 55), (250, 860), (860, 860), (960, 940), (330, 940)),
            poly(PLUM, (220, 480), (540, 230), (860, 480)),
            rect(280, 210, 520, 520, PAPER)
            + rect(320, 250, 440, 26, SOOT)
            + "".join(rect(320, 300 + 34 * k, 200, 12, STONE) for k in range(6))
            + rect(550, 300, 210, 150, TEAL)
            + disc(655, 420, 54, STRAW)
            + rect(550, 420, 210, 34, NAVY),
            poly(NAVY, (220, 480), (540, 700), (860, 480), (860, 880), (220, 880)),
            poly(BLUE, (220, 880), (500, 650), (540, 676), (580, 650), (860, 880)),
            poly(SOOT, (860, 480), (860, 880), (700, 750)),
            disc(540, 690, 54, RED) + disc(540, 690, 36, AMBER),
            group(_mug(), at=(1000, 870)),
        )
    )


def _mug() -> str:
    steam = "".join(
        curve(PAPER, 11, (-50 + 50 * k, -230), (-70 + 50 * k, -290), (-30 + 50 * k, -340), (-54 + 50 * k, -410))
        for k in range(3)
    )
    return (
        ring(100, -100, 52, 22, PAPER)
        + oval(0, 4, 150, 30, STONE)
        + path(PAPER, "M-110 -200H110Q110 -20 60 0H-60Q-110 -20 -110 -200Z")
        + path(STONE, "M40 -200H110Q110 -20 60 0H0Q50 -40 40 -200Z")
        + oval(0, -200, 110, 26, PAPER)
        + oval(0, -198, 96, 19, UMBER)
        + steam
    )


@scene(
    "ad-archive",
    alt="Tall bound newspaper volumes with gilt bands stand on a shelf, one pulled forward and a brass lamp above.",
    subject="The archive, since 1871",
    focal=(0.5, 0.5),
    credit=DRAWN,
    size=HOUSE_AD,
)
def ad_archive() -> str:
    inks = (UMBER, NAVY, RED, TEAL, UMBER, PLUM, NAVY, RED, TEAL)
    volumes = "".join(_volume(60 + 112 * k, 860, 106, 560 + (k * 37) % 70, ink) for k, ink in enumerate(inks) if k != 4)
    return "".join(
        (
            rect(0, 0, 1200, 1000, SEPIA),
            rect(0, 0, 1200, 120, SOOT),
            poly(tint(STRAW, 45), (470, 120), (690, 120), (1010, 860), (150, 860)),
            volumes,
            _volume(492, 910, 138, 690, AMBER),
            rect(0, 860, 1200, 40, CLAY) + rect(0, 896, 1200, 110, UMBER),
            group(_volume(0, 0, 138, 690, AMBER), at=(492, 916)),
            poly(tint(SOOT, 60), (492, 916), (630, 916), (720, 960), (560, 960)),
            stroke(STRAW, 14, (580, 0), (580, 60))
            + path(STRAW, "M440 130Q450 50 580 50Q710 50 720 130Z")
            + path(AMBER, "M600 50Q710 50 720 130H640Q640 80 600 50Z"),
        )
    )


def _volume(x: float, base: float, width: float, height: float, ink: str) -> str:
    top = base - height
    bands = "".join(rect(x, top + height * t, width, 12, STRAW) for t in (0.1, 0.14, 0.36, 0.66, 0.84, 0.88))
    return (
        rect(x, top, width, height, ink, round=8)
        + rect(x + width * 0.72, top, width * 0.28, height, tint(SOOT, 62))
        + bands
        + rect(x + width * 0.16, top + height * 0.2, width * 0.62, height * 0.12, PAPER)
        + rect(x + width * 0.26, top + height * 0.24, width * 0.42, 8, SOOT)
        + disc(x + width / 2, top + height * 0.52, width * 0.2, STRAW)
        + disc(x + width / 2, top + height * 0.52, width * 0.12, ink)
    )


@scene(
    "ad-weekend",
    alt="Bare feet rest on a hammock’s end between two trees, a folded newspaper on the lap and a lake beyond.",
    subject="The weekend edition",
    focal=(0.5, 0.6),
    credit=DRAWN,
    size=HOUSE_AD,
)
def ad_weekend() -> str:
    return "".join(
        (
            rect(0, 0, 1200, 1000, STRAW),
            disc(640, 330, 150, PAPER),
            hills(4, tint(TEAL, 60), y=480, rise=150, bottom=520, right=1220),
            hills(9, TEAL, y=500, rise=90, bottom=520, right=1220),
            rect(0, 500, 1200, 180, BLUE)
            + ripples(4, MIST, top=505, bottom=680, right=1200, count=40)
            + glitter(3, 640, PAPER, top=505, bottom=670, width=90, count=20),
            yacht(860, 580, 130, PAPER, RED),
            bank(MOSS, 1000, (-20, 660), (300, 640), (700, 680), (1220, 640)),
            rect(60, 0, 110, 900, UMBER)
            + rect(130, 0, 40, 900, SEPIA)
            + rect(1030, 0, 120, 900, UMBER)
            + rect(1110, 0, 40, 900, SEPIA),
            *(
                blob((MOSS, TEAL)[k % 2], (x, y), (x + 130, y - 70), (x + 270, y), (x + 200, y + 90), (x + 60, y + 80))
                for k, (x, y) in enumerate(((-60, 60), (90, 20), (240, 50), (900, 40), (1040, 90), (760, 10)))
            ),
            stroke(SOOT, 9, (150, 420), (300, 560)) + stroke(SOOT, 9, (1050, 420), (920, 560)),
            oval(610, 900, 400, 28, TEAL),
            *(
                stroke(SOOT, 4, (150, 420), (300 + 10 * k, 540 + 20 * k))
                + stroke(SOOT, 4, (1050, 420), (920 - 10 * k, 540 + 20 * k))
                for k in range(4)
            ),
            *(_foot(x, 560, ink) for x, ink in ((800, CLAY), (872, CLAY))),
            stroke(NAVY, 64, (560, 700), (700, 620), (820, 640), cap="round"),
            blob(PALE, (396, 560), (400, 490), (450, 470), (500, 500), (500, 560), (450, 590))
            + oval(446, 530, 44, 52, CLAY)
            + blob(STRAW, (340, 520), (380, 470), (430, 430), (500, 450), (560, 490), (480, 490))
            + stroke(RED, 10, (392, 484), (500, 484)),
            blob(RED, (390, 640), (400, 580), (480, 570), (580, 620), (620, 700), (480, 730)),
            poly(PAPER, (500, 560), (640, 480), (700, 600), (560, 680))
            + poly(STONE, (640, 480), (770, 500), (810, 620), (700, 600))
            + "".join(stroke(STONE, 6, (530 + 8 * k, 580 + 20 * k), (640 + 9 * k, 520 + 20 * k)) for k in range(4)),
            path(RED, "M290 550Q330 850 610 860T930 550Q900 760 610 760T290 550Z"),
            *(
                path(PAPER, f"M{330 + 110 * k} {690 + 34 * (1 - abs(k - 2) / 2):.0f}l40 18l-6 90l-36 -22Z")
                for k in range(5)
            ),
        )
    )


def _foot(x: float, y: float, ink: str) -> str:
    return blob(
        ink, (x - 30, y + 60), (x - 34, y - 40), (x - 10, y - 76), (x + 24, y - 70), (x + 32, y + 60)
    ) + "".join(disc(x - 22 + 14 * k, y - 78 + 5 * abs(k - 1), 10 - k, ink) for k in range(4))
