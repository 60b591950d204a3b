"""Where power comes from and how it travels."""

import math

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import bare_tree, bush, furrows, hills, range_of_peaks, wood
from ..motifs.people import Person, person
from ..motifs.sky import cloud, flock, sky, smoke, streak
from ..motifs.town import catenary, house, windows
from ..motifs.water import glitter, ripples
from ..pen import bank, blob, crag, curve, disc, group, oval, path, poly, rect, stroke
from ..perspective import View
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "wind-farm",
    alt="White wind turbines turn on green hills with sheep below and a farmhouse in a fold of the land.",
    subject="Turbines above Wendmoor",
    focal=(0.62, 0.35),
)
def wind_farm() -> str:
    return "".join(
        (
            sky(MIST),
            disc(300, 240, 110, STRAW),
            cloud(820, 230, 430, PAPER, seed=3),
            cloud(-60, 420, 380, PAPER, seed=8),
            *(
                turbine(x, base, h, turn)
                for x, base, h, turn in (
                    (180, 690, 260, 10),
                    (420, 660, 280, 40),
                    (720, 690, 300, 75),
                    (1010, 650, 330, 22),
                    (1610, 660, 340, 55),
                )
            ),
            hills(3, tint(TEAL, 70), y=700, rise=120),
            hills(19, TEAL, y=800, rise=150),
            turbine(620, 900, 600, 33),
            hills(6, MOSS, y=930, rise=130),
            turbine(1280, 1010, 880, 100),
            house(330, 960, 120, 90, wall=PAPER, roof=RED, shade=STONE, door=NAVY, pane=NAVY, frame=STONE),
            bush(450, 962, 150, TEAL, seed=3),
            hills(11, STRAW, y=1120, rise=110),
            furrows(AMBER, horizon=1060, vanish=500, bottom=1240, count=10, width=0.3, spread=320),
            *(
                _sheep(x, y, s)
                for x, y, s in ((1000, 990, 40), (1090, 1010, 46), (1480, 980, 42), (1560, 1004, 48), (860, 1000, 38))
            ),
            flock(4, SOOT, count=6, x=(700, 1150), y=(330, 520), span=(22, 44)),
        )
    )


def turbine(x: float, base: float, height: float, turn: float) -> str:
    """A wind turbine seen a little from the side; the blades are turned by `turn` degrees."""
    hub = base - height * 0.66
    blade = height * 0.38
    shape = f"M0 0C{blade * 0.09:.1f} {-blade * 0.12:.1f} {blade * 0.07:.1f} {-blade * 0.6:.1f} 0 {-blade:.1f}L{-blade * 0.03:.1f} {-blade * 0.5:.1f}Z"
    blades = "".join(
        group(
            path(PAPER, shape),
            path(STONE, f"M0 0L{-blade * 0.03:.1f} {-blade * 0.5:.1f}L0 {-blade:.1f}Z"),
            at=(x, hub),
            turn=turn + 120 * i,
        )
        for i in range(3)
    )
    w = height * 0.018
    mast = poly(PAPER, (x - w * 1.3, base), (x - w * 0.6, hub), (x + w * 0.6, hub), (x + w * 1.3, base)) + poly(
        STONE, (x + w * 0.2, base), (x + w * 0.1, hub), (x + w * 0.6, hub), (x + w * 1.3, base)
    )
    return mast + rect(x - w, hub - w * 1.2, w * 4, w * 2.2, STONE, round=w) + blades + disc(x, hub, w * 1.2, PAPER)


def _sheep(x: float, y: float, size: float) -> str:
    legs = stroke(SOOT, size * 0.1, (x - size * 0.3, y - size * 0.2), (x - size * 0.3, y + size * 0.2)) + stroke(
        SOOT, size * 0.1, (x + size * 0.25, y - size * 0.2), (x + size * 0.25, y + size * 0.2)
    )
    return (
        legs
        + oval(x, y - size * 0.3, size * 0.55, size * 0.36, PAPER)
        + oval(x + size * 0.58, y - size * 0.42, size * 0.17, size * 0.22, SOOT, turn=-20)
    )


