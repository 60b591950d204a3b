"""Draw the demo newsroom's pictures: one hand, one set of inks, the same bytes every time.

`catalogue()` names them, `draw(slug)` prints one as JPEG and `describe(slug)` tells what is seen in it.
`python -m broadsheet.ops.demo.pictures FOLDER` writes them all. We know nothing of stories or files.
"""

from .catalogue import UnknownPicture, catalogue, describe, draw
from .scene import Description

__all__ = ["Description", "UnknownPicture", "catalogue", "describe", "draw"]
