"""Aldermere from its pavements: trams, alleys, markets and cycle lanes."""

from random import Random

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import bush, tree
from ..motifs.people import Person, crowd, person
from ..motifs.sky import sky
from ..motifs.town import catenary, house, lamp, skyline, umbrella
from ..pen import Point, blob, curve, disc, group, oval, path, poly, rect, ring, stroke, veil
from ..perspective import View
from ..scene import IBSEN, scene
from ..screens import bars, tint


@scene(
    "tram-street",
    alt="A yellow tram comes straight towards us down a narrow street of tall houses, its rails shining with the wet.",
    subject="A number 9 tram in Quay Street",
    focal=(0.5, 0.55),
)
def tram_street() -> str:
    view = View(horizon=640, lens=1150, eye=1.8)
    return "".join(
        (
            sky(MIST),
            disc(900, 470, 170, PAPER),
            _street_walls(view),
            poly(PLUM, (0, 1200), (0, 1000), (900, 640), (1800, 1000), (1800, 1200)),
            view.floor(NAVY, -3.4, 3.4, 1.8, 60),
            *(view.floor(PAPER, x - 0.05, x + 0.05, 1.8, 60) for x in (-2.5, -0.98, 0.98, 2.5)),
            *(
                view.face(tint(MIST, 55), (-0.9, 0, z), (0.85, 0, z), (0.7, 0, z + 0.35), (-0.6, 0, z + 0.35))
                for z in (2.6, 3.6, 5.2)
            ),
            _wires(view),
            view.box((0.55, 3.05), (0.35, 3.5), (9.5, 22), front=AMBER, side=UMBER, top=SOOT),
            _tram_front(view, 9.5),
            view.face(tint(STRAW, 45), (0.7, 0, 9.4), (2.9, 0, 9.4), (2.3, 0, 4.5), (0.9, 0, 4.5)),
            person(330, 1075, 430, Person(coat=RED, arms="walk", stance="stride", skirt=True, long_hair=True)),
            umbrella(384, 800, 300, NAVY, SOOT),
            person(1610, 1030, 330, Person(coat=SOOT, arms="hold", hat=SOOT), facing=-1),
            person(560, 880, 190, Person(coat=TEAL, arms="walk", stance="stride"), facing=-1),
        )
    )


def _street_walls(view: View) -> str:
    """Two rows of houses to the vanishing point, the right one in the shade, with windows in true perspective."""
    dice = Random(6)
    parts = []
    for side, inks in ((-1, (ROSE, STRAW, PAPER, STONE)), (1, (UMBER, PLUM, NAVY, TEAL))):
        z = 62.0
        while z > 3:
            depth = dice.uniform(5, 8)
            near, tall = max(z - depth, 2.2), dice.uniform(11, 16)
            x = side * 6.2
            parts.append(view.face(dice.choice(inks), (x, 0, near), (x, tall, near), (x, tall, z), (x, 0, z)))
            parts += [
                _wall_window(view, x, near + (z - near) * t, (z - near) * 0.17, floor * 3.3 + 1.1, side)
                for t in (0.16, 0.58)
                for floor in range(int(tall / 3.6))
            ]
            z = near if near > 2.3 else 0
        parts.append(view.floor(tint(SOOT, 45) if side > 0 else STONE, side * 4.8 - 1.4, side * 4.8 + 1.4, 1.8, 62))
    return "".join(parts)


def _wall_window(view: View, x: float, z: float, width: float, sill: float, side: int) -> str:
    glass = NAVY if side < 0 else STRAW if int(z * 7 + sill * 3) % 3 == 0 else SOOT
    return view.face(
        glass, (x, sill, z), (x, sill + 1.8, z), (x, sill + 1.8, z + width * 1.5), (x, sill, z + width * 1.5)
    )


def _wires(view: View) -> str:
    runs = "".join(view.line(SOOT, 3, (x, 5.6, 2), (x, 5.6, 60)) for x in (-1.7, 1.7))
    spans = "".join(
        view.line(SOOT, 2.4, (-6.2, 6.4, z), (-1.7, 5.6, z), (1.7, 5.6, z), (6.2, 6.4, z)) for z in (5, 9, 16, 28, 50)
    )
    return runs + spans