@scene(
    "solar-field",
    alt="Rows of dark blue solar panels run to the horizon under a huge yellow sun, an engineer walking between them.",
    subject="Northlight’s solar park east of Ketterby",
    focal=(0.5, 0.5),
    credit=IBSEN,
)
def solar_field() -> str:
    view = View(centre=760, horizon=470, lens=1100, eye=2.6)
    return "".join(
        (
            sky(STRAW),
            disc(1240, 430, 300, AMBER),
            disc(1240, 430, 210, PAPER),
            hills(17, tint(MOSS, 80), y=480, rise=70),
            rect(0, 468, 1800, 740, MOSS),
            *(bush(x, 490, 120, TEAL, seed=x) for x in range(0, 1800, 190)),
            *(_panels(view, x, z) for z in (40, 27, 19, 13.5, 9.5, 6.6, 4.4) for x in (-24, -16, -8, 1.4, 9.4, 17.4)),
            person(*view.at(0.55, 0, 7.2), 1.7 * view.size(7.2), Person(coat=RED, hat=PAPER, arms="hold", legs=NAVY)),
        )
    )


def _panels(view: View, x: float, z: float) -> str:
    """One tilted table of panels, 7 metres wide, facing us."""
    low, high, back = 0.5, 2.1, z + 1.9
    table = view.face(NAVY, (x, low, z), (x, high, back), (x + 7, high, back), (x + 7, low, z))
    shine = view.face(BLUE, (x + 1.5, low, z), (x + 3.6, high, back), (x + 5.2, high, back), (x + 3.1, low, z))
    lines = "".join(
        view.line(MIST, max(1.2, 16 / z), (x + 1.0 * i, low, z), (x + 1.0 * i, high, back)) for i in range(8)
    )
    lines += "".join(
        view.line(
            MIST,
            max(1.2, 16 / z),
            (x, low + (high - low) * t, z + 1.9 * t),
            (x + 7, low + (high - low) * t, z + 1.9 * t),
        )
        for t in (0, 0.5, 1)
    )
    legs = "".join(
        view.line(SOOT, max(2, 30 / z), (x + d, 0, z + 0.7), (x + d, low + 0.5, z + 0.7)) for d in (0.8, 6.2)
    )
    shade = view.floor(TEAL, x - 0.4, x + 6.8, z - 0.1, z + 1.9)
    return shade + legs + table + shine + lines


@scene(
    "pylons-evening",
    alt="Electricity pylons stride across dark fields into an evening sky of red bands, their wires sagging between them.",
    subject="The north–south line near Ketterby",
    focal=(0.35, 0.45),
)
def pylons_evening() -> str:
    spots = ((330, 1090, 940), (900, 860, 520), (1220, 770, 320), (1420, 715, 205), (1560, 680, 135))
    wires = []
    for (x0, y0, h0), (x1, y1, h1) in zip(spots, spots[1:], strict=False):
        for arm, level in ((0.24, 0.68), (-0.24, 0.68), (0.17, 0.84), (-0.17, 0.84)):
            wires.append(
                catenary(
                    (x0 + arm * h0, y0 - level * h0 + h0 * 0.05),
                    (x1 + arm * h1, y1 - level * h1 + h1 * 0.05),
                    h0 * 0.06,
                    SOOT,
                    max(1.6, h0 * 0.004),
                )
            )
    lead = "".join(
        catenary((330 + arm * 940, 1090 - level * 940 + 47), (-260 + arm * 1700, 1100 - level * 1500), 40, SOOT, 4)
        for arm, level in ((-0.24, 0.68), (-0.17, 0.84))
    )
    return "".join(
        (
            sky(RED),
            rect(0, 0, 1800, 180, PLUM),
            rect(0, 430, 1800, 140, AMBER),
            rect(0, 570, 1800, 200, STRAW),
            graded(0, 180, 1800, 160, PLUM, start=0.7, end=0, pitch=22),
            graded(0, 330, 1800, 100, AMBER, start=0, end=0.8, pitch=22),
            graded(0, 500, 1800, 70, STRAW, start=0, end=0.8, pitch=22),
            disc(1330, 640, 120, PAPER),
            streak(500, 390, 700, 18, PLUM),
            hills(9, UMBER, y=740, rise=90),
            hills(12, PLUM, y=830, rise=100),
            *(pylon(x, y, h) for x, y, h in reversed(spots)),
            *wires,
            lead,
            bank(SOOT, 1200, (-20, 1060), (500, 1080), (1100, 980), (1820, 940)),
            bare_tree(1650, 980, 300, SOOT, seed=5),
            bush(1180, 1000, 240, SOOT, seed=4),
            flock(3, SOOT, count=12, x=(700, 1300), y=(180, 420), span=(22, 50)),
        )
    )


