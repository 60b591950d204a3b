"""Where people live, and what it costs them."""

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import bare_tree, bush, hills, tree
from ..motifs.people import Person, person
from ..motifs.sky import cloud, flock, sky, streak
from ..motifs.town import house, lamp, skyline, windows
from ..pen import blob, disc, poly, rect, stroke
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "house-terraces",
    alt="Rows of terraced houses in rose, yellow and blue step down a hill to the harbour, smoke rising from one chimney.",
    subject="Terraces on Ladder Hill, Aldermere",
    focal=(0.45, 0.55),
)
def house_terraces() -> str:
    walls = (ROSE, STRAW, MIST, PAPER, CLAY, TEAL)
    doors = (NAVY, RED, SOOT, PLUM)

    def row(y: float, slope: float, width: float, height: float, count: int, x: float, first: int) -> str:
        return "".join(
            house(
                x + i * width,
                y + i * slope,
                width,
                height,
                wall=walls[(i + first) % 6],
                roof=RED if (i + first) % 3 else PLUM,
                shade=UMBER,
                door=doors[(i * 2 + first) % 4],
                pane=NAVY,
                frame=PAPER,
            )
            + rect(x + i * width, y + i * slope - 1, width + 2, 400, MOSS)
            for i in range(count)
        )

    return "".join(
        (
            sky(PAPER),
            graded(0, 0, 1800, 260, MIST, start=0.8, end=0),
            rect(0, 430, 1800, 130, BLUE),
            hills(12, tint(TEAL, 55), y=440, rise=90, bottom=445),
            *(rect(x, 455 + (x % 3) * 20, 90, 4, PAPER) for x in range(60, 1800, 210)),
            row(500, 16, 96, 130, 20, -20, 1),
            row(700, 26, 150, 200, 13, -60, 4),
            bush(1500, 1010, 200, TEAL, seed=2),
            row(1000, 38, 245, 330, 8, -120, 2),
            poly(STONE, (0, 1030), (1800, 1306), (1800, 1400), (0, 1400)),
            stroke(SOOT, 7, (0, 1034), (1800, 1310)),
            blob(STONE, (300, 450), (330, 400), (310, 340), (360, 270), (400, 300), (370, 370), (350, 450)),
            flock(6, SOOT, count=7, x=(900, 1700), y=(110, 330), span=(26, 56)),
            lamp(640, 1130, 420, SOOT, STRAW),
            person(420, 1130, 190, Person(coat=RED, skirt=True, arms="walk", long_hair=True)),
        )
    )


@scene(
    "apartment-crane",
    alt="A tower crane swings a beam over a half-built apartment block, its upper floors still open concrete.",
    subject="New flats by Brightwater Homes in the Dock Quarter",
    focal=(0.52, 0.4),
    credit=IBSEN,
)
def apartment_crane() -> str:
    floors = []
    for floor in range(9):
        y = 1040 - floor * 78
        done = floor < 5
        floors.append(rect(620, y - 78, 620, 78, ROSE if done else PAPER))
        floors.append(poly(PLUM if done else UMBER, (1240, y - 78), (1390, y - 78 + 14), (1390, y), (1240, y)))
        if done:
            floors.append(
                windows(
                    630,
                    y - 72,
                    600,
                    68,
                    columns=8,
                    rows=1,
                    ink=NAVY,
                    lit=STRAW,
                    seed=floor,
                    chance=0.25,
                    fill=(0.55, 0.62),
                )
            )
            floors += [rect(640 + 150 * i, y - 26, 70, 22, TEAL) for i in range(4)]
        else:
            floors += [rect(640 + 74 * i, y - 66, 54, 66, SOOT if (i + floor) % 3 else NAVY) for i in range(8)]
        floors.append(rect(610, y - 83, 640, 12, STONE))
    return "".join(
        (
            sky(AMBER),
            disc(420, 420, 190, STRAW),
            streak(40, 260, 560, 22, PAPER),
            streak(1250, 330, 520, 20, PAPER),
            skyline(18, tint(RED, 45), base=1040, height=(130, 330), width=(80, 150)),
            *floors,
            *(rect(660 + 120 * i, 285, 6, 60, SOOT) for i in range(5)),
            _tower_crane(470, 1040, 850),
            rect(0, 1036, 1800, 170, SOOT),
            *(rect(x, 960, 118, 80, TEAL) + rect(x, 960, 118, 8, PAPER) for x in range(-20, 620, 124)),
            *(rect(x, 960, 118, 80, TEAL) + rect(x, 960, 118, 8, PAPER) for x in range(1390, 1800, 124)),
            person(760, 1110, 170, Person(coat=STRAW, hat=PAPER, arms="point")),
            person(850, 1116, 166, Person(coat=STRAW, hat=RED, arms="hold"), facing=-1),
            tree(1630, 1060, 300, MOSS, TEAL, trunk=UMBER, seed=4),
            person(870, 332, 74, Person(coat=STRAW, hat=PAPER, arms="raise")),
        )
    )


