"""See a scene from a standing eye: turn metres in space into points on the sheet.

x runs to the right, y up from the ground, z away from the eye. Boxes show only the faces the eye can see.
"""

import math
from dataclasses import dataclass

from .pen import Point, poly, stroke

Spot = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """Where the eye stands and how long its lens is; `turn` swings it to the right in degrees."""

    centre: float = 900
    horizon: float = 560
    lens: float = 1300
    eye: float = 1.7
    turn: float = 0

    def at(self, x: float, y: float, z: float) -> Point:
        """Give the point of the sheet where a spot in space is seen."""
        angle = math.radians(self.turn)
        across = x * math.cos(angle) - z * math.sin(angle)
        depth = max(x * math.sin(angle) + z * math.cos(angle), 0.05)
        return self.centre + across * self.lens / depth, self.horizon - (y - self.eye) * self.lens / depth

    def size(self, z: float) -> float:
        """Tell how many pixels a metre takes at this depth."""
        return self.lens / z

    def face(self, ink: str, *spots: Spot) -> str:
        """Fill a flat shape in space."""
        return poly(ink, *(self.at(*spot) for spot in spots))

    def line(self, ink: str, width: float, *spots: Spot) -> str:
        return stroke(ink, width, *(self.at(*spot) for spot in spots), cap="round")

    def floor(self, ink: str, left: float, right: float, near: float, far: float, *, level: float = 0) -> str:
        """Fill a rectangle that lies on the ground, or on a table at `level`."""
        return self.face(ink, (left, level, near), (right, level, near), (right, level, far), (left, level, far))

    def box(self, x: Point, y: Point, z: Point, *, front: str, side: str, top: str) -> str:
        """Build a box between two x, two y and two z; the sides may be in the shade."""
        (x0, x1), (y0, y1), (z0, z1) = x, y, z
        faces: tuple[tuple[str, tuple[Spot, ...]], ...] = (
            (top, ((x0, y1, z0), (x0, y1, z1), (x1, y1, z1), (x1, y1, z0))),
            (side, ((x0, y0, z1), (x0, y1, z1), (x0, y1, z0), (x0, y0, z0))),
            (side, ((x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1))),
            (front, ((x0, y0, z0), (x0, y1, z0), (x1, y1, z0), (x1, y0, z0))),
        )
        return "".join(self.face(ink, *spots) for ink, spots in faces if self._faces_us(spots))

    def _faces_us(self, spots: tuple[Spot, ...]) -> bool:
        points = [self.at(*spot) for spot in spots]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))
        return area > 0