def pylon(x: float, base: float, height: float) -> str:
    """A lattice pylon with two pairs of arms."""
    h = height

    def edge(t: float) -> float:
        return h * (0.125 * math.pow(1 - t, 1.6) + 0.018)

    width = max(2.2, h * 0.011)
    levels = (0, 0.16, 0.3, 0.42, 0.52, 0.6, 0.68, 0.76, 0.84, 0.92)
    legs = "".join(
        stroke(SOOT, width, *((x + side * edge(t), base - t * h) for t in (*levels, 1.0))) for side in (-1, 1)
    )
    braces = "".join(
        stroke(SOOT, width * 0.6, (x - edge(a), base - a * h), (x + edge(b), base - b * h))
        + stroke(SOOT, width * 0.6, (x + edge(a), base - a * h), (x - edge(b), base - b * h))
        for a, b in zip(levels, levels[1:], strict=False)
    )
    arms = "".join(
        poly(
            SOOT,
            (x, base - (level + 0.035) * h),
            (x + side * reach * h, base - level * h),
            (x, base - (level - 0.008) * h),
        )
        + stroke(
            SOOT, width, (x + side * reach * h, base - level * h), (x + side * reach * h, base - (level - 0.05) * h)
        )
        for level, reach in ((0.68, 0.24), (0.84, 0.17))
        for side in (-1, 1)
    )
    return legs + braces + arms


@scene(
    "refinery-night",
    alt="A refinery at night: columns and tanks strung with lamps, a flare burning at the top of a stack, all doubled in a dock.",
    subject="Sable Refining’s works at Port Sable",
    focal=(0.6, 0.4),
    credit=IBSEN,
)
def refinery_night() -> str:
    columns = (
        (240, 90, 430),
        (380, 60, 560),
        (480, 110, 360),
        (760, 80, 640),
        (870, 60, 500),
        (960, 120, 420),
        (1300, 80, 520),
        (1410, 56, 600),
    )
    return "".join(
        (
            sky(NAVY),
            graded(0, 360, 1800, 440, PLUM, start=0, end=0.8, pitch=22),
            rect(0, 790, 1800, 40, PLUM),
            *(smoke(x, y, 330, 190, PLUM, lean=0.6) for x, y in ((405, 250), (790, 170))),
            *(_column_tower(x, 820, w, h) for x, w, h in columns),
            *(_tank(x, 830, w, h) for x, w, h in ((20, 190, 150), (590, 170, 170), (1090, 200, 190), (1500, 230, 170))),
            *(stroke(SOOT, 12, (60, y), (1760, y)) for y in (640, 664, 700)),
            *(rect(x, 630, 10, 200, SOOT) for x in range(110, 1760, 150)),
            *(disc(x, 626, 7, STRAW) for x in range(115, 1760, 75)),
            rect(1640, 260, 22, 570, SOOT),
            *(stroke(SOOT, 5, (1651, 330), (x, 830)) for x in (1560, 1740)),
            _flame_plume(1651, 258),
            rect(0, 826, 1800, 20, SOOT),
            rect(0, 846, 1800, 360, SOOT),
            graded(0, 846, 1800, 200, PLUM, start=0.5, end=0, pitch=22),
            *(
                glitter(i + 3, x, STRAW if i % 2 else AMBER, top=852, bottom=1120, width=44, count=15, spread=0.7)
                for i, x in enumerate((130, 300, 420, 640, 790, 980, 1190, 1340, 1430))
            ),
            glitter(40, 1651, AMBER, top=852, bottom=1180, width=110, count=30, spread=0.9),
            ripples(8, BLUE, top=870, count=60),
        )
    )


def _column_tower(x: float, base: float, width: float, height: float) -> str:
    body = rect(x, base - height, width, height, BLUE, round=width * 0.3) + rect(
        x + width * 0.55, base - height, width * 0.45, height, SOOT, round=width * 0.2
    )
    rails = "".join(
        rect(x - 12, base - height * t, width + 24, 7, SOOT)
        + disc(x - 8, base - height * t - 10, 6, STRAW)
        + disc(x + width + 8, base - height * t - 10, 6, STRAW)
        for t in (0.25, 0.45, 0.65, 0.85)
    )
    return body + rails + rect(x + width * 0.4, base - height - 50, 7, 54, SOOT)


