"""Maps of the invented country, and charts of its numbers: the only pictures with words in them."""

import math
from collections.abc import Sequence
from random import Random

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.water import ripples
from ..pen import Point, blob, curve, disc, group, poly, rect, ring, smooth, stroke, veil, words
from ..scene import GRAPHICS, scene
from ..screens import tint


@scene(
    "map-strait",
    alt="Map of the Strait of Hale: Corvane to the west, Tarsia to the east, Osmark in the north and the Velan Isles in the south, with shipping lanes and the disputed line.",
    subject="The Strait of Hale and its neighbours",
    focal=(0.5, 0.5),
    credit=GRAPHICS,
)
def map_strait() -> str:
    corvane = (
        (-20, 230),
        (160, 250),
        (300, 210),
        (430, 270),
        (520, 360),
        (600, 400),
        (640, 480),
        (720, 520),
        (700, 590),
        (640, 640),
        (700, 720),
        (680, 800),
        (590, 860),
        (560, 950),
        (440, 1000),
        (330, 1110),
        (200, 1150),
        (120, 1240),
        (-60, 1240),
    )
    tarsia = (
        (1820, 150),
        (1620, 180),
        (1480, 240),
        (1400, 330),
        (1300, 370),
        (1250, 460),
        (1290, 560),
        (1240, 640),
        (1300, 740),
        (1400, 800),
        (1420, 900),
        (1540, 960),
        (1600, 1080),
        (1720, 1120),
        (1860, 1240),
    )
    osmark = (
        (560, -40),
        (600, 60),
        (720, 120),
        (860, 130),
        (960, 190),
        (1080, 160),
        (1160, 80),
        (1260, 60),
        (1300, -40),
    )
    isles = (
        ((760, 1040), (840, 1000), (900, 1030), (880, 1100), (800, 1120)),
        ((960, 1080), (1030, 1060), (1060, 1110), (990, 1140)),
        ((900, 1160), (960, 1150), (960, 1200), (890, 1210)),
        ((1120, 1020), (1160, 1010), (1170, 1050), (1130, 1060)),
    )
    grid = "".join(stroke(BLUE, 2, (x, 0), (x, 1200)) for x in range(150, 1800, 300)) + "".join(
        stroke(BLUE, 2, (0, y), (1800, y)) for y in range(150, 1200, 300)
    )
    coasts = "".join(_coast(points, 1 + k) for k in (2, 1) for points in (corvane, tarsia, osmark, *isles))
    return "".join(
        (
            rect(0, 0, 1800, 1200, MIST),
            veil(0.4, grid),
            coasts,
            blob(STRAW, *corvane)
            + blob(STONE, *tarsia)
            + blob(PAPER, *osmark)
            + "".join(blob(PAPER, *isle) for isle in isles),
            *(
                blob(tint(UMBER, 28), *points)
                for points in (
                    ((40, 400), (120, 350), (190, 400), (170, 560), (70, 580)),
                    ((1580, 420), (1700, 380), (1760, 480), (1660, 560)),
                )
            ),
            curve(BLUE, 9, (120, 700), (260, 720), (380, 660), (500, 640), (640, 640)),
            curve(BLUE, 7, (140, 960), (280, 920), (420, 940), (560, 930)),
            _dashes(RED, (980, 210), (1000, 360), (960, 500), (985, 640), (1000, 800), (960, 960), (1040, 1030)),
            _dashes(NAVY, (1120, 200), (1080, 380), (1080, 560), (1110, 740), (1180, 900), (1300, 1100), (1420, 1200)),
            _dashes(NAVY, (720, 590), (860, 610), (1080, 560)),
            _dashes(NAVY, (690, 760), (850, 860), (830, 1010)),
            *(
                _town_mark(x, y, name, side, capital)
                for x, y, name, side, capital in (
                    (690, 578, "Aldermere", "end", True),
                    (650, 815, "Port Sable", "end", False),
                    (330, 660, "Ketterby", "end", False),
                    (190, 470, "Lorne Falls", "start", False),
                    (250, 990, "Wendmoor", "start", False),
                    (1292, 560, "Vesk", "start", True),
                    (870, 118, "Osmark Havn", "end", False),
                    (830, 1052, "Vela", "start", False),
                )
            ),
            words(330, 345, "CORVANE", 54, NAVY, anchor="middle", space=16, weight=1.6),
            words(1560, 680, "TARSIA", 54, NAVY, anchor="middle", space=16, weight=1.6),
            words(1130, 60, "OSMARK", 40, NAVY, anchor="middle", space=12, weight=1.2),
            words(1150, 1140, "VELAN ISLES", 30, NAVY, anchor="middle", space=8, weight=1),
            words(800, 190, "STRAIT OF HALE", 40, BLUE, space=8, turn=82, weight=1),
            words(250, 760, "Ister", 28, BLUE, turn=-8) + words(300, 908, "Wend", 26, BLUE),
            _legend(1380, 1010),
            _scale_bar(60, 1150, 220, "100 km"),
            _north(90, 90),
        )
    )


