"""Put a person together from back to front.

The head is drawn around (0, 0), between the eyes, 300 units from crown to chin; `scenes.portraits` places it.
"""

from ..pen import group
from .clothes import collar, shoulders
from .hair import hair_behind, hair_over
from .head import beard, earrings, ears, features, glasses, neck, skull
from .sitter import Face


def bust(face: Face) -> str:
    """Draw the whole person from back to front."""
    return "".join(
        (
            hair_behind(face),
            group(shoulders(face), at=(0, -46)),
            neck(face),
            group(collar(face), at=(0, -46)),
            ears(face),
            skull(face),
            beard(face),
            features(face),
            hair_over(face),
            glasses(face),
            earrings(face),
        )
    )