def _tram_front(view: View, z: float) -> str:
    def face(ink: str, x0: float, x1: float, y0: float, y1: float) -> str:
        return view.face(ink, (x0, y0, z), (x0, y1, z), (x1, y1, z), (x1, y0, z))

    lights = "".join(disc(*view.at(x, 0.95, z), view.size(z) * 0.14, PAPER) for x in (0.9, 2.7))
    return "".join(
        (
            face(PAPER, 0.55, 3.05, 1.35, 3.5),
            face(SOOT, 0.72, 2.88, 1.6, 2.85),
            face(BLUE, 0.78, 1.76, 1.66, 2.8),
            face(BLUE, 1.84, 2.82, 1.66, 2.8),
            face(MIST, 0.78, 1.3, 2.2, 2.8),
            face(SOOT, 1.25, 2.35, 3.0, 3.36),
            face(STRAW, 1.33, 2.27, 3.06, 3.3),
            face(RED, 0.55, 3.05, 1.2, 1.36),
            face(SOOT, 0.6, 3.0, 0.3, 0.5),
            lights,
            view.line(SOOT, 5, (1.8, 3.5, z + 1), (1.4, 4.5, z + 2), (1.7, 5.6, z + 1)),
        )
    )


@scene(
    "old-town-alley",
    alt="A stepped alley climbs between leaning old houses under washing lines towards a lit arch, a cat on the steps.",
    subject="Ropewalk Steps in the old town",
    focal=(0.5, 0.55),
    credit=IBSEN,
)
def old_town_alley() -> str:
    steps = []
    for i in range(13):
        t = i / 12
        y, half = 1200 - 460 * t, 520 - 370 * t
        steps.append(rect(900 - half, y - 40 * (1 - t) - 6, half * 2, 60, STONE if i % 2 else STRAW))
        steps.append(rect(900 - half, y - 4, half * 2, 14 * (1 - t) + 5, UMBER))
    washing = (
        (RED, 640, 300),
        (PAPER, 730, 316),
        (BLUE, 820, 324),
        (PAPER, 930, 322),
        (STRAW, 1030, 312),
        (TEAL, 1110, 300),
    )
    return "".join(
        (
            sky(MIST),
            poly(STRAW, (720, 0), (1090, 0), (1060, 700), (750, 700)),
            rect(750, 420, 310, 340, CLAY),
            path(SOOT, "M800 760V580Q905 470 1010 580V760Z"),
            path(PAPER, "M826 760V596Q905 508 984 596V760Z"),
            disc(905, 640, 40, STRAW),
            *steps,
            poly(CLAY, (0, 0), (700, 0), (740, 120), (716, 420), (752, 740), (380, 1200), (0, 1200)),
            poly(PLUM, (1800, 0), (1110, 0), (1060, 150), (1094, 420), (1050, 740), (1420, 1200), (1800, 1200)),
            poly(ROSE, (0, 0), (430, 0), (470, 300), (430, 1140), (380, 1200), (0, 1200)),
            poly(SOOT, (1800, 0), (1390, 0), (1350, 300), (1390, 1160), (1420, 1200), (1800, 1200)),
            *(
                _shutters(x, y, s, NAVY, TEAL)
                for x, y, s in (
                    (120, 130, 190),
                    (120, 560, 190),
                    (530, 170, 100),
                    (545, 480, 86),
                    (655, 250, 46),
                    (660, 500, 40),
                )
            ),
            *(
                _shutters(x, y, s, STRAW, UMBER)
                for x, y, s in ((1500, 190, 180), (1500, 640, 180), (1210, 230, 90), (1205, 520, 76), (1110, 300, 40))
            ),
            catenary((700, 262), (1104, 258), 60, SOOT, 3),
            *(_garment(x, y + 4, ink) for ink, x, y in washing),
            catenary((470, 150), (1350, 130), 90, SOOT, 3),
            *(_garment(x, y, ink, 2.0) for ink, x, y in ((PAPER, 640, 214), (RED, 1130, 212))),
            lamp(1330, 560, 10, SOOT, STRAW),
            stroke(SOOT, 9, (1390, 470), (1290, 450), (1290, 480)),
            group(lamp(0, 150, 170, SOOT, STRAW, halo=STRAW), at=(1290, 430), scale=0.9),
            poly(tint(SOOT, 50), (1050, 740), (1420, 1200), (900, 1200), (930, 740)),
            _cat(690, 1064, 92),
            bush(80, 1200, 260, MOSS, seed=4),
            rect(90, 1130, 240, 80, CLAY),
        )
    )