def _coast(points: Sequence[Point], ring_: int) -> str:
    return f'<path d="{smooth(points, closed=True)}" fill="none" stroke="{BLUE}" stroke-width="{26 * ring_}" stroke-linejoin="round" opacity="{0.24 / ring_ + 0.08:.2f}"/>'


def _dashes(ink: str, *points: Point) -> str:
    return f'<path d="{smooth(points)}" fill="none" stroke="{ink}" stroke-width="6" stroke-dasharray="22 14"/>'


def _town_mark(x: float, y: float, name: str, side: str, capital: bool) -> str:
    mark = disc(x, y, 15, SOOT) + disc(x, y, 8, RED) if capital else disc(x, y, 10, SOOT)
    return mark + words(
        x + (24 if side == "start" else -24),
        y + 11,
        name,
        36 if capital else 30,
        SOOT,
        anchor=side,
        weight=1.2 if capital else 0,
    )


def _legend(x: float, y: float) -> str:
    return (
        rect(x, y, 380, 150, PAPER)
        + stroke(SOOT, 3, (x, y), (x + 380, y))
        + _dashes(RED, (x + 24, y + 50), (x + 110, y + 50))
        + words(x + 130, y + 61, "Median line", 30, SOOT)
        + _dashes(NAVY, (x + 24, y + 106), (x + 110, y + 106))
        + words(x + 130, y + 117, "Shipping lanes", 30, SOOT)
    )


def _scale_bar(x: float, y: float, length: float, label: str) -> str:
    return (
        "".join(rect(x + length * k / 4, y, length / 4, 14, (SOOT, PAPER)[k % 2]) for k in range(4))
        + words(x + length + 16, y + 16, label, 28, SOOT)
        + words(x - 2, y - 12, "0", 24, SOOT)
    )


def _north(x: float, y: float) -> str:
    return (
        poly(SOOT, (x, y - 60), (x + 22, y + 24), (x, y + 6))
        + poly(PAPER, (x, y - 60), (x - 22, y + 24), (x, y + 6))
        + stroke(SOOT, 2.5, (x, y - 60), (x - 22, y + 24), (x, y + 6))
        + words(x, y + 62, "N", 34, SOOT, anchor="middle", weight=1)
    )