def _tank(x: float, base: float, width: float, height: float) -> str:
    lamps = "".join(disc(x + width * t, base - height * 0.5, 7, STRAW) for t in (0.12, 0.5, 0.88))
    return (
        rect(x, base - height, width, height, STONE)
        + rect(x + width * 0.62, base - height, width * 0.38, height, UMBER)
        + oval(x + width / 2, base - height, width / 2, width * 0.1, PAPER)
        + stroke(SOOT, 5, (x + 10, base), (x + width * 0.6, base - height))
        + lamps
    )


def _flame_plume(x: float, y: float) -> str:
    outer = blob(
        AMBER,
        (x - 16, y),
        (x - 46, y - 70),
        (x - 10, y - 140),
        (x + 60, y - 200),
        (x + 40, y - 120),
        (x + 110, y - 150),
        (x + 60, y - 60),
        (x + 18, y),
    )
    return (
        disc(x + 20, y - 90, 220, tint(RED, 35))
        + outer
        + blob(STRAW, (x - 10, y), (x - 18, y - 50), (x + 16, y - 110), (x + 34, y - 60), (x + 12, y))
    )


@scene(
    "dam-valley",
    alt="A curved concrete dam holds a blue lake between steep firs, two plumes of water leaping from its foot.",
    subject="The Upper Falls dam",
    focal=(0.5, 0.55),
)
def dam_valley() -> str:
    face = "M330 520Q900 640 1470 520L1330 1040Q900 1130 470 1040Z"
    return "".join(
        (
            sky(STRAW),
            range_of_peaks(
                12, BLUE, NAVY, peaks=[(260, 230), (760, 330), (1180, 210), (1600, 290)], base=560, snow=PAPER
            ),
            rect(0, 470, 1800, 90, BLUE),
            ripples(5, MIST, top=474, bottom=560, count=40),
            path(PAPER, face),
            path(STONE, "M900 606Q1190 596 1470 520L1330 1040Q1120 1090 900 1098Z"),
            *(
                curve(CLAY, 3, (345 + 28 * i, 590 + 82 * i), (900, 692 + 82 * i), (1455 - 28 * i, 590 + 82 * i))
                for i in range(5)
            ),
            *(
                stroke(CLAY, 3, (900 + 110 * i, 610 - abs(i) * 5), (900 + 84 * i, 1096 - abs(i) * 6))
                for i in range(-4, 5)
            ),
            path(SOOT, "M318 512Q900 630 1482 512V490Q900 606 318 490Z"),
            path(RED, "M318 490Q900 606 1482 490V482Q900 598 318 482Z"),
            *(
                rect(900 + 200 * i - 34, 560 - abs(i) * 26, 68, 66, NAVY)
                + poly(
                    RED,
                    (900 + 200 * i - 44, 562 - abs(i) * 26),
                    (900 + 200 * i, 524 - abs(i) * 26),
                    (900 + 200 * i + 44, 562 - abs(i) * 26),
                )
                for i in (-1, 0, 1)
            ),
            crag(MOSS, 1200, (-20, 380), (120, 420), (330, 500), (400, 660), (450, 860), (520, 1000), (560, 1200)),
            crag(
                TEAL, 1200, (1250, 1200), (1290, 1000), (1370, 840), (1420, 640), (1480, 500), (1640, 430), (1820, 360)
            ),
            wood(4, TEAL, NAVY, y=700, x=(-40, 380), count=7, height=(160, 260)),
            wood(5, TEAL, NAVY, y=930, x=(-40, 440), count=6, height=(220, 330)),
            wood(8, NAVY, SOOT, y=680, x=(1460, 1840), count=7, height=(150, 260)),
            wood(9, NAVY, SOOT, y=930, x=(1400, 1840), count=6, height=(220, 330)),
            *(
                blob(
                    MIST,
                    (x, 930),
                    (x + d * 60, 900),
                    (x + d * 190, 960),
                    (x + d * 260, 1110),
                    (x + d * 150, 1130),
                    (x + d * 100, 1010),
                )
                for x, d in ((760, -1), (1040, 1))
            ),
            poly(BLUE, (440, 1060), (1360, 1060), (1500, 1200), (300, 1200)),
            *(
                blob(
                    PAPER, (x, 1130), (x + 70, 1070), (x + 150, 1090), (x + 240, 1060), (x + 290, 1130), (x + 140, 1150)
                )
                for x in (440, 1080)
            ),
            rect(800, 1010, 200, 100, CLAY)
            + rect(790, 1000, 220, 16, RED)
            + windows(806, 1026, 188, 60, columns=5, rows=1, ink=NAVY, lit=STRAW, seed=2),
        )
    )