def _shutters(x: float, y: float, size: float, glass: str, shutter: str) -> str:
    tall = size * 1.25
    slats = "".join(
        rect(x + dx, y + tall * t, size * 0.24, tall * 0.03, SOOT)
        for dx in (-size * 0.27, size * 0.63)
        for t in (0.15, 0.35, 0.55, 0.75)
    )
    return (
        rect(x, y, size * 0.6, tall, glass)
        + rect(x + size * 0.28, y, size * 0.04, tall, PAPER)
        + rect(x - size * 0.29, y, size * 0.28, tall, shutter)
        + rect(x + size * 0.61, y, size * 0.28, tall, shutter)
        + slats
        + rect(x - size * 0.1, y + tall, size * 0.8, size * 0.08, PAPER)
    )


def _garment(x: float, y: float, ink: str, scale: float = 1.0) -> str:
    shape: tuple[Point, ...] = (
        (-24, 0),
        (-40, 20),
        (-28, 34),
        (-22, 26),
        (-22, 84),
        (22, 84),
        (22, 26),
        (28, 34),
        (40, 20),
        (24, 0),
        (8, 8),
        (-8, 8),
    )
    return group(poly(ink, *shape), at=(x, y), scale=scale)


def _cat(x: float, base: float, height: float) -> str:
    u = height / 60
    return group(
        blob(SOOT, (-14, 0), (-17, -24), (-6, -40), (7, -38), (13, -20), (14, 0)),
        oval(0, -46, 11, 10, SOOT),
        poly(SOOT, (-10, -50), (-9, -62), (-2, -54)),
        poly(SOOT, (10, -50), (9, -62), (2, -54)),
        curve(SOOT, 5, (12, -3), (26, -4), (30, -16), (24, -22)),
        at=(x, base),
        scale=u,
    )


@scene(
    "market-square",
    alt="Striped awnings cover a crowded market square under plane trees, crates of fruit in front and a church tower behind.",
    subject="Saturday market in the Corn Square",
    focal=(0.45, 0.62),
)
def market_square() -> str:
    return "".join(
        (
            sky(PAPER),
            disc(1420, 210, 90, STRAW),
            skyline(52, tint(ROSE, 90), base=700, height=(180, 330), width=(90, 150)),
            rect(1120, 220, 120, 480, CLAY)
            + rect(1200, 220, 40, 480, UMBER)
            + poly(TEAL, (1104, 224), (1180, 40), (1256, 224))
            + disc(1170, 330, 36, PAPER),
            *(
                house(x, 720, 150, h, wall=w, roof=r, shade=UMBER, door=NAVY, pane=NAVY, frame=PAPER, floors=3)
                for x, h, w, r in (
                    (30, 340, ROSE, RED),
                    (190, 300, STRAW, UMBER),
                    (350, 370, PAPER, RED),
                    (1290, 330, STRAW, RED),
                    (1450, 360, ROSE, UMBER),
                    (1610, 310, CLAY, RED),
                )
            ),
            rect(0, 716, 1800, 500, STONE),
            tree(640, 760, 430, MOSS, TEAL, trunk=UMBER, seed=2),
            tree(980, 760, 400, MOSS, TEAL, trunk=UMBER, seed=5),
            crowd(
                5,
                x=(0, 1800),
                y=(790, 840),
                height=(130, 170),
                rows=2,
                per_row=13,
                coats=(NAVY, PLUM, TEAL, RED, AMBER),
                arms=("rest", "hold", "walk"),
            ),
            _stall(60, 900, 480, RED),
            _stall(690, 900, 480, TEAL),
            _stall(1310, 900, 480, AMBER),
            crowd(
                8,
                x=(120, 1700),
                y=(1010, 1010),
                height=(250, 250),
                rows=1,
                per_row=5,
                coats=(NAVY, PLUM, SOOT, BLUE),
                arms=("hold", "walk", "point"),
            ),
            _crates(),
        )
    )