@scene(
    "map-city",
    alt="Street map of central Aldermere with the harbour, the Rotunda, Corn Square, the Basin stadium and the planned tram extension in red.",
    subject="Central Aldermere and the planned tram extension",
    focal=(0.5, 0.5),
    credit=GRAPHICS,
)
def map_city() -> str:
    streets = "".join(stroke(PAPER, w, *points) for w, points in _streets())
    blocks = "".join(
        rect(
            40 + 146 * i, 40 + 122 * j, 120, 96, (tint(CLAY, 40), tint(UMBER, 25), tint(CLAY, 25))[(i * 3 + j * 7) % 3]
        )
        for i in range(13)
        for j in range(10)
        if (i * 5 + j * 3) % 11
    )
    harbour = blob(
        BLUE,
        (1060, 1260),
        (1000, 1080),
        (1040, 960),
        (1160, 930),
        (1210, 820),
        (1330, 790),
        (1370, 680),
        (1500, 640),
        (1860, 620),
        (1860, 1260),
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, STONE),
            group(blocks, at=(0, -20), turn=2),
            streets,
            blob(MOSS, (80, 780), (300, 720), (440, 800), (400, 960), (180, 1000), (60, 920)),
            *(disc(120 + 46 * (k % 6), 800 + 44 * (k // 6) + 10 * (k % 2), 13, TEAL) for k in range(22)),
            curve(PAPER, 84, (-20, 330), (300, 380), (600, 480), (820, 640), (1000, 800), (1160, 950)),
            curve(BLUE, 64, (-20, 330), (300, 380), (600, 480), (820, 640), (1000, 800), (1160, 950)),
            harbour,
            ripples(3, MIST, top=700, left=1300, count=36),
            *(
                poly(STONE, (x, y), (x + 40, y - 20), (x + 130, y + 130), (x + 90, y + 150))
                for x, y in ((1420, 650), (1560, 630), (1250, 800))
            ),
            *(
                stroke(STONE, 34, a, b)
                for a, b in (((330, 300), (270, 470)), ((700, 460), (620, 590)), ((960, 680), (860, 800)))
            ),
            stroke(SOOT, 8, (60, 120), (420, 220), (760, 300), (1080, 380), (1330, 540))
            + stroke(SOOT, 8, (760, 300), (700, 560), (560, 820), (520, 1180)),
            stroke(RED, 14, (1080, 380), (1260, 300), (1480, 300), (1700, 200), (1820, 190)),
            *(
                disc(x, y, 16, PAPER) + disc(x, y, 10, RED)
                for x, y in ((1080, 380), (1260, 300), (1480, 300), (1700, 200))
            ),
            *(disc(x, y, 13, PAPER) + disc(x, y, 8, SOOT) for x, y in ((420, 220), (760, 300), (640, 660), (535, 960))),
            disc(820, 170, 44, TEAL) + ring(820, 170, 44, 8, PAPER) + disc(820, 170, 12, PAPER),
            f'<ellipse cx="1560" cy="440" rx="90" ry="62" fill="{MOSS}" stroke="{PAPER}" stroke-width="12"/>',
            rect(560, 330, 110, 90, PAPER) + rect(574, 344, 82, 62, STRAW),
            *(
                _label(x, y, text)
                for x, y, text in (
                    (880, 150, "The Rotunda"),
                    (420, 316, "Corn Square"),
                    (1440, 560, "The Basin"),
                    (130, 1050, "Harbour Park"),
                    (720, 860, "Quay Street"),
                    (1180, 690, "Dock Quarter"),
                )
            ),
            words(1330, 960, "ALDERMERE HARBOUR", 36, PAPER, space=4, weight=1.2),
            words(120, 362, "River Ister", 34, PAPER, turn=9),
            rect(1180, 1040, 560, 130, PAPER)
            + stroke(RED, 14, (1210, 1080), (1300, 1080))
            + words(1320, 1092, "Planned tram extension", 32, SOOT)
            + stroke(SOOT, 8, (1210, 1134), (1300, 1134))
            + words(1320, 1146, "Lines in service", 32, SOOT),
            _scale_bar(60, 1150, 200, "500 m"),
            _north(1730, 90),
        )
    )


def _streets() -> list[tuple[float, list[Point]]]:
    across: list[tuple[float, list[Point]]] = [
        (26, [(0, 120 + 122 * k), (900, 150 + 122 * k), (1800, 180 + 118 * k)]) for k in range(9)
    ]
    down: list[tuple[float, list[Point]]] = [(18, [(170 + 146 * k, 0), (140 + 146 * k, 1200)]) for k in range(12)]
    return [*across, *down, (40, [(0, 40), (760, 300), (1330, 540), (1800, 600)])]


def _label(x: float, y: float, text: str) -> str:
    return rect(x, y, len(text) * 15.6 + 34, 46, PAPER) + words(x + 14, y + 34, text, 32, SOOT, weight=0.8)


def _chart(title: str, subtitle: str, source: str) -> str:
    """The paper's own frame for a chart: a red mark, the title, the unit, the source."""
    return "".join(
        (
            rect(0, 0, 1800, 1200, PAPER),
            rect(90, 70, 90, 14, RED),
            stroke(SOOT, 4, (90, 70), (1710, 70)),
            words(90, 156, title, 60, SOOT, weight=2),
            words(90, 212, subtitle, 36, UMBER),
            words(90, 1150, source, 28, UMBER),
        )
    )


@scene(
    "chart-rates",
    alt="Line chart: the Bank of Corvane’s base rate rises from 0.5 per cent to 5.25 and then falls to 4.0, while inflation peaks at 9.1 and falls to 2.8.",
    subject="Base rate and inflation",
    focal=(0.55, 0.5),
    credit=GRAPHICS,
)
def chart_rates() -> str:
    rate = (0.5, 0.5, 0.75, 1.5, 2.5, 3.5, 4.25, 5.0, 5.25, 5.25, 5.25, 5.0, 4.75, 4.5, 4.25, 4.0)
    inflation = (1.1, 2.0, 3.8, 5.6, 7.9, 9.1, 8.7, 7.6, 6.4, 5.2, 4.4, 3.7, 3.4, 3.1, 2.9, 2.8)

    def at(quarter: int, value: float) -> Point:
        return 170 + quarter * 92, 1020 - value * 72

    axis = "".join(
        stroke(STONE, 3, (150, at(0, v)[1]), (1600, at(0, v)[1]))
        + words(136, at(0, v)[1] + 12, str(v), 34, SOOT, anchor="end")
        for v in (0, 2, 4, 6, 8, 10)
    )
    years = "".join(
        stroke(SOOT, 3, (at(q, 0)[0], 1020), (at(q, 0)[0], 1036))
        + words(at(q, 0)[0] + 138, 1078, f"Year {q // 4 + 1}", 34, SOOT, anchor="middle")
        for q in (0, 4, 8, 12)
    )
    area = poly(tint(AMBER, 45), at(0, 0), *(at(q, v) for q, v in enumerate(inflation)), at(15, 0))
    steps: list[Point] = []
    for quarter, value in enumerate(rate):
        steps += [at(quarter, value), at(min(quarter + 1, 15), value)]
    return "".join(
        (
            _chart(
                "The long way down",
                "Base rate and consumer price inflation, per cent",
                "Source: Bank of Corvane; quarterly",
            ),
            area,
            axis,
            years,
            stroke(AMBER, 9, *(at(q, v) for q, v in enumerate(inflation))),
            stroke(NAVY, 12, *steps),
            stroke(SOOT, 5, (150, 1020), (1600, 1020)),
            stroke(RED, 4, (150, at(0, 2)[1]), (1600, at(0, 2)[1])),
            words(1616, at(0, 2)[1] + 12, "Target", 34, RED),
            disc(*at(15, 4.0), 16, NAVY)
            + words(1600, at(15, 4.0)[1] - 70, "Base rate 4.0", 38, NAVY, weight=1, anchor="end"),
            disc(*at(15, 2.8), 14, AMBER)
            + words(1600, at(15, 2.8)[1] - 24, "Inflation 2.8", 36, UMBER, weight=1, anchor="end"),
            disc(*at(5, 9.1), 14, AMBER)
            + words(at(5, 9.1)[0], at(5, 9.1)[1] - 30, "Peak 9.1", 36, UMBER, anchor="middle", weight=1),
        )
    )


@scene(
    "chart-turnout",
    alt="Bar chart of turnout by region, highest in Aldermere at 74 per cent and lowest in Port Sable at 58, with a mark for the previous election.",
    subject="Turnout by region at the last general election",
    focal=(0.5, 0.55),
    credit=GRAPHICS,
)
def chart_turnout() -> str:
    rows = (
        ("Aldermere", 74, 70),
        ("Ketterby", 71, 69),
        ("Lorne Falls", 69, 72),
        ("Wendmoor", 66, 68),
        ("Corvane, all", 68, 67),
        ("Border towns", 61, 57),
        ("Port Sable", 58, 63),
    )

    def across(value: float) -> float:
        return 430 + (value - 0) * 14.2

    bars_ = []
    for k, (name, now, before) in enumerate(rows):
        y = 320 + 100 * k
        ink = RED if name == "Corvane, all" else TEAL
        bars_.append(words(404, y + 48, name, 38, SOOT, anchor="end", weight=1 if ink == RED else 0))
        bars_.append(rect(430, y, now * 14.2, 62, ink) + rect(430, y + 44, now * 14.2, 18, tint(SOOT, 50)))
        bars_.append(
            rect(across(before) - 4, y - 8, 8, 78, SOOT)
            + words(across(max(now, before)) + 20, y + 46, f"{now}", 40, SOOT, weight=1.2)
        )
    axis = "".join(
        stroke(STONE, 3, (across(v), 290), (across(v), 1010))
        + words(across(v), 1056, f"{v}", 34, SOOT, anchor="middle")
        for v in (0, 20, 40, 60, 80)
    )
    return "".join(
        (
            _chart(
                "The capital turns out",
                "Share of registered voters who voted, per cent",
                "Source: Electoral Office of Corvane",
            ),
            axis,
            *bars_,
            stroke(SOOT, 5, (430, 290), (430, 1010)),
            rect(1330, 236, 8, 46, SOOT) + words(1356, 272, "Previous election", 34, SOOT),
        )
    )


@scene(
    "chart-heat",
    alt="A strip for each of 120 years, blue for cool and red for hot: the earliest are blue, the latest red.",
    subject="Corvane’s average temperature, 120 years",
    focal=(0.7, 0.5),
    credit=GRAPHICS,
)
def chart_heat() -> str:
    dice = Random(1871)
    inks = (NAVY, BLUE, MIST, PAPER, STRAW, AMBER, RED, PLUM)
    strips, line = [], []
    for year in range(120):
        warm = -0.62 + 0.16 * math.sin(year / 9) + 2.1 * max(0, (year - 48) / 72) ** 1.7 + dice.uniform(-0.26, 0.26)
        level = max(0, min(7, int((warm + 1.0) / 2.9 * 8)))
        x = 150 + 12.5 * year
        strips.append(rect(x, 290, 12.9, 480, inks[level]))
        line.append((x + 6, 960 - warm * 62))
    years = "".join(
        stroke(SOOT, 3, (150 + 12.5 * k, 1040), (150 + 12.5 * k, 1056))
        + words(150 + 12.5 * k, 1096, label, 34, SOOT, anchor="middle" if k else "start")
        for k, label in ((0, "120 years ago"), (30, "90"), (60, "60"), (90, "30"), (119, "Now"))
    )
    return "".join(
        (
            _chart(
                "Every strip a year",
                "Difference from the long-term average, °C",
                "Source: Royal Observatory, Mount Lorne",
            ),
            rect(146, 286, 1508, 488, SOOT),
            *strips,
            *(
                stroke(STONE, 3, (150, 960 - v * 62), (1650, 960 - v * 62))
                + words(134, 972 - v * 62, label, 32, SOOT, anchor="end")
                for v, label in ((-1, "-1"), (0, "0"), (1, "+1"), (2, "+2"))
            ),
            stroke(RED, 6, *line),
            disc(*line[-1], 13, RED),
            words(1660, line[-1][1] + 12, f"+{(960 - line[-1][1]) / 62:.1f}", 38, RED, weight=1),
            stroke(SOOT, 4, (150, 1040), (1650, 1040)),
            years,
        )
    )