def _tower_crane(x: float, base: float, height: float) -> str:
    top = base - height
    mast = stroke(RED, 8, (x - 24, base), (x - 24, top)) + stroke(RED, 8, (x + 24, base), (x + 24, top))
    rungs = "".join(
        stroke(RED, 5, (x - 24, base - 48 * i), (x + 24, base - 48 * (i + 1)))
        + stroke(RED, 5, (x + 24, base - 48 * i), (x - 24, base - 48 * (i + 1)))
        for i in range(int(height / 48))
    )
    jib = stroke(RED, 8, (x - 330, top), (x + 1060, top)) + stroke(RED, 6, (x, top - 50), (x + 1040, top - 42))
    lattice = "".join(
        stroke(RED, 4, (x + 48 * i, top), (x + 48 * i + 24, top - 46), (x + 48 * i + 48, top)) for i in range(22)
    )
    ties = stroke(SOOT, 4, (x, top - 140), (x + 700, top - 44)) + stroke(SOOT, 4, (x, top - 140), (x - 310, top))
    head = (
        poly(RED, (x - 26, top), (x, top - 146), (x + 26, top))
        + rect(x + 22, top + 8, 70, 66, PAPER)
        + rect(x + 44, top + 18, 42, 30, NAVY)
    )
    load = (
        rect(x - 330, top + 4, 120, 76, SOOT)
        + rect(x + 600, top, 50, 18, SOOT)
        + stroke(SOOT, 4, (x + 612, top), (x + 612, top + 90))
        + stroke(SOOT, 4, (x + 640, top), (x + 640, top + 90))
        + rect(x + 600, top + 88, 52, 22, RED)
        + stroke(SOOT, 3, (x + 540, top + 150), (x + 626, top + 108), (x + 712, top + 150))
        + rect(x + 520, top + 150, 212, 16, SOOT)
    )
    return mast + rungs + jib + lattice + ties + head + load


@scene(
    "for-sale-street",
    alt="Estate agents’ boards stand in front of a row of brick houses with bare trees on a winter street.",
    subject="Boards up in Marlow Street, Ketterby",
    focal=(0.3, 0.55),
)
def for_sale_street() -> str:
    return "".join(
        (
            sky(MIST),
            cloud(200, 240, 520, PAPER, seed=5),
            cloud(1150, 190, 430, PAPER, seed=2),
            *(
                house(
                    -60 + 320 * i,
                    900,
                    318,
                    430,
                    wall=(CLAY, UMBER)[i % 2],
                    roof=NAVY,
                    shade=SOOT,
                    door=(RED, TEAL, STRAW, BLUE)[i % 4],
                    pane=STRAW if i in (1, 4) else NAVY,
                    frame=PAPER,
                )
                for i in range(6)
            ),
            rect(0, 896, 1800, 90, STONE),
            *(rect(x, 850, 14, 90, SOOT) for x in range(0, 1800, 42)),
            rect(0, 866, 1800, 9, SOOT),
            rect(0, 980, 1800, 20, PAPER),
            rect(0, 1000, 1800, 220, NAVY),
            *(rect(x, 1090, 170, 14, PAPER) for x in range(40, 1800, 360)),
            bare_tree(1240, 960, 800, SOOT, seed=11),
            _board(330, 990, 560, RED),
            _board(890, 960, 420, TEAL),
            _board(1580, 970, 460, AMBER),
            person(620, 1020, 300, Person(coat=PLUM, arms="hold", long_hair=True, skirt=True), facing=-1),
            person(730, 1030, 320, Person(coat=NAVY, arms="rest"), facing=-1),
        )
    )


def _board(x: float, base: float, height: float, ink: str) -> str:
    """A sale board without words: a house and a key, as agents print them."""
    w, top = height * 0.55, base - height
    sign = rect(x, top, w, height * 0.44, ink) + rect(x, top + height * 0.34, w, height * 0.1, PAPER)
    roof = poly(
        PAPER,
        (x + w * 0.22, top + height * 0.19),
        (x + w * 0.5, top + height * 0.05),
        (x + w * 0.78, top + height * 0.19),
    )
    home = rect(x + w * 0.3, top + height * 0.18, w * 0.4, height * 0.13, PAPER) + rect(
        x + w * 0.45, top + height * 0.22, w * 0.1, height * 0.09, ink
    )
    return (
        rect(x - 14, top - 14, 16, height + 14, SOOT)
        + sign
        + roof
        + home
        + rect(x + w * 0.14, top + height * 0.375, w * 0.72, height * 0.03, ink)
    )