def _stall(x: float, base: float, width: float, ink: str) -> str:
    stripes = 9
    step = width / stripes
    awning = "".join(
        poly(
            ink if i % 2 == 0 else PAPER,
            (x + 40 + (width - 80) / stripes * i, base - 330),
            (x + 40 + (width - 80) / stripes * (i + 1), base - 330),
            (x + step * (i + 1), base - 220),
            (x + step * i, base - 220),
        )
        + path(
            ink if i % 2 == 0 else PAPER,
            f"M{x + step * i:.0f} {base - 221:.0f}h{step:.0f}v16a{step / 2:.0f} {step / 2.4:.0f} 0 0 1 {-step:.0f} 0Z",
        )
        for i in range(stripes)
    )
    posts = rect(x + 16, base - 220, 10, 240, SOOT) + rect(x + width - 26, base - 220, 10, 240, SOOT)
    counter = rect(x + 6, base - 70, width - 12, 100, UMBER) + rect(x + 6, base - 78, width - 12, 14, CLAY)
    fruit = "".join(
        disc(x + 34 + 27 * i, base - 86 - (i % 3) * 7, 15, (RED, AMBER, MOSS, STRAW)[(i // 4) % 4])
        for i in range(int((width - 60) / 27))
    )
    seller = person(x + width / 2, base + 20, 210, Person(coat=PAPER, arms="work"))
    return rect(x + 26, base - 222, width - 52, 150, bars(SOOT, 45)) + seller + posts + counter + fruit + awning


def _crates() -> str:
    inks = (AMBER, MOSS, RED, STRAW, PLUM)
    parts = []
    for i, ink in enumerate(inks):
        x, y = 40 + i * 352, 1080
        parts += [
            disc(x + 30 + 44 * j, y + 6 - 14 * ((j + k) % 2) - 22 * k, 27, ink) for k in (0, 1) for j in range(6 - k)
        ]
        parts.append(poly(CLAY, (x - 10, y + 10), (x + 310, y + 10), (x + 296, y + 130), (x + 4, y + 130)))
        parts += [stroke(UMBER, 6, (x - 6, y + 48 + 40 * j), (x + 306, y + 48 + 40 * j)) for j in range(2)]
    return "".join(parts)


@scene(
    "bicycle-lane",
    alt="A woman in a red coat rides a bicycle along a green cycle lane beside stopped cars and autumn trees.",
    subject="The new cycle lane on Canal Road",
    focal=(0.42, 0.58),
    credit=IBSEN,
)
def bicycle_lane() -> str:
    return "".join(
        (
            sky(PAPER),
            skyline(91, tint(BLUE, 40), base=640, height=(150, 360), width=(90, 160)),
            *(tree(x, 700, 420, AMBER, CLAY, trunk=SOOT, seed=x) for x in (120, 520, 930, 1340, 1730)),
            rect(0, 690, 1800, 80, STONE),
            rect(0, 764, 1800, 190, NAVY),
            *(_car(x, 900, ink) for x, ink in ((60, BLUE), (700, STRAW), (1330, PLUM))),
            rect(0, 936, 1800, 16, PAPER),
            rect(0, 952, 1800, 260, TEAL),
            *(rect(x, 944, 12, 22, SOOT) for x in range(20, 1800, 120)),
            veil(0.55, oval(740, 1122, 330, 16, SOOT)),
            _cyclist(740, 1118, 5.1),
            *(
                blob(AMBER, (x, y), (x + 16, y - 8), (x + 30, y), (x + 14, y + 8))
                for x, y in (
                    (120, 1090),
                    (330, 1160),
                    (1180, 1100),
                    (1420, 1150),
                    (1640, 1060),
                    (1010, 1180),
                    (200, 860),
                    (1500, 1010),
                )
            ),
            _bike_mark(1430, 1080),
        )
    )


def _car(x: float, base: float, ink: str) -> str:
    body = path(ink, f"M{x} {base - 10}v-64q0-16 20-20l60-12 70-62q10-8 26-8h150q18 0 28 10l64 64 60 14q18 6 18 22v56Z")
    glass = poly(
        MIST, (x + 112, base - 102), (x + 168, base - 152), (x + 246, base - 152), (x + 246, base - 102)
    ) + poly(MIST, (x + 262, base - 102), (x + 262, base - 152), (x + 326, base - 152), (x + 376, base - 102))
    wheels = "".join(disc(x + dx, base - 10, 46, SOOT) + disc(x + dx, base - 10, 20, STONE) for dx in (110, 386))
    return body + glass + rect(x, base - 62, 496, 8, SOOT) + wheels + disc(x + 484, base - 66, 12, PAPER)


def _cyclist(x: float, base: float, u: float) -> str:
    """Somebody upright on a city bicycle, drawn 64 units long."""
    frame = "".join(
        (
            *(ring(dx, -16, 15, 1.7, SOOT) + ring(dx, -16, 2, 2, SOOT) for dx in (-30, 28)),
            *(
                stroke(SOOT, 0.3, (dx, -16), (dx + 15 * cx, -16 + 15 * cy))
                for dx in (-30, 28)
                for cx, cy in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))
            ),
            stroke(PAPER, 2, (-30, -16), (-4, -15), (-12, -44)),
            stroke(PAPER, 2, (-4, -15), (20, -40), (-10, -38)),
            stroke(PAPER, 2, (28, -16), (19, -50)),
            stroke(SOOT, 2, (19, -50), (12, -54)),
            stroke(SOOT, 3, (-17, -46), (-6, -46), cap="round"),
            rect(18, -48, 15, 10, UMBER),
        )
    )
    rider = "".join(
        (
            stroke(NAVY, 6.4, (-11, -50), (5, -40), (-1, -20), cap="round"),
            oval(2, -16, 5.4, 2.2, SOOT),
            blob(RED, (-17, -46), (-15, -66), (-8, -80), (2, -80), (4, -66), (0, -48), (-6, -44)),
            stroke(NAVY, 7, (-10, -48), (10, -36), (-5, -13), cap="round"),
            oval(-3, -11, 5.6, 2.3, SOOT),
            stroke(RED, 5.2, (-2, -76), (4, -62), (14, -56), cap="round"),
            disc(14, -55, 2.5, ROSE),
            poly(ROSE, (-4, -80), (-3, -87), (3, -87), (3, -79)),
            oval(1.5, -91, 5.6, 7, ROSE),
            blob(SOOT, (-6, -90), (-5, -98), (2, -101), (7, -97), (3, -95), (-1, -90), (-6, -78), (-12, -76)),
            blob(STRAW, (-5, -82), (0, -79), (5, -80), (4, -75), (-3, -76), (-18, -72), (-14, -78)),
        )
    )
    return group(frame, rider, at=(x, base), scale=u)


def _bike_mark(x: float, y: float) -> str:
    return group(
        ring(-60, 0, 34, 9, PAPER),
        ring(60, 0, 34, 9, PAPER),
        stroke(PAPER, 9, (-60, 0), (-20, -54), (40, -54), (0, 0), (-20, -54)),
        stroke(PAPER, 9, (60, 0), (36, -72), (20, -72)),
        stroke(PAPER, 9, (-60, 0), (0, 0)),
        at=(x, y),
        scale=(1.3, 0.6),
    )
